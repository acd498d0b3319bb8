import type { SendGate } from '../../../src/application/messaging/delivery/send-gate.ts';
import { memoryClock, type SettableClock } from '../../../src/adapters/memory/system/clock.ts';
import { systemTimers } from '../../../src/adapters/system/timers.ts';
import { hesitate, memoryDatabase } from '../../../src/adapters/memory/database.ts';
import { scriptedWhatsApp, type Fate } from '../../../src/adapters/memory/messaging/message-sender.ts';
import { seededRandomness } from '../../../src/adapters/memory/system/randomness.ts';
import { memoryStores } from '../../../src/adapters/memory/stores.ts';
import { toolsWithoutAgenda } from '../../../src/application/assistant/turn-tools.ts';
import { defaultHandoverPatienceMs } from '../../../src/domain/assistant/who-answers.ts';
import { makeAnswerSafely } from '../../../src/application/assistant/answer-safely.ts';
import { makeAnswerPatient } from '../../../src/application/messaging/answer-patient.ts';
import { makeForeseeNotice } from '../../../src/application/messaging/window/foresee-notice.ts';
import { makeSendHands } from '../../../src/application/messaging/delivery/send-hands.ts';
import { makeAskToReopen } from '../../../src/application/messaging/window/ask-to-reopen.ts';
import { makeReplayParkedItems } from '../../../src/application/messaging/replay-parked-items.ts';
import { makeSendTemplate } from '../../../src/application/messaging/window/send-template.ts';
import { makeReplyAsHuman } from '../../../src/application/messaging/reply-as-human.ts';
import { makeReturnToAssistant } from '../../../src/application/messaging/return-to-assistant.ts';
import { makeTakeOverConversation } from '../../../src/application/messaging/take-over-conversation.ts';
import { makeResolveClinicContext } from '../../../src/application/clinic/resolve-clinic-context.ts';
import type { Assistant } from '../../../src/application/ports/assistant/assistant.ts';
import type { MessageSender, SendRequest } from '../../../src/application/ports/messaging/message-sender.ts';
import type { Outbox } from '../../../src/application/ports/messaging/outbox.ts';
import type { Timers } from '../../../src/application/ports/system/timers.ts';
import type { ParkedItems } from '../../../src/application/ports/messaging/parked-items.ts';
import { defaultTurnPolicy, defaultTurnTimes, type TurnTimes } from '../../../src/domain/messaging/turn.ts';
import type { VoicePolicy } from '../../../src/domain/messaging/messages/voice-policy.ts';
import { deliveryOn } from './delivery-on.ts';
import { ingestOn } from './ingest-on.ts';
import { countingAssistant } from './memory-assistant.ts';
import { addMemoryClinic, addMemoryNumber } from './memory-clinics.ts';

export const nobodyListens: VoicePolicy = {
  waitMs: 0,
  callMs: 1_000,
  microdollarsPerMinute: 6_000,
  dayLimits: { microdollars: 1_000_000, tokens: 1_000_000 },
};

export type Stores = ReturnType<typeof memoryStores>;

export type Wish = {
  /** Decides who goes first wherever two may. */
  readonly seed?: number;
  readonly fateOf?: (request: SendRequest) => Fate;
  /** Stands between the use case and WhatsApp, e.g. to die there. */
  readonly around?: (sender: MessageSender) => MessageSender;
  readonly assistant?: Assistant;
  /** What the clinic says of itself. */
  readonly contextualization?: unknown;
  /** Time that only the test lets pass, by `world.timers`. */
  readonly timers?: (clock: SettableClock) => Timers;
  readonly turnTimes?: TurnTimes;
  /** How patients' recordings are listened to; nobody does, unless said. */
  readonly voicePolicy?: VoicePolicy;
  /** Stands between the use cases and the stores, e.g. to decide who may go next. */
  readonly aroundStores?: (stores: Stores) => Stores;
  /** Stands between the use case and the outbox, e.g. to see when it asks. */
  readonly aroundOutbox?: (outbox: Outbox) => Outbox;
  /** Open for all, unless said. */
  readonly gateOf?: (clock: SettableClock) => Pick<SendGate, 'pass'>;
  /** Stands before parking, e.g. to let something happen before the item is there. */
  readonly aroundParking?: (parkedItems: ParkedItems) => ParkedItems;
};

