import type { CalendarFate } from '../../../src/adapters/memory/scheduling/google-calendar.ts';
import type { Appointments } from '../../../src/application/ports/scheduling/appointments.ts';
import type { GoogleCalendar } from '../../../src/application/ports/scheduling/google-calendar.ts';
import type { AppointmentId } from '../../../src/domain/scheduling/appointment.ts';
import { WorkerDied } from '../../support/worlds/memory-workers.ts';
import { lia, otto, room, schedulingWorld } from '../../support/worlds/scheduling-world.ts';

/** What happens to one call of a worker to Google, or to one of its writes. */
export type Trouble =
  | 'none'
  | 'refused'
  /** The calendar's usage limit is reached. */
  | 'limited'
  | 'lost-done'
  | 'lost-undone'
  | 'lost-late'
  | 'dies-before'
  | 'dies-after'
  /** The worker sleeps until somebody wakes it, perhaps long after its lease. */
  | 'sleeps-before'
  | 'sleeps-after';
export const troubles: readonly Trouble[] = [
  'none',
  'refused',
  'limited',
  'lost-done',
  'lost-undone',
  'lost-late',
  'dies-before',
  'dies-after',
  'sleeps-before',
  'sleeps-after',
];

const fates: Partial<Record<Trouble, CalendarFate>> = {
  refused: { fate: 'refused', failure: { failure: 'transient', reason: 'backendError' } },
  limited: { fate: 'refused', failure: { failure: 'quota', reason: 'quotaExceeded' } },
  'lost-done': { fate: 'unknown', done: true },
  'lost-undone': { fate: 'unknown', done: false },
  'lost-late': { fate: 'unknown', done: 'late' },
};

/** Everything runs in microtasks: after one turn of the event loop whoever can go on has gone on. */
const settleDown = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Two who work at the same hours; a service of both and one of the first. */
const contextualization = {
  clinica: { horario_funcionamento: { 'segunda a sexta': '08:00 às 18:00' } },
  profissionais: [
    { id: 'lia', nome_exibicao: 'Dra. Lia' },
    { id: 'otto', nome_exibicao: 'Dr. Otto' },
  ],
  servicos: {
    consultas: [
      { id: 'geral', nome: 'Consulta', duracao_minutos: 30 },
      { id: 'pele', nome: 'Consulta de pele', profissionais_ids: ['lia'] },
    ],
  },
  politicas: { agendamento: { antecedencia_minima: '2 horas', intervalo_entre_consultas: 10 } },
};

/** A scheduling world with a calendar of each and one of all, in which each step of the workers meets the next of these troubles. */
export async function troubledWorld(seed: number, planned: readonly Trouble[]) {
  const left = [...planned];
  const sleepers: (() => void)[] = [];
  const sleep = () => new Promise<void>((resolve) => sleepers.push(resolve));

  const step = async <T>(kind: 'call' | 'write', work: () => Promise<T>): Promise<T> => {
    const trouble = left.shift() ?? 'none';
    if (trouble === 'dies-before') throw new WorkerDied();
    if (trouble === 'sleeps-before') await sleep();
    fateOfNext = kind === 'call' ? fates[trouble] : undefined;
    const result = await work();
    if (trouble === 'dies-after') throw new WorkerDied();
    if (trouble === 'sleeps-after') await sleep();
    return result;
  };
  let fateOfNext: CalendarFate | undefined;

  /** What had happened in Google when an appointment was confirmed. */
  const confirmedAfter = new Map<AppointmentId, number>();
  const world = await schedulingWorld({
    seed,
    contextualization,
    pushAddress: 'https://atende.example/webhook/google-calendar',
    fateOf: () => {
      const fate = fateOfNext ?? { fate: 'done' };
      fateOfNext = undefined;
      return fate;
    },
    aroundGoogle: (google): GoogleCalendar => ({
      ...google,
      busy: (...args) => step('call', () => google.busy(...args)),
      busyEvents: (...args) => step('call', () => google.busyEvents(...args)),
      insert: (...args) => step('call', () => google.insert(...args)),
      get: (...args) => step('call', () => google.get(...args)),
      remove: (...args) => step('call', () => google.remove(...args)),
      changes: (...args) => step('call', () => google.changes(...args)),
      watch: (...args) => step('call', () => google.watch(...args)),
      putAt: (...args) => step('call', () => google.putAt(...args)),
      move: (...args) => step('call', () => google.move(...args)),
    }),
    aroundBook: (book): Appointments => ({
      ...book,
      aboutToWrite: (...args) => step('write', () => book.aboutToWrite(...args)),
      follow: (...args) => step('write', () => book.follow(...args)),
      settle: (sync, settlement) =>
        step('write', async () => {
          const happened = world.google.happenings.length;
          const outcome = await book.settle(sync, settlement);
          if (settlement.to === 'confirmed' && outcome === 'settled')
            confirmedAfter.set(sync.appointment.id, happened);
          return outcome;
        }),
    }),
  });
  const { clinicId, shared } = world;
  await world.stores.clinicCalendars.associate(clinicId, [
    { ...shared, calendarId: lia, professionalId: 'lia' },
    { ...shared, calendarId: otto, professionalId: 'otto' },
    { ...shared, calendarId: room },
  ]);

  /** A worker looks, and is left alone with what it finds. */
  const look = () =>
    void world.work().catch((error: unknown) => {
      if (!(error instanceof WorkerDied)) throw error;
    });
  /** A worker reads what has changed in the calendars. */
  const read = () =>
    void world.readChanges().catch((error: unknown) => {
      if (!(error instanceof WorkerDied)) throw error;
    });
  const wakeAll = async () => {
    for (const wake of sleepers.splice(0)) wake();
    await settleDown();
  };

  const takenOutOfBins = new Set<string>();
  return {
    ...world,
    confirmedAfter,
    settleDown,
    look,
    read,
    /** What Google has said until now arrives. */
    async receivePushes() {
      for (const message of world.google.pushes.splice(0)) await world.noticeCalendarChange(message);
    },
    /** What Google has said until now never arrives; how much that was. */
    losePushes: () => world.google.pushes.splice(0).length,
    /** Events that people took out of a calendar's bin: `<calendar> <event>` */
    takenOutOfBins,
    takeOutOfBin(calendarId: string, eventId: string) {
      takenOutOfBins.add(`${calendarId} ${eventId}`);
      world.google.restoreEvent(calendarId, eventId);
    },
    wakeAll,
    /** No more trouble; workers go on and time passes until nothing is due and nothing will be. */
    async comeToRest() {
      left.length = 0;
      for (let round = 0; round < 2_000; round += 1) {
        look();
        await settleDown();
        const rows = [...world.db.book.appointments.values()];
        const due = rows.flatMap(({ nextSyncAt }) => nextSyncAt ?? []);
        if (due.length === 0) return;
        const next = Math.min(...due.map((time) => time.getTime())) - world.clock.now().getTime();
        // due, and yet not taken: it waits for a lease to run out
        world.clock.advance(next > 0 ? next : 1_000);
      }
      throw new Error('The workers never came to rest');
    },
  };
}

export type TroubledWorld = Awaited<ReturnType<typeof troubledWorld>>;
