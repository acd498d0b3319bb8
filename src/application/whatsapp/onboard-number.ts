import type { ClinicId } from '../../domain/clinic/clinic.ts';
import { OnboardingNotFound } from '../../domain/whatsapp/onboarding-errors.ts';
import type { SealedPurpose, TokenCipher } from '../ports/connection/token-cipher.ts';
import type { Ids } from '../ports/system/ids.ts';
import type { Timers } from '../ports/system/timers.ts';
import type { OnboardingFlow } from '../../domain/whatsapp/onboarding.ts';
import type {
  ClaimedOnboarding,
  OnboardingChoice,
  WhatsAppOnboarding,
  WhatsAppOnboardings,
} from '../ports/whatsapp/whatsapp-onboardings.ts';
import type { RunOnboarding } from './run-onboarding.ts';

type PastedAccount = {
  readonly clinicId: ClinicId;
  readonly wabaId: string;
  readonly phoneNumberId: string;
  readonly accessToken: string;
  /** Only where the token belongs to an app of the clinic's own. */
  readonly appSecret?: string;
  /** Of the number's two-step verification. */
  readonly pin?: string;
  /** As the audit log names them. */
  readonly by: string;
};

type SharedNumbers = Pick<PastedAccount, 'clinicId' | 'accessToken' | 'pin' | 'by'> & {
  /** At least one; of several somebody has to choose. */
  readonly numbers: readonly OnboardingChoice[];
};

/** Brings a number in that a clinic has an account for at Meta, in steps that survive a crash. */
export type OnboardNumber = {
  /** What is not over in time goes on by itself. */
  readonly withToken: (account: PastedAccount) => Promise<WhatsAppOnboarding>;
  /** What somebody has shared in Meta's dialog. */
  readonly withSignup: (shared: SharedNumbers) => Promise<WhatsAppOnboarding>;
  /** @throws OnboardingNotFound when it waits for no choice, or has no such number */
  readonly choose: (choice: {
    readonly clinicId: ClinicId;
    readonly id: string;
    readonly phoneNumberId: string;
  }) => Promise<WhatsAppOnboarding>;
};

type Needs = {
  whatsAppOnboardings: Pick<WhatsAppOnboardings, 'begin' | 'choose' | 'get'>;
  runOnboarding: RunOnboarding;
  tokenCipher: Pick<TokenCipher, 'seal'>;
  ids: Ids;
  timers: Pick<Timers, 'after'>;
};

/** For all calls of a round, each with its own timeout and the writes between. */
export const onboardingLeaseMs = 120_000;
/** The caller is told then how far it is. */
const patienceMs = 12_000;

type Which =
  Pick<PastedAccount, 'wabaId' | 'phoneNumberId'> | { readonly choices: readonly OnboardingChoice[] };

/** A single number is no choice. */
const whichOf = (numbers: readonly OnboardingChoice[]): Which => {
  const [only, ...others] = numbers;
  return only !== undefined && others.length === 0
    ? { wabaId: only.wabaId, phoneNumberId: only.phoneNumberId }
    : { choices: numbers };
};

export const makeOnboardNumber = (needs: Needs): OnboardNumber => {
  const { whatsAppOnboardings, tokenCipher, timers } = needs;

  const proceed = async (claimed: ClaimedOnboarding): Promise<WhatsAppOnboarding> => {
    await new Promise<void>((resolve, reject) => {
      const cancel = timers.after(patienceMs, resolve);
      needs.runOnboarding(claimed).then(resolve, reject).finally(cancel);
    });
    return (await whatsAppOnboardings.get(claimed.clinicId, claimed.id)) ?? claimed;
  };

  type Begun = Pick<PastedAccount, 'clinicId' | 'accessToken' | 'appSecret' | 'pin' | 'by'>;
  const begin = async (
    { clinicId, accessToken, appSecret, pin, by: startedBy }: Begun,
    flow: OnboardingFlow,
    which: Which,
  ): Promise<WhatsAppOnboarding> => {
    const seal = (value: string, purpose: SealedPurpose) => tokenCipher.seal(value, { clinicId, purpose });
    const sealed = {
      token: await seal(accessToken, 'whatsapp-access-token'),
      ...(appSecret !== undefined && { appSecret: await seal(appSecret, 'whatsapp-app-secret') }),
      ...(pin !== undefined && { pin: await seal(pin, 'whatsapp-pin') }),
    };
    const id = needs.ids.next();
    const begun = { id, clinicId, flow, sealed, startedBy, ...which };
    const claimed = await whatsAppOnboardings.begin(begun, onboardingLeaseMs);
    if (claimed !== undefined) return proceed(claimed);
    const waiting = await whatsAppOnboardings.get(clinicId, id);
    if (waiting === undefined) throw new OnboardingNotFound(id);
    return waiting;
  };

  return {
    withToken: ({ wabaId, phoneNumberId, ...begun }) => begin(begun, 'token', { wabaId, phoneNumberId }),

    withSignup: ({ numbers, ...begun }) => begin(begun, 'signup', whichOf(numbers)),

    async choose({ clinicId, id, phoneNumberId }) {
      const claimed = await whatsAppOnboardings.choose(clinicId, id, phoneNumberId, onboardingLeaseMs);
      if (claimed === undefined) throw new OnboardingNotFound(id);
      return proceed(claimed);
    },
  };
};
