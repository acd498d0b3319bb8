import { memoryClock } from '../../../src/adapters/memory/system/clock.ts';
import { hesitate, memoryDatabase } from '../../../src/adapters/memory/database.ts';
import {
  scriptedGoogle,
  type CalendarCall,
  type CalendarFate,
} from '../../../src/adapters/memory/scheduling/google-calendar.ts';
import { seededRandomness } from '../../../src/adapters/memory/system/randomness.ts';
import { memorySecrets } from '../../../src/adapters/memory/system/secrets.ts';
import { memoryStores } from '../../../src/adapters/memory/stores.ts';
import { makeResolveClinicContext } from '../../../src/application/clinic/resolve-clinic-context.ts';
import type { NoAccess, WithGoogleAccess } from '../../../src/application/connection/google-access.ts';
import { makeForeseeNotice } from '../../../src/application/messaging/window/foresee-notice.ts';
import type { Appointments } from '../../../src/application/ports/scheduling/appointments.ts';
import type { GoogleCalendar } from '../../../src/application/ports/scheduling/google-calendar.ts';
import { makeBookAppointment } from '../../../src/application/scheduling/book-appointment.ts';
import { makeCalendarsInUse } from '../../../src/application/scheduling/calendars-in-use.ts';
import { makeCancelAppointment } from '../../../src/application/scheduling/cancel-appointment.ts';
import { makeFindAvailability } from '../../../src/application/scheduling/find-availability.ts';
import { makeKeepEventText } from '../../../src/application/scheduling/keep-event-text.ts';
import { makeKeepCalendarInStep } from '../../../src/application/scheduling/calendar-sync/keep-calendar-in-step.ts';
import {
  defaultBusyMemory,
  rememberBusyTimes,
} from '../../../src/application/scheduling/calendar-sync/busy-memory.ts';
import {
  makeReadBusyTimes,
  type RememberedBusyTimes,
} from '../../../src/application/scheduling/read-busy-times.ts';
import { makeRescheduleAppointment } from '../../../src/application/scheduling/reschedule-appointment.ts';
import { makeKeepAppointment } from '../../../src/application/scheduling/keep-appointment.ts';
import { makeNoticeCalendarChange } from '../../../src/application/scheduling/calendar-sync/notice-calendar-change.ts';
import { makeOpenChannel } from '../../../src/application/scheduling/calendar-sync/open-channel.ts';
import { makeReadIntervals } from '../../../src/application/scheduling/calendar-sync/read-intervals.ts';
import { makeStopLeftChannels } from '../../../src/application/scheduling/calendar-sync/stop-left-channels.ts';
import { makeReadCalendarChanges } from '../../../src/application/scheduling/calendar-sync/read-calendar-changes.ts';
import { defaultFeedPolicy } from '../../../src/domain/scheduling/feed-policy.ts';
import { makeWatchCalendars } from '../../../src/application/scheduling/calendar-sync/watch-calendars.ts';
import type { AppointmentId } from '../../../src/domain/scheduling/appointment.ts';
import { defaultSyncPolicy } from '../../../src/domain/scheduling/sync-policy.ts';
import { ana } from '../builders/a-received-message.ts';
import { addMemoryClinic, addMemoryNumber } from './memory-clinics.ts';

export const lia = 'lia@calendars.example';
export const otto = 'otto@calendars.example';
export const room = 'room@calendars.example';

/** Two professionals, a service of both and one of the first; visits of 30 minutes, 10 minutes between them. */
const contextualization = {
  clinica: {
    informacoes_basicas: { nome: 'Clínica Aurora' },
    horario_funcionamento: { 'segunda a sexta': '08:00 às 18:00', feriados: ['2026-03-04'] },
  },
  profissionais: [
    { id: 'lia', nome_exibicao: 'Dra. Lia', tempo_consulta_padrao: 30 },
    {
      id: 'otto',
      nome_exibicao: 'Dr. Otto',
      horarios_disponibilidade: { terca: [{ inicio: '14:00', fim: '18:00' }] },
    },
  ],
  servicos: {
    consultas: [
      { id: 'geral', nome: 'Consulta', duracao_minutos: 30 },
      { id: 'pele', nome: 'Consulta de pele', profissionais_ids: ['lia'] },
    ],
  },
  politicas: {
    agendamento: {
      antecedencia_minima: '2 horas',
      antecedencia_maxima: '14 dias',
      intervalo_entre_consultas: 10,
    },
  },
};

