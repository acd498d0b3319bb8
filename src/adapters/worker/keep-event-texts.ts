import type { ClaimedEventText, EventTexts } from '../../application/ports/scheduling/event-texts.ts';
import type { KeepEventText } from '../../application/scheduling/keep-event-text.ts';
import type { LoopSettings } from './answer-due-turns.ts';
import { makeWorkLoop, type LoopNeeds, type WorkLoop } from './work-loop.ts';

type Needs = LoopNeeds & { eventTexts: EventTexts; keepEventText: KeepEventText };

/** The loop that keeps what events say in Google as the clinics want it, and free of who was erased. */
export const keepEventTexts = (needs: Needs, { concurrency, leaseMs, pollMs }: LoopSettings): WorkLoop =>
  makeWorkLoop<ClaimedEventText>(needs, {
    name: 'event-text',
    claim: (limit) => needs.eventTexts.claim(limit, leaseMs),
    async handle(claimed) {
      const outcome = await needs.keepEventText(claimed);
      if (!('failure' in outcome)) return;
      const { clinicId, appointmentId, attempts } = claimed;
      needs.log.warn(
        { clinicId, appointmentId, attempts, code: outcome.failure },
        'what an event says could not be changed yet',
      );
    },
    msUntilDue: () => needs.eventTexts.msUntilDue(),
    concurrency,
    pollMs,
  });
