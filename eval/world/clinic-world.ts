import { memoryDatabase } from '../../src/adapters/memory/database.ts';
import { scriptedWhatsApp } from '../../src/adapters/memory/messaging/message-sender.ts';
import { scriptedGoogle } from '../../src/adapters/memory/scheduling/google-calendar.ts';
import { memoryStores } from '../../src/adapters/memory/stores.ts';
import { memoryClock } from '../../src/adapters/memory/system/clock.ts';
import { seededRandomness } from '../../src/adapters/memory/system/randomness.ts';
import { systemTimers } from '../../src/adapters/system/timers.ts';
import { makeAnswerSafely } from '../../src/application/assistant/answer-safely.ts';
import { makeBindTurnTools } from '../../src/application/assistant/turn-tools.ts';
import { makeResolveClinicContext } from '../../src/application/clinic/resolve-clinic-context.ts';
import { makeSendHands } from '../../src/application/messaging/delivery/send-hands.ts';
import { makeAnswerPatient } from '../../src/application/messaging/answer-patient.ts';
import { rememberPlacements } from '../../src/application/messaging/remembered-placements.ts';
import { makeStoreMessages } from '../../src/application/messaging/store-messages.ts';
import type { Assistant } from '../../src/application/ports/assistant/assistant.ts';
import {
  defaultBusyMemory,
  rememberBusyTimes,
} from '../../src/application/scheduling/calendar-sync/busy-memory.ts';
import { makeKeepCalendarInStep } from '../../src/application/scheduling/calendar-sync/keep-calendar-in-step.ts';
import { makeWatchCalendars } from '../../src/application/scheduling/calendar-sync/watch-calendars.ts';
import { makeCalendarsInUse } from '../../src/application/scheduling/calendars-in-use.ts';
import { makeFindAvailability } from '../../src/application/scheduling/find-availability.ts';
import {
  makeReadBusyTimes,
  type RememberedBusyTimes,
} from '../../src/application/scheduling/read-busy-times.ts';
import { defaultHandoverPatienceMs } from '../../src/domain/assistant/who-answers.ts';
import { defaultTurnPolicy, defaultTurnTimes } from '../../src/domain/messaging/turn.ts';
import { defaultSyncPolicy } from '../../src/domain/scheduling/sync-policy.ts';
import { addMemoryClinic, addMemoryNumber } from '../../tests/support/worlds/memory-clinics.ts';
import { recordedFacts, type RecordedFacts } from '../../tests/support/assistant/recorded-facts.ts';
import { clinics, type ClinicKey } from '../clinics/clinics.ts';

export const timeZone = 'America/Sao_Paulo';
export const local = (text: string): Date => new Date(`${text.replace(' ', 'T')}:00-03:00`);

/**
 * One clinic with its calendars, the appointment book, the worker that enters appointments, and a patient's phone: the
 * use cases of the product on memory stores. Time passes only when it is let.
 */