/** The whole message path on memory stores, with one clinic, its number, and a scripted WhatsApp. */
export function memoryWorld({
  seed = 1,
  fateOf,
  around = (sender) => sender,
  assistant = countingAssistant,
  contextualization = {},
  timers: timersOf = () => systemTimers,
  turnTimes = defaultTurnTimes,
  voicePolicy = nobodyListens,
  aroundStores = (stores) => stores,
  aroundOutbox = (outbox) => outbox,
  gateOf,
  aroundParking = (parkedItems) => parkedItems,
}: Wish = {}) {
  const clock = memoryClock();
  const randomness = seededRandomness(seed);
  const pause = hesitate(randomness);
  const db = memoryDatabase(clock, { pause });
  const { ids } = db;
  const stores = aroundStores(memoryStores(db));
  const whatsapp = scriptedWhatsApp(fateOf, pause);
  const sender = around(whatsapp);
  const clinicId = addMemoryClinic(db, { contextualization });
  const number = addMemoryNumber(db, clinicId, { whatsappNumber: '5547333300000', phoneNumberId: 'pn-1' });
  const { outbox, windowWaits, alerts, clinics, turns, parkedItems } = stores;
  const { templates } = stores;
  const askToReopen = makeAskToReopen({ templates, windowWaits, ids });
  const { erasureKeys } = db;
  const turnPolicy = defaultTurnPolicy;
  const { humanQuietMs } = turnPolicy;
  const resolveClinicContext = makeResolveClinicContext({ clinics, readContexts: new Map() });
  const acts = { humanActs: stores.humanActs, alerts, clock, humanQuietMs };

  const { webProcess, reviewUndelivered, matchParkedStatuses, endings } = ingestOn({
    ...{ stores, ids, clock, erasureKeys, aroundParking },
  });
  const ingestMessage = webProcess();
  const sendHands = makeSendHands();

  return {
    clock,
    db,
    stores,
    whatsapp,
    endings,
    clinicId,
    number,
    webProcess,
    ingestMessage,
    sendHands,
    answerPatient: makeAnswerPatient({
      conversations: stores.conversations,
      resolveClinicContext,
      answerSafely: makeAnswerSafely({
        assistant,
        timers: systemTimers,
        handoverPatienceMs: defaultHandoverPatienceMs,
      }),
      bindTurnTools: async () => toolsWithoutAgenda(),
      askToReopen,
      turns,
      sendHands,
      messageSender: sender,
      alerts,
      ids,
      clock,
      randomness,
      turnPolicy,
      timers: timersOf(clock),
      turnTimes,
      voicePolicy,
      turnRecords: stores.turnRecords,
    }),
    deliverMessage: deliveryOn({
      ...{ stores, sender, reviewUndelivered, matchParkedStatuses, ids, clock, randomness },
      outbox: aroundOutbox(outbox),
      ...(gateOf && { sendGate: gateOf(clock) }),
    }),
    takeOver: makeTakeOverConversation(acts),
    returnToAssistant: makeReturnToAssistant(acts),
    reply: makeReplyAsHuman({
      ...acts,
      foreseeNotice: makeForeseeNotice({ conversations: stores.conversations, templates, clock }),
    }),
    sendTemplate: makeSendTemplate({ ...acts, templates, conversations: stores.conversations }),
    replayParkedItems: makeReplayParkedItems({ parkedItems, ingestMessage, ids, clock }),
  };
}

export type MemoryWorld = ReturnType<typeof memoryWorld>;
