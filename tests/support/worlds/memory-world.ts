import { memoryClock } from '../../../src/adapters/memory/system/clock.ts';
import { systemTimers } from '../../../src/adapters/system/timers.ts';
import { hesitate, memoryDatabase } from '../../../src/adapters/memory/database.ts';
import { scriptedWhatsApp, type Fate } from '../../../src/adapters/memory/messaging/message-sender.ts';
import { seededRandomness } from '../../../src/adapters/memory/system/randomness.ts';
import { memoryStores } from '../../../src/adapters/memory/stores.ts';
import { toolsWithoutAgenda } from '../../../src/application/assistant/turn-tools.ts';
import { makeAnswerPatient } from '../../../src/application/messaging/answer-patient.ts';
import { makeDeliverMessage } from '../../../src/application/messaging/deliver-message.ts';
import { makeIngestMessage } from '../../../src/application/messaging/ingest-message.ts';
import { makeMatchParkedStatuses } from '../../../src/application/messaging/match-parked-statuses.ts';
import { makeParkItems } from '../../../src/application/messaging/park-items.ts';
import { makeReactToAccountEvents } from '../../../src/application/messaging/react-to-account-events.ts';
import { makeRecordDeliveryStatus } from '../../../src/application/messaging/record-delivery-status.ts';
import { rememberPlacements } from '../../../src/application/messaging/remembered-placements.ts';
import { makeReplayParkedItems } from '../../../src/application/messaging/replay-parked-items.ts';
import { makeReplyAsHuman } from '../../../src/application/messaging/reply-as-human.ts';
import { makeReturnToAssistant } from '../../../src/application/messaging/return-to-assistant.ts';
import { makeStoreMessages } from '../../../src/application/messaging/store-messages.ts';
import { makeTakeOverConversation } from '../../../src/application/messaging/take-over-conversation.ts';
import { makeResolveClinicContext } from '../../../src/application/clinic/resolve-clinic-context.ts';
import type { Assistant } from '../../../src/application/ports/assistant/assistant.ts';
import type { MessageSender, SendRequest } from '../../../src/application/ports/messaging/message-sender.ts';
import type { Outbox } from '../../../src/application/ports/messaging/outbox.ts';
import type { ParkedItems } from '../../../src/application/ports/messaging/parked-items.ts';
import { defaultPacing } from '../../../src/domain/messaging/pacing.ts';
import { defaultRetryPolicy } from '../../../src/domain/messaging/retry-policy.ts';
import { defaultTurnPolicy } from '../../../src/domain/messaging/turn.ts';
import { countingAssistant } from './memory-assistant.ts';
import { addMemoryClinic, addMemoryNumber } from './memory-clinics.ts';

export type Wish = {
  /** Decides who goes first wherever two may. */
  readonly seed?: number;
  readonly fateOf?: (request: SendRequest) => Fate;
  /** Stands between the use case and WhatsApp, e.g. to die there. */
  readonly around?: (sender: MessageSender) => MessageSender;
  readonly assistant?: Assistant;
  /** Stands between the use case and the outbox, e.g. to see when it asks. */
  readonly aroundOutbox?: (outbox: Outbox) => Outbox;
  /** Stands before parking, e.g. to let something happen before the item is there. */
  readonly aroundParking?: (parkedItems: ParkedItems) => ParkedItems;
};

/** The whole message path on memory stores, with one clinic, its number, and a scripted WhatsApp. */
export function memoryWorld({
  seed = 1,
  fateOf,
  around = (sender) => sender,
  assistant = countingAssistant,
  aroundOutbox = (outbox) => outbox,
  aroundParking = (parkedItems) => parkedItems,
}: Wish = {}) {
  const clock = memoryClock();
  const randomness = seededRandomness(seed);
  const pause = hesitate(randomness);
  const db = memoryDatabase(clock, { pause });
  const { ids } = db;
  const stores = memoryStores(db);
  const whatsapp = scriptedWhatsApp(fateOf, pause);
  const sender = around(whatsapp);
  const clinicId = addMemoryClinic(db);
  const number = addMemoryNumber(db, clinicId, { whatsappNumber: '5547333300000', phoneNumberId: 'pn-1' });
  const { people, inbox, outbox, alerts, clinics, turns, deliveryLog, parkedItems, erasedKeys } = stores;
  const { erasureKeys } = db;
  const turnPolicy = defaultTurnPolicy;
  const { humanQuietMs } = turnPolicy;
  const acts = { humanActs: stores.humanActs, alerts, clock, humanQuietMs };

  const storeMessages = () =>
    makeStoreMessages({
      people,
      inbox,
      erasureKeys,
      alerts,
      placements: rememberPlacements(1_000),
      ids,
      clock,
      turnPolicy,
    });
  const recordDeliveryStatus = makeRecordDeliveryStatus({ deliveryLog, outbox, alerts, clock });
  /** As one web process: with its own memory of placements and its own batches. */
  const webProcess = (inFlight = 1) =>
    makeIngestMessage({
      ...stores,
      storeMessages: storeMessages(),
      recordDeliveryStatus,
      parkItems: makeParkItems({
        parkedItems: aroundParking(parkedItems),
        parkedContents: stores.parkedContents,
        erasedKeys,
        erasureKeys,
        recordDeliveryStatus,
        reactToAccountEvents: makeReactToAccountEvents({ clinics, outbox, alerts, clock }),
        ids,
        clock,
      }),
      groupCommitLimits: { inFlight, maxBatch: 10, maxWaiting: 10_000, maxWaitMs: 60_000 },
      timers: systemTimers,
    });
  const ingestMessage = webProcess();

  return {
    clock,
    db,
    stores,
    whatsapp,
    clinicId,
    number,
    webProcess,
    ingestMessage,
    answerPatient: makeAnswerPatient({
      resolveClinicContext: makeResolveClinicContext({ clinics, readContexts: new Map() }),
      assistant,
      bindTurnTools: async () => toolsWithoutAgenda(),
      turns,
      messageSender: sender,
      alerts,
      ids,
      clock,
      randomness,
      turnPolicy,
    }),
    deliverMessage: makeDeliverMessage({
      outbox: aroundOutbox(outbox),
      messageSender: sender,
      matchParkedStatuses: makeMatchParkedStatuses({ parkedItems, recordDeliveryStatus, clock }),
      alerts,
      clock,
      randomness,
      retryPolicy: defaultRetryPolicy,
      pacingPolicy: defaultPacing,
      deliveryLeaseMs: 30_000,
    }),
    takeOver: makeTakeOverConversation(acts),
    returnToAssistant: makeReturnToAssistant(acts),
    reply: makeReplyAsHuman(acts),
    replayParkedItems: makeReplayParkedItems({ parkedItems, ingestMessage, clock }),
  };
}

export type MemoryWorld = ReturnType<typeof memoryWorld>;
