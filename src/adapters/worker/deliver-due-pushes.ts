import type { DeliverPush, PushOutcome } from '../../application/inbox/push/deliver-push.ts';
import type { Log } from '../../application/ports/operations/log.ts';
import type { ClaimedPush, PushNotices } from '../../application/ports/push/push-notices.ts';
import type { LoopSettings } from './answer-due-turns.ts';
import { makeWorkLoop, type LoopNeeds, type WorkLoop } from './work-loop.ts';

type Needs = LoopNeeds & { pushNotices: Pick<PushNotices, 'claim' | 'msUntilDue'>; deliverPush: DeliverPush };

/** The loop that tells browsers that a conversation waits. */
export const deliverDuePushes = (needs: Needs, { concurrency, leaseMs, pollMs }: LoopSettings): WorkLoop =>
  makeWorkLoop<ClaimedPush>(needs, {
    name: 'pushes',
    claim: (limit) => needs.pushNotices.claim(limit, leaseMs),
    async handle(claimed) {
      report(needs.log, claimed, await needs.deliverPush(claimed));
    },
    msUntilDue: () => needs.pushNotices.msUntilDue(),
    concurrency,
    pollMs,
  });

/** Of where it was to go the log keeps the push service alone: the rest is the browser's own secret. */
function report(log: Log, { clinic, endpoint, attempts }: ClaimedPush, { outcome, code }: PushOutcome): void {
  const fields = { clinicId: clinic.id, url: endpoint.url, code, attempts };
  if (outcome === 'given-up') log.warn(fields, 'a browser could not be told that a conversation waits');
  if (outcome === 'retry')
    log.info(fields, 'a browser was not told that a conversation waits; it is tried again');
  if (outcome === 'gone') log.info(fields, 'a browser takes no more pushes; it was forgotten');
}
