import { makeIngestFirst, type IngestFirst } from '../../../src/application/operations/ingest-first.ts';
import { makeIngestMessage } from '../../../src/application/messaging/ingest-message.ts';
import { makeMatchParkedStatuses } from '../../../src/application/messaging/delivery/match-parked-statuses.ts';
import { makeParkItems } from '../../../src/application/messaging/park-items.ts';
import { makeReactToAccountEvents } from '../../../src/application/messaging/react-to-account-events.ts';
import { makeCheckTemplateUses } from '../../../src/application/templates/check-template-uses.ts';
import { makeLearnTemplateEvents } from '../../../src/application/templates/learn-template-events.ts';
import { makeReviewUndelivered } from '../../../src/application/messaging/delivery/review-undelivered.ts';
import { makeRecordDeliveryStatus } from '../../../src/application/messaging/record-delivery-status.ts';
import { rememberPlacements } from '../../../src/application/messaging/remembered-placements.ts';
import { makeNoteMessagePreferences } from '../../../src/application/whatsapp/note-message-preferences.ts';
import { makeStoreMessages } from '../../../src/application/messaging/store-messages.ts';
import { memoryTokenCipher } from '../../../src/adapters/memory/connection/token-cipher.ts';
import { makeFindAddressee } from '../../../src/application/whatsapp/find-addressee.ts';
import { makeNumberCredentials } from '../../../src/application/whatsapp/number-credentials.ts';
import type { memoryStores } from '../../../src/adapters/memory/stores.ts';
import { systemTimers } from '../../../src/adapters/system/timers.ts';
import type { ErasureKeys } from '../../../src/application/ports/privacy/erasure-keys.ts';
import type { ParkedItems } from '../../../src/application/ports/messaging/parked-items.ts';
import type { Clock } from '../../../src/application/ports/system/clock.ts';
import type { Ids } from '../../../src/application/ports/system/ids.ts';
import { defaultTurnPolicy } from '../../../src/domain/messaging/turn.ts';

type Wish = {
  readonly stores: ReturnType<typeof memoryStores>;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly erasureKeys: ErasureKeys;
  /** Stands before parking, e.g. to let something happen before the item is there. */
  readonly aroundParking?: (parkedItems: ParkedItems) => ParkedItems;
  readonly ingestFirst?: IngestFirst;
};

/** What takes in webhooks, on the stores of either technology. */
export function ingestOn({
  stores,
  ids,
  clock,
  erasureKeys,
  aroundParking = (items) => items,
  ingestFirst = makeIngestFirst(systemTimers),
}: Wish) {
  const { clinics, outbox, alerts, templates, parkedItems, parkedContents, erasedKeys } = stores;
  const reviewUndelivered = makeReviewUndelivered({ ...stores, clock });
  /** How messages ended, as it was counted. */
  const endings: string[] = [];
  const recordDeliveryStatus = makeRecordDeliveryStatus({
    ...{ ...stores, reviewUndelivered, ids, clock },
    telemetry: { messageEnded: (_, ending) => void endings.push(ending) },
  });
  const matchParkedStatuses = makeMatchParkedStatuses({ ...stores, recordDeliveryStatus, clock });
  const numberCredentials = makeNumberCredentials({ ...stores, tokenCipher: memoryTokenCipher('k1'), clock });
  /** As one web process: with its own memory of placements and its own batches. */
  const webProcess = (inFlight = 1) =>
    makeIngestMessage({
      findAddressee: makeFindAddressee({ clinics, numberCredentials, alerts, clock }),
      storeMessages: makeStoreMessages({
        ...{ ...stores, erasureKeys, ids, clock },
        placements: rememberPlacements(1_000),
        turnPolicy: defaultTurnPolicy,
      }),
      noteMessagePreferences: makeNoteMessagePreferences({ ...stores, erasureKeys, clock }),
      recordDeliveryStatus,
      matchParkedStatuses,
      parkItems: makeParkItems({
        parkedItems: aroundParking(parkedItems),
        ...{ parkedContents, erasedKeys, erasureKeys, recordDeliveryStatus, ids, clock },
        reactToAccountEvents: makeReactToAccountEvents({ clinics, outbox, alerts, clock }),
        learnTemplateEvents: makeLearnTemplateEvents({
          ...{ clinics, templates },
          checkTemplateUses: makeCheckTemplateUses({ ...stores, clock }),
        }),
      }),
      groupCommitLimits: { inFlight, maxBatch: 10, maxWaiting: 10_000, maxWaitMs: 60_000 },
      timers: systemTimers,
      ingestFirst,
    });
  return { webProcess, recordDeliveryStatus, reviewUndelivered, matchParkedStatuses, endings };
}
