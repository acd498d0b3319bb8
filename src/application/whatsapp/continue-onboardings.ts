import { after } from '../../domain/instants.ts';
import { choiceLifeMs } from '../../domain/whatsapp/onboarding.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { WhatsAppOnboardings } from '../ports/whatsapp/whatsapp-onboardings.ts';
import { onboardingLeaseMs } from './onboard-number.ts';
import type { RunOnboarding } from './run-onboarding.ts';

/** Goes on with what a crash or a failure of Meta's has left unfinished, and forgets what nobody chose. */
export type ContinueOnboardings = (stillWanted: () => boolean) => Promise<void>;

type Needs = {
  whatsAppOnboardings: Pick<WhatsAppOnboardings, 'claim' | 'endUnchosen'>;
  runOnboarding: RunOnboarding;
  clock: Clock;
};

export const makeContinueOnboardings =
  ({ whatsAppOnboardings, runOnboarding, clock }: Needs): ContinueOnboardings =>
  async (stillWanted) => {
    await whatsAppOnboardings.endUnchosen(after(clock.now(), -choiceLifeMs));
    while (stillWanted()) {
      const [claimed] = await whatsAppOnboardings.claim(1, onboardingLeaseMs);
      if (claimed === undefined) return;
      await runOnboarding(claimed);
    }
  };