/** In São Paulo, where the clocks are three hours behind UTC; Tuesday, 3 March 2026, unless another day is given. */
export const at = (time: string, day = '2026-03-03'): Date => new Date(`${day}T${time}:00-03:00`);

type Wish = {
  readonly seed?: number;
  readonly fateOf?: (call: CalendarCall) => CalendarFate;
  /** Stand between the use cases and what they use, e.g. to die there. */
  readonly aroundGoogle?: (calendar: GoogleCalendar) => GoogleCalendar;
  readonly aroundBook?: (appointments: Appointments) => Appointments;
  readonly contextualization?: unknown;
  readonly timeZone?: string;
  /** Where Google's messages reach the product; nowhere unless it is given. */
  readonly pushAddress?: string;
  readonly now?: Date;
};

/** Nobody waits for a second try. */
const instantTimers = { sleep: () => Promise.resolve(), elapsed: () => 0 };

export const leaseMs = 60_000;

/** The whole of scheduling on memory stores and a scripted Google; usually on Monday, 2 March 2026, at 09:00 in São Paulo. */
export async function schedulingWorld({
  seed = 1,
  fateOf,
  aroundGoogle = (calendar) => calendar,
  aroundBook = (appointments) => appointments,
  ...wish
}: Wish = {}) {
  const clock = memoryClock(wish.now);
  const randomness = seededRandomness(seed);
  const pause = hesitate(randomness);
  const db = memoryDatabase(clock, { pause });
  const { ids } = db;
  const stores = memoryStores(db);
  const google = scriptedGoogle({ pause, now: () => clock.now(), ...(fateOf && { fateOf }) });
  const clinicId = addMemoryClinic(db, {
    contextualization: wish.contextualization ?? contextualization,
    ...(wish.timeZone !== undefined && { timeZone: wish.timeZone }),
  });
  const { whatsappNumber } = addMemoryNumber(db, clinicId, { whatsappNumber: '5547333300000' });
  const [placement] = await stores.people.place([{ clinicId, whatsappNumber, sighting: ana }], clock.now());
  const patient = { contactId: placement!.contactId, conversationId: placement!.conversationId };

  for (const calendarId of [lia, otto, room]) google.addCalendar({ calendarId });
  const shared = {
    summary: '',
    timeZone: 'America/Sao_Paulo',
    accessRole: 'owner',
    reachability: 'reachable',
  } as const;
  await stores.clinicCalendars.associate(clinicId, [
    { ...shared, calendarId: lia, professionalId: 'lia' },
    { ...shared, calendarId: otto, professionalId: 'otto' },
  ]);

  let noAccess: NoAccess['noAccess'] | undefined;
  const withGoogleAccess: WithGoogleAccess = async (_, call) => (noAccess ? { noAccess } : call('token'));
  const { alerts, clinics, clinicCalendars } = stores;
  const appointments = aroundBook(stores.appointments);
  const resolveClinicContext = makeResolveClinicContext({ clinics, readContexts: new Map() });
  const syncPolicy = defaultSyncPolicy;
  const busyMemory = rememberBusyTimes<RememberedBusyTimes>(defaultBusyMemory);
  const readBusyTimes = makeReadBusyTimes({
    withGoogleAccess,
    googleCalendar: google,
    watchCalendars: makeWatchCalendars({ alerts, clinicCalendars, clock }),
    ...{ clock, randomness, timers: instantTimers },
    busyMemory,
  });
  const calendarsInUse = makeCalendarsInUse({
    ...{ clinicCalendars, withGoogleAccess, googleCalendar: google, alerts, clock },
  });
  const planning = { resolveClinicContext, calendarsInUse, appointments, readBusyTimes };
  const taking = { ...planning, ids, clock, syncPolicy };
  const { conversations, eventTexts } = stores;
  const keepEventText = makeKeepEventText({
    ...{ eventTexts, appointments, clinicCalendars, conversations, resolveClinicContext, withGoogleAccess },
    ...{ googleCalendar: aroundGoogle(google), alerts, clock, randomness },
  });
  const keepCalendarInStep = makeKeepCalendarInStep({
    ...{ appointments, eventTexts, conversations },
    clinicCalendars,
    resolveClinicContext,
    withGoogleAccess,
    googleCalendar: aroundGoogle(google),
    alerts,
    ids,
    clock,
    randomness,
    syncPolicy,
    busyMemory,
  });

  const foreseeNotice = makeForeseeNotice({
    conversations: stores.conversations,
    templates: stores.templates,
    clock,
  });
  const secrets = memorySecrets();
  const { calendarFeeds, calendarChannels } = stores;
  const openChannel = makeOpenChannel({
    ...{ calendarChannels, withGoogleAccess, secrets, ids, clock, randomness },
    googleCalendar: aroundGoogle(google),
    pushAddress: wish.pushAddress,
  });
  const readCalendarChanges = makeReadCalendarChanges({
    ...{ calendarFeeds, appointments, withGoogleAccess, clock, randomness, openChannel },
    readIntervals: makeReadIntervals({ calendarFeeds, clock, feedPolicy: defaultFeedPolicy }),
    googleCalendar: aroundGoogle(google),
    feedPolicy: defaultFeedPolicy,
  });

  return {
    clock,
    db,
    stores,
    google,
    foreseeNotice,
    clinicId,
    patient,
    shared,
    /** The connection stops to work, or works again. */
    setAccess(reason: NoAccess['noAccess'] | undefined) {
      noAccess = reason;
    },
    findAvailability: makeFindAvailability({ ...planning, clock }),
    bookAppointment: makeBookAppointment(taking),
    rescheduleAppointment: makeRescheduleAppointment(taking),
    cancelAppointment: makeCancelAppointment({
      appointments,
      resolveClinicContext,
      foreseeNotice,
      alerts,
      ids,
      clock,
    }),
    keepAppointment: makeKeepAppointment({ appointments, alerts, clock }),
    keepCalendarInStep,
    noticeCalendarChange: makeNoticeCalendarChange({ calendarChannels, calendarFeeds, secrets }),
    stopLeftChannels: makeStopLeftChannels({
      calendarChannels,
      withGoogleAccess,
      googleCalendar: google,
      clock,
    }),
    /** Reads what has changed in every calendar whose turn it is. */
    async readChanges() {
      const due = await stores.calendarFeeds.claim(10, leaseMs);
      return Promise.all(due.map(readCalendarChanges));
    },
    /** What every text of an event that is due comes to. */
    async keepTexts() {
      const due = await eventTexts.claim(100, leaseMs);
      return Promise.all(due.map(keepEventText));
    },
    /** One look of one worker at what is due. */
    async work() {
      const due = await appointments.claim(3, leaseMs);
      return Promise.all(due.map(keepCalendarInStep));
    },
    stateOf: async (id: AppointmentId) => {
      const found = await stores.appointments.get(clinicId, id);
      return [found?.state, found?.reason];
    },
    /** What the patient was told, in order. */
    told: () => db.messages.filter(({ origin }) => origin === 'notice').map(({ text }) => text),
    openAlerts: () => db.alerts.filter(({ resolvedAt }) => resolvedAt === undefined).map(({ kind }) => kind),
  };
}

export type SchedulingWorld = Awaited<ReturnType<typeof schedulingWorld>>;

/** Workers look again and again until nothing is due any more. */
export async function workUntilRest(world: SchedulingWorld, limitMs = 40 * 86_400_000): Promise<void> {
  for (let passed = 0; passed < limitMs;) {
    if ((await world.work()).length > 0) continue;
    const wait = await world.stores.appointments.msUntilDue();
    if (wait === undefined) return;
    world.clock.advance(wait);
    passed += wait;
  }
  throw new Error('It never came to rest');
}
