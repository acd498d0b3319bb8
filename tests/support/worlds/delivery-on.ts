import type { memoryStores } from '../../../src/adapters/memory/stores.ts';
import { makeResolveClinicContext } from '../../../src/application/clinic/resolve-clinic-context.ts';
import { makeDeliverMessage } from '../../../src/application/messaging/deliver-message.ts';
import type { MatchParkedStatuses } from '../../../src/application/messaging/delivery/match-parked-statuses.ts';
import type { SendGate } from '../../../src/application/messaging/delivery/send-gate.ts';
import type { ReviewUndelivered } from '../../../src/application/messaging/delivery/review-undelivered.ts';
import { makeAskToReopen } from '../../../src/application/messaging/window/ask-to-reopen.ts';
import { makePrepareSend } from '../../../src/application/messaging/window/prepare-send.ts';
import { makeRecheckQueued } from '../../../src/application/messaging/window/recheck-queued.ts';
import type { MessageSender } from '../../../src/application/ports/messaging/message-sender.ts';
import type { Outbox } from '../../../src/application/ports/messaging/outbox.ts';
import type { Clock } from '../../../src/application/ports/system/clock.ts';
import type { Ids } from '../../../src/application/ports/system/ids.ts';
import type { Randomness } from '../../../src/application/ports/system/randomness.ts';
import { makeTemplateFor } from '../../../src/application/templates/template-for.ts';
import { defaultPacing } from '../../../src/domain/messaging/pacing.ts';
import { defaultRetryPolicy } from '../../../src/domain/messaging/retry-policy.ts';

type Wish = {
  readonly stores: ReturnType<typeof memoryStores>;
  readonly sender: MessageSender;
  readonly reviewUndelivered: ReviewUndelivered;
  readonly matchParkedStatuses: MatchParkedStatuses;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly randomness: Randomness;
  /** In place of that of the stores. */
  readonly outbox?: Outbox;
  /** Open for all, unless said. */
  readonly sendGate?: Pick<SendGate, 'pass'>;
};

const openGate: Pick<SendGate, 'pass'> = { pass: async (call) => ({ made: await call(() => undefined) }) };

/** What brings messages to WhatsApp, on the stores of either technology. */
export function deliveryOn({ stores, sender, outbox = stores.outbox, sendGate = openGate, ...needs }: Wish) {
  const { clock, ids } = needs;
  const { clinics } = stores;
  const resolveClinicContext = makeResolveClinicContext({ clinics, readContexts: new Map() });
  return makeDeliverMessage({
    ...stores,
    ...needs,
    outbox,
    sendGate,
    askToReopen: makeAskToReopen({ ...stores, ids }),
    prepareSend: makePrepareSend({
      ...stores,
      recheckQueued: makeRecheckQueued({ ...stores, resolveClinicContext, clock }),
      templateFor: makeTemplateFor({ ...stores, resolveClinicContext }),
      resolveClinicContext,
      clock,
    }),
    messageSender: sender,
    retryPolicy: defaultRetryPolicy,
    pacingPolicy: defaultPacing,
    deliveryLease: { full: 30_000, least: 29_000 },
  });
}
