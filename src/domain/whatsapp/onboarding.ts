import { phoneDigits, type PhoneDigits } from '../messaging/people/phone-number.ts';

/** How a clinic brings a number: by a token that somebody pasted, or through Meta's own dialog. */
export const onboardingFlows = ['token', 'signup'] as const;
export type OnboardingFlow = (typeof onboardingFlows)[number];

/** `choosing`: the account has several numbers, and a person has to say which. */
export const onboardingStates = ['choosing', 'running', 'done', 'refused'] as const;
export type OnboardingState = (typeof onboardingStates)[number];

/** In the order in which they are taken; each may be taken again after a crash. */
export const onboardingSteps = [
  'checked',
  'stored',
  'subscribed',
  'registered',
  'contacts-asked',
  'history-asked',
] as const;
export type OnboardingStep = (typeof onboardingSteps)[number];

/** Why a number cannot be brought in as things are. */
export const onboardingProblems = [
  'token-invalid',
  'account-hidden',
  'number-not-in-account',
  'number-elsewhere',
  'number-unverified',
  'number-malformed',
  'pin-wrong',
  'pin-needed',
  'registered-too-often',
  'refused',
  'unreachable',
  'unreadable',
  'replaced',
  'not-chosen',
] as const;
export type OnboardingProblem = (typeof onboardingProblems)[number];

/** What does not stop it and should be known. */
export const onboardingFindings = [
  'scope-missing',
  'token-ends',
  'data-access-ends',
  'templates-hidden',
  'history-declined',
] as const;
export type OnboardingFinding = {
  readonly code: (typeof onboardingFindings)[number];
  /** A name or an instant of Meta's, e.g. the scope. */
  readonly detail?: string;
};

/** A number as its WhatsApp business account lists it, in Meta's own words. */
export type NumberInAccount = {
  readonly phoneNumberId: string;
  readonly displayNumber: string;
  readonly verifiedName?: string;
  readonly status?: string;
  readonly codeVerification?: string;
  readonly platformType?: string;
  readonly isOnBusinessApp?: boolean;
};

/** What Meta says of a token; absent where it said nothing. */
export type TokenFacts = {
  readonly scopes: readonly string[];
  /** Absent: it never ends. */
  readonly endsAt?: Date;
  readonly dataAccessEndsAt?: Date;
  /** The business accounts that it was given for. */
  readonly accounts: readonly string[];
};

export type OnboardingPlan = {
  readonly whatsappNumber: PhoneDigits;
  /** The number stays in the WhatsApp Business app of the clinic as well: it is never registered. */
  readonly isCoexistence: boolean;
  readonly needsRegistration: boolean;
};

/** What has to be done with a number, or why it cannot be taken (docs/vendors/meta.md#bringing-a-number-in). */
export function planOnboarding(
  number: NumberInAccount | undefined,
): OnboardingPlan | { readonly problem: OnboardingProblem } {
  if (number === undefined) return { problem: 'number-not-in-account' };
  const whatsappNumber = phoneDigits(number.displayNumber);
  if (whatsappNumber === undefined) return { problem: 'number-malformed' };
  const isCoexistence = number.isOnBusinessApp === true;
  const isOnCloud = number.platformType === undefined || number.platformType === 'CLOUD_API';
  const needsRegistration = !isCoexistence && !(number.status === 'CONNECTED' && isOnCloud);
  if (needsRegistration && number.codeVerification === 'NOT_VERIFIED')
    return { problem: 'number-unverified' };
  return { whatsappNumber, isCoexistence, needsRegistration };
}

/** `whatsapp_business_management` may be missing though the account can be read: Meta has renamed it once. */
const neededScopes = ['whatsapp_business_messaging'];

/** What should be known of a token that is good enough to begin. */
export function findingsOf(
  facts: TokenFacts | undefined,
  canReadTemplates: boolean,
): readonly OnboardingFinding[] {
  const missing = facts === undefined ? [] : neededScopes.filter((scope) => !facts.scopes.includes(scope));
  return [
    ...missing.map((detail) => ({ code: 'scope-missing', detail }) as const),
    ...(canReadTemplates ? [] : [{ code: 'templates-hidden' } as const]),
    ...(facts?.endsAt === undefined
      ? []
      : [{ code: 'token-ends', detail: facts.endsAt.toISOString() } as const]),
    ...(facts?.dataAccessEndsAt === undefined
      ? []
      : [{ code: 'data-access-ends', detail: facts.dataAccessEndsAt.toISOString() } as const]),
  ];
}

/** By the codes of Meta's registration call (docs/vendors/meta.md#bringing-a-number-in). */
export function problemOfRegistration(code: string, hasPin: boolean): OnboardingProblem {
  // the number has a PIN that only the clinic knows
  if (['131031', '133005'].includes(code)) return hasPin ? 'pin-wrong' : 'pin-needed';
  if (['133008', '133009', '133016'].includes(code)) return 'registered-too-often';
  return 'refused';
}

const mostAttempts = 8;

/** Milliseconds until an onboarding that met a passing failure goes on; `undefined` when it was tried often enough. */
export const onboardingDelayMs = (attempts: number, random: number): number | undefined =>
  attempts >= mostAttempts
    ? undefined
    : Math.round(Math.min(5 * 60_000, 1_000 * 2 ** attempts) * (0.5 + random / 2));

/** How long a person may take to say which number is meant, ms; the token is forgotten then. */
export const choiceLifeMs = 3_600_000;
