import {
  findingsOf,
  onboardingDelayMs,
  planOnboarding,
  problemOfRegistration,
  type OnboardingProblem,
} from '../../domain/whatsapp/onboarding.ts';
import { NumberTaken } from '../../domain/clinic/number-errors.ts';
import type { AccountFailure } from '../ports/clinic/whatsapp-accounts.ts';
import type { TokenCipher } from '../ports/connection/token-cipher.ts';
import type { Randomness } from '../ports/system/randomness.ts';
import type { AccountSetup } from '../ports/whatsapp/account-setup.ts';
import type { ClaimedOnboarding, WhatsAppOnboardings } from '../ports/whatsapp/whatsapp-onboardings.ts';
import type { BindNumber } from './bind-number.ts';
import type { ChangeNumberSecret } from './change-number-secret.ts';
import type { RegisterAtMeta } from './register-at-meta.ts';

/**
 * Takes the steps that an onboarding has not taken yet. Whoever loses the lease stops; what fails for a while is tried
 * again later, and the rest is refused with the reason.
 */
export type RunOnboarding = (claimed: ClaimedOnboarding) => Promise<void>;

type Needs = {
  whatsAppOnboardings: Pick<WhatsAppOnboardings, 'note' | 'settle'>;
  accountSetup: AccountSetup;
  bindNumber: BindNumber;
  registerAtMeta: RegisterAtMeta;
  changeNumberSecret: ChangeNumberSecret;
  tokenCipher: Pick<TokenCipher, 'open'>;
  randomness: Randomness;
};

/** Long enough for what Meta repeats of webhooks that the former app had signed. */
const keepPreviousMs = 24 * 3_600_000;

class Ended extends Error {}

export const makeRunOnboarding = (needs: Needs): RunOnboarding => {
  const { whatsAppOnboardings, accountSetup, tokenCipher } = needs;

  const end = async (
    claimed: ClaimedOnboarding,
    problem: OnboardingProblem,
    detail?: string,
  ): Promise<never> => {
    await whatsAppOnboardings.settle(claimed, { to: 'refused', problem, ...(detail && { detail }) });
    throw new Ended();
  };

  /** What Meta answered, or the end of this round. */
  const given = async <T>(
    claimed: ClaimedOnboarding,
    answer: { readonly ok: T } | AccountFailure,
    problemOf: (failure: AccountFailure) => OnboardingProblem,
    detail?: string,
  ): Promise<T> => {
    if ('ok' in answer) return answer.ok;
    if (answer.isPassing) {
      const afterMs = onboardingDelayMs(claimed.attempts, needs.randomness.next());
      if (afterMs === undefined) return end(claimed, 'unreachable');
      await whatsAppOnboardings.settle(claimed, { to: 'again', afterMs });
      throw new Ended();
    }
    if (answer.failure === 'token') return end(claimed, 'token-invalid');
    return end(claimed, problemOf(answer), detail ?? answer.code);
  };

  const note = async (
    claimed: ClaimedOnboarding,
    progress: Parameters<WhatsAppOnboardings['note']>[1],
  ): Promise<void> => {
    if (!(await whatsAppOnboardings.note(claimed, progress))) throw new Ended();
  };

  const open = async (
    claimed: ClaimedOnboarding,
    purpose: 'whatsapp-access-token' | 'whatsapp-app-secret',
  ) => {
    const sealed = purpose === 'whatsapp-access-token' ? claimed.sealed.token : claimed.sealed.appSecret;
    if (sealed === undefined) return undefined;
    const read = await tokenCipher.open(sealed, { clinicId: claimed.clinicId, purpose });
    return 'opened' in read ? read.opened : end(claimed, 'unreadable');
  };

  const run = async (claimed: ClaimedOnboarding): Promise<void> => {
    const { clinicId, wabaId, phoneNumberId, startedBy: by } = claimed;
    // rounds that ended with their process count as well
    if (onboardingDelayMs(claimed.attempts - 1, 0) === undefined) return end(claimed, 'unreachable');
    const token = (await open(claimed, 'whatsapp-access-token')) ?? '';
    const numbers = await given(
      claimed,
      await accountSetup.numbersIn(token, wabaId),
      () => 'account-hidden',
      wabaId,
    );
    const plan = planOnboarding(numbers.find((number) => number.phoneNumberId === phoneNumberId));
    if ('problem' in plan) return end(claimed, plan.problem);
    const [facts, templates] = await Promise.all([
      accountSetup.describeToken(token),
      accountSetup.readTemplates(token, wabaId),
    ]);
    // a token is judged by what it can do: what Meta says of it is only passed on
    const findings = findingsOf(
      'ok' in facts ? facts.ok : undefined,
      'ok' in templates || templates.isPassing,
    );
    const whatsappNumber = await needs
      .bindNumber({ clinicId, wabaId, phoneNumberId, whatsappNumber: plan.whatsappNumber })
      .catch((error: unknown) => {
        if (error instanceof NumberTaken) return end(claimed, 'number-elsewhere');
        throw error;
      });
    await note(claimed, {
      step: 'checked',
      whatsappNumber,
      isCoexistence: plan.isCoexistence,
      findings,
    });

    const place = { clinicId, whatsappNumber, by };
    const own = (value: string) => ({ to: 'own', value, keepPreviousMs }) as const;
    // before the account speaks to us: an answer with another token would be refused, and stop the clinic
    await needs.changeNumberSecret({ ...place, kind: 'access-token', wanted: own(token) });
    await note(claimed, { step: 'stored' });

    await given(claimed, await accountSetup.subscribe(token, wabaId), () => 'refused');
    // only now: until here one of the clinic's own brings its webhooks, and what it signed is still repeated
    if (claimed.flow === 'signup') {
      const wanted = { to: 'installation', keepPreviousMs } as const;
      await needs.changeNumberSecret({ ...place, kind: 'app-secret', wanted });
    }
    await note(claimed, { step: 'subscribed' });

    if (plan.needsRegistration && !claimed.steps.includes('registered')) {
      const answer = await needs.registerAtMeta(claimed, token);
      if (answer === undefined) return;
      const hasPin = claimed.sealed.pin !== undefined;
      await given(claimed, answer, ({ code }) => problemOfRegistration(code, hasPin));
      await note(claimed, { step: 'registered' });
    }
    // only now: from here on the installation's app is not believed about the number any more
    const appSecret = await open(claimed, 'whatsapp-app-secret');
    if (appSecret !== undefined)
      await needs.changeNumberSecret({ ...place, kind: 'app-secret', wanted: own(appSecret) });

    let known = findings;
    if (plan.isCoexistence)
      for (const what of ['contacts', 'history'] as const) {
        const step = `${what}-asked` as const;
        if (claimed.steps.includes(step)) continue;
        const answer = await accountSetup.requestSync(token, phoneNumberId, what);
        if ('failure' in answer && answer.isPassing) await given(claimed, answer, () => 'refused');
        if ('failure' in answer) known = [...known, { code: 'history-declined', detail: answer.code }];
        await note(claimed, { step, findings: known });
      }
    await whatsAppOnboardings.settle(claimed, { to: 'done' });
  };

  return async (claimed) => {
    try {
      await run(claimed);
    } catch (error) {
      if (!(error instanceof Ended)) throw error;
    }
  };
};
