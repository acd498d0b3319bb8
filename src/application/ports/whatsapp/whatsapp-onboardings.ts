import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { PhoneDigits } from '../../../domain/messaging/people/phone-number.ts';
import type {
  NumberInAccount,
  OnboardingFinding,
  OnboardingFlow,
  OnboardingProblem,
  OnboardingState,
  OnboardingStep,
} from '../../../domain/whatsapp/onboarding.ts';
import type { SealedToken } from '../connection/token-cipher.ts';

/** A number of an account that may be meant. */
export type OnboardingChoice = Pick<NumberInAccount, 'phoneNumberId' | 'displayNumber' | 'verifiedName'> & {
  readonly wabaId: string;
};

/** How far a number has been brought in; without any secret. */
export type WhatsAppOnboarding = {
  readonly id: string;
  readonly clinicId: ClinicId;
  readonly flow: OnboardingFlow;
  readonly state: OnboardingState;
  readonly wabaId?: string;
  readonly phoneNumberId?: string;
  readonly whatsappNumber?: PhoneDigits;
  readonly isCoexistence?: boolean;
  readonly steps: readonly OnboardingStep[];
  readonly findings: readonly OnboardingFinding[];
  readonly choices: readonly OnboardingChoice[];
  readonly problem?: OnboardingProblem;
  /** A code or id of Meta's that belongs to the problem. */
  readonly problemDetail?: string;
  readonly attempts: number;
  readonly startedBy: string;
  readonly startedAt: Date;
  readonly endedAt?: Date;
};

type OnboardingSecrets = {
  readonly token: SealedToken;
  readonly appSecret?: SealedToken;
  readonly pin?: SealedToken;
};

export type NewOnboarding = Pick<WhatsAppOnboarding, 'id' | 'clinicId' | 'flow' | 'startedBy'> & {
  readonly sealed: OnboardingSecrets;
} & (
    | { readonly wabaId: string; readonly phoneNumberId: string }
    | { readonly choices: readonly OnboardingChoice[] }
  );

/** One that is being worked on, held under a lease. */
export type ClaimedOnboarding = WhatsAppOnboarding & {
  readonly wabaId: string;
  readonly phoneNumberId: string;
  readonly sealed: OnboardingSecrets;
  readonly leaseToken: number;
};

type OnboardingProgress = {
  readonly step?: OnboardingStep;
  readonly whatsappNumber?: PhoneDigits;
  readonly isCoexistence?: boolean;
  readonly findings?: readonly OnboardingFinding[];
  /** Kept for the next registration of the number, also after the end. */
  readonly pin?: SealedToken;
};

export type OnboardingEnd =
  | { readonly to: 'done' }
  | { readonly to: 'refused'; readonly problem: OnboardingProblem; readonly detail?: string }
  | { readonly to: 'again'; readonly afterMs: number };

/**
 * The bringing in of numbers, step by step. Token and app secret are forgotten with the end.
 * Contract: tests/contract/contracts/connection/whatsapp-onboardings.contract.ts
 */
export interface WhatsAppOnboardings {
  /**
   * Begins one and claims it; one of the same number that is still running is refused as `replaced`. Nothing is claimed
   * where a number has to be chosen first.
   */
  begin(onboarding: NewOnboarding, leaseMs: number): Promise<ClaimedOnboarding | undefined>;
  /** The person has said which number is meant. `undefined`: there is no such choice, or not any more. */
  choose(
    clinicId: ClinicId,
    id: string,
    phoneNumberId: string,
    leaseMs: number,
  ): Promise<ClaimedOnboarding | undefined>;
  /** Those that are due, whosever they are, because a process ended or a pause is over. */
  claim(limit: number, leaseMs: number): Promise<readonly ClaimedOnboarding[]>;
  /** `false`, and no change, when the lease is not ours any more. */
  note(claimed: ClaimedOnboarding, progress: OnboardingProgress): Promise<boolean>;
  /** As `note`. */
  settle(claimed: ClaimedOnboarding, end: OnboardingEnd): Promise<boolean>;
  /** Refuses what has waited for a choice since `before`. */
  endUnchosen(before: Date): Promise<void>;
  get(clinicId: ClinicId, id: string): Promise<WhatsAppOnboarding | undefined>;
  /** Newest first. */
  list(clinicId: ClinicId, limit: number): Promise<readonly WhatsAppOnboarding[]>;
  /** The last PIN of the number that Meta has not refused. */
  pinOf(clinicId: ClinicId, phoneNumberId: string): Promise<SealedToken | undefined>;
}