export async function clinicWorld(
  key: ClinicKey,
  assistant: Assistant,
  { now, note }: { readonly now: Date; readonly note?: string },
) {
  const clock = memoryClock(now);
  const randomness = seededRandomness(1);
  const db = memoryDatabase(clock);
  const { ids } = db;
  const stores = memoryStores(db);
  const google = scriptedGoogle({ now: () => clock.now() });
  const { name, document } = clinics[key];
  const clinicId = addMemoryClinic(db, {
    name,
    timeZone,
    contextualization:
      note === undefined ? document : { ...(document as object), observacoes_internas: note },
  });
  const number = addMemoryNumber(db, clinicId, { whatsappNumber: '5511555000001', phoneNumberId: 'pn-1' });
  const { clinics: clinicStore, clinicCalendars, alerts, appointments, turns, people, inbox } = stores;
  const resolveClinicContext = makeResolveClinicContext({ clinics: clinicStore, readContexts: new Map() });
  const { context } = await resolveClinicContext(clinicId);

  for (const { id } of context.professionals) google.addCalendar({ calendarId: id });
  await clinicCalendars.associate(
    clinicId,
    context.professionals.map(({ id }) => ({
      calendarId: id,
      professionalId: id,
      summary: '',
      timeZone,
      accessRole: 'owner',
      reachability: 'reachable',
    })),
  );

  const withGoogleAccess = async <T>(_: unknown, call: (token: string) => Promise<T>) => call('token');
  const calendarsInUse = makeCalendarsInUse({
    ...{ clinicCalendars, googleCalendar: google, alerts, clock },
    withGoogleAccess: withGoogleAccess,
  });
  const shared = {
    withGoogleAccess: withGoogleAccess as Parameters<typeof makeReadBusyTimes>[0]['withGoogleAccess'],
    googleCalendar: google,
    clock,
  };
  const busyMemory = rememberBusyTimes<RememberedBusyTimes>(defaultBusyMemory);
  const readBusyTimes = makeReadBusyTimes({
    ...shared,
    watchCalendars: makeWatchCalendars({ alerts, clinicCalendars, clock }),
    ...{ randomness, timers: systemTimers },
    busyMemory,
  });
  const keepCalendarInStep = makeKeepCalendarInStep({
    ...shared,
    ...{ appointments, clinicCalendars, resolveClinicContext, alerts, ids, randomness },
    ...{ eventTexts: stores.eventTexts, conversations: stores.conversations },
    syncPolicy: defaultSyncPolicy,
    busyMemory,
  });
  const bindTurnTools = makeBindTurnTools({
    googleConnections: { get: async () => ({ status: 'connected' }) as never },
    calendarsInUse,
    findAvailability: makeFindAvailability({
      ...{ resolveClinicContext, calendarsInUse, appointments, readBusyTimes, clock },
    }),
    ...{ appointments, ids },
    conversations: stores.conversations,
    syncPolicy: defaultSyncPolicy,
  });

  /** What stood behind each turn, in order. */
  const recorded: RecordedFacts[] = [];
  const answerPatient = makeAnswerPatient({
    conversations: stores.conversations,
    resolveClinicContext,
    answerSafely: makeAnswerSafely({
      assistant,
      timers: systemTimers,
      handoverPatienceMs: defaultHandoverPatienceMs,
    }),
    async bindTurnTools(turn) {
      // the claim knows no connection here: nobody has gone through Google's consent
      const { tools, plan } = await bindTurnTools({ ...turn, google: 'connected' });
      const seen = recordedFacts(tools);
      recorded.push(seen);
      return { tools: seen.tools, plan };
    },
    ...{ turns, alerts, ids, clock, randomness },
    // no template: nothing to ask with
    askToReopen: () => Promise.resolve(),
    sendHands: makeSendHands(),
    messageSender: scriptedWhatsApp(),
    turnPolicy: defaultTurnPolicy,
    timers: systemTimers,
    turnTimes: defaultTurnTimes,
    voicePolicy: {
      waitMs: 0,
      callMs: 0,
      microdollarsPerMinute: 0,
      dayLimits: { microdollars: 0, tokens: 0 },
    },
    turnRecords: stores.turnRecords,
  });
  const storeMessages = makeStoreMessages({
    ...{ people, inbox, alerts, ids, clock },
    erasureKeys: db.erasureKeys,
    placements: rememberPlacements(100),
    turnPolicy: defaultTurnPolicy,
  });

  return {
    clock,
    db,
    stores,
    google,
    clinicId,
    number,
    context,
    storeMessages,
    recorded,
    /** The due turn, if any: false when there is none. */
    async answerDue(): Promise<boolean> {
      const due = await turns.claim(3, defaultTurnTimes.leaseMs);
      for (const turn of due) {
        const outcome = await answerPatient(turn);
        if (outcome.outcome === 'failed' || outcome.outcome === 'gave-up') throw outcome.error as Error;
      }
      return due.length > 0;
    },
    /** What was asked of the calendars is entered, unless they refuse. */
    async enterAppointments(): Promise<void> {
      for (let round = 0; round < 20; round += 1) {
        const due = await appointments.claim(5, 60_000);
        if (due.length === 0) return;
        for (const task of due) await keepCalendarInStep(task);
      }
    },
  };
}

export type ClinicWorld = Awaited<ReturnType<typeof clinicWorld>>;
