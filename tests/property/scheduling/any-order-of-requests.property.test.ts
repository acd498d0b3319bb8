import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../../src/domain/error.ts';
import {
  isLive,
  occupied,
  type Appointment,
  type AppointmentId,
} from '../../../src/domain/scheduling/appointment.ts';
import { eventIdOf } from '../../../src/domain/scheduling/calendar-event.ts';
import { overlaps } from '../../../src/domain/scheduling/time-slot.ts';
import { at, lia, otto, room } from '../../support/worlds/scheduling-world.ts';
import { troubledWorld, troubles, type Trouble, type TroubledWorld } from './troubled-world.ts';

/** They touch, overlap, or lie in each other's buffers. */
const times = ['10:00', '10:20', '10:40', '11:00', '11:30', '12:10'].map((time) => at(time));
const keys = [undefined, undefined, 'key-1', 'key-2'];
const services = [
  { serviceId: 'pele' },
  { serviceId: 'geral' },
  { serviceId: 'geral', professionalId: 'otto' },
];
const calendars = [lia, otto, room];

type Wish =
  | {
      readonly does: 'book' | 'hold';
      readonly time: number;
      readonly key: number;
      readonly service: number;
    }
  | { readonly does: 'confirm' | 'cancel' | 'cancel-by-clinic'; readonly which: number }
  | { readonly does: 'move' | 'hold-move'; readonly which: number; readonly time: number }
  | {
      readonly does: 'foreign-event';
      readonly calendar: number;
      readonly time: number;
      readonly turns: number;
    }
  | { readonly does: 'foreign-event-goes'; readonly which: number; readonly turns: number }
  | { readonly does: 'time-passes'; readonly ms: number }
  | { readonly does: 'worker-looks' | 'workers-wake' | 'late-calls-land' | 'disconnect' | 'reconnect' };

const time = fc.nat(times.length - 1);
const which = fc.nat(9);
/** Others come this much before: between any two steps of theirs. */
const turns = fc.nat(60);
const wish: fc.Arbitrary<Wish> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      does: fc.constantFrom('book', 'hold'),
      time,
      key: fc.nat(3),
      service: fc.nat(services.length - 1),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ does: fc.constantFrom('confirm', 'cancel', 'cancel-by-clinic'), which }),
  },
  { weight: 3, arbitrary: fc.record({ does: fc.constantFrom('move', 'hold-move'), which, time }) },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('foreign-event'),
      calendar: fc.nat(calendars.length - 1),
      time,
      turns,
    }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('foreign-event-goes'), which, turns }) },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('time-passes'),
      ms: fc.constantFrom(500, 5_000, 61_000, 601_000),
    }),
  },
  { weight: 8, arbitrary: fc.record({ does: fc.constant('worker-looks') }) },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constantFrom('workers-wake', 'late-calls-land', 'disconnect', 'reconnect'),
    }),
  },
);
/** What belongs together happens at the same moment. In the end somebody moves something, and is alone. */
const moments = fc
  .tuple(
    fc.array(fc.array(wish, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 25, size: 'max' }),
    fc.record({ does: fc.constant('move'), which, time }),
  )
  .map(([wishes, last]): readonly (readonly Wish[])[] => [...wishes, [last]]);

/** What a wish to have or to move something was answered with. */
async function carryOut(
  world: TroubledWorld,
  wished: Wish,
  foreign: [calendarId: string, eventId: string][],
): Promise<Appointment | undefined> {
  const { clinicId, patient } = world;
  const made = [...world.db.book.appointments.keys()];
  const pick = (n: number) => made[n % Math.max(1, made.length)];
  switch (wished.does) {
    case 'book':
    case 'hold': {
      const key = keys[wished.key];
      const start = times[wished.time]!;
      return world.bookAppointment({
        ...{ clinicId, start, intent: wished.does, ...services[wished.service]! },
        ...{ ...patient, ...(key !== undefined && { key }) },
      });
    }
    case 'confirm': {
      const appointmentId = pick(wished.which);
      const change = { change: 'request', at: world.clock.now() } as const;
      if (appointmentId) await world.stores.appointments.apply(clinicId, [{ ...change, appointmentId }]);
      return undefined;
    }
    case 'cancel':
    case 'cancel-by-clinic': {
      const appointmentId = pick(wished.which);
      const by = wished.does === 'cancel' ? 'patient' : 'clinic';
      if (appointmentId) await world.cancelAppointment({ clinicId, appointmentId, by });
      return undefined;
    }
    case 'move':
    case 'hold-move': {
      const appointmentId = pick(wished.which);
      const [start, intent] = [times[wished.time]!, wished.does === 'move' ? 'book' : 'hold'] as const;
      return appointmentId && world.rescheduleAppointment({ clinicId, appointmentId, start, intent });
    }
    case 'foreign-event': {
      for (let turn = 0; turn < wished.turns; turn += 1) await Promise.resolve();
      const start = times[wished.time]!;
      const slot = { start, end: new Date(start.getTime() + 600_000) };
      const calendarId = calendars[wished.calendar]!;
      const eventId = `foreign${foreign.length}`;
      foreign.push([calendarId, eventId]);
      world.google.addEvent(calendarId, { eventId, slot });
      return undefined;
    }
    case 'foreign-event-goes': {
      for (let turn = 0; turn < wished.turns; turn += 1) await Promise.resolve();
      const [calendarId, eventId] = foreign[wished.which % Math.max(1, foreign.length)] ?? [];
      if (calendarId !== undefined && eventId !== undefined) world.google.deleteEvent(calendarId, eventId);
      return undefined;
    }
    case 'time-passes':
      world.clock.advance(wished.ms);
      return undefined;
    case 'worker-looks':
      world.look();
      return undefined;
    case 'workers-wake':
      await world.wakeAll();
      return undefined;
    case 'late-calls-land':
      world.google.landLate();
      return undefined;
    case 'disconnect':
    case 'reconnect':
      world.setAccess(wished.does === 'disconnect' ? 'renewal-unavailable' : undefined);
      return undefined;
  }
}

function checkBookAndCalendar(world: TroubledWorld): readonly Appointment[] {
  const rows = [...world.db.book.appointments.values()].map(({ appointment }) => appointment);
  const live = rows.filter(isLive);
  // nothing is left undecided
  expect(live.filter(({ state }) => state === 'held')).toEqual([]);
  // no overlap in the book, and one appointment of a series
  for (const [index, a] of live.entries())
    for (const b of live.slice(index + 1)) {
      const isRival = a.calendarId === b.calendarId || a.professionalId === b.professionalId;
      expect(isRival && overlaps(occupied(a), occupied(b))).toBe(false);
      expect(a.seriesId).not.toBe(b.seriesId);
    }
  // the calendar is the book: no orphan, nothing missing, nothing elsewhere
  const shown = calendars.flatMap((calendarId) =>
    world.google
      .events(calendarId)
      .filter(({ appointmentId }) => appointmentId !== undefined)
      .map(({ eventId, slot }) => ({ calendarId, eventId, slot })),
  );
  const wanted = live.map((appointment) => ({
    calendarId: appointment.calendarId,
    eventId: eventIdOf(appointment),
    slot: appointment.slot,
  }));
  const byId = (a: { eventId: string }, b: { eventId: string }) => (a.eventId < b.eventId ? -1 : 1);
  expect(shown.sort(byId)).toEqual(wanted.sort(byId));
  return rows;
}

/** No confirmed visit was written over what stood there before it, and still did when it was confirmed. */
function checkClear(world: TroubledWorld): number {
  const { happenings } = world.google;
  let compared = 0;
  for (const [id, confirmedAfter] of world.confirmedAfter) {
    const visit = world.db.book.appointments.get(id)!.appointment;
    const cameAt = happenings.findLastIndex(
      ({ did, event }, n) => n < confirmedAfter && did === 'came' && event.appointmentId === id,
    );
    expect(cameAt).toBeGreaterThanOrEqual(0);
    for (const [n, { did, calendarId, event }] of happenings.slice(0, cameAt).entries()) {
      if (did === 'went' || event.appointmentId !== undefined) continue;
      if (calendarId !== visit.calendarId && calendarId !== room) continue;
      const goesAt = happenings.findIndex((later, m) => m > n && later.event === event);
      if (goesAt >= 0 && goesAt < confirmedAfter) continue;
      compared += 1;
      expect([event.eventId, overlaps(occupied(visit), event.slot!)]).toEqual([event.eventId, false]);
    }
  }
  return compared;
}

type Answered = { readonly wished: Wish; readonly seriesId: string | undefined; readonly answer: Answer };
type Answer = PromiseSettledResult<Appointment | undefined>;

/**
 * Who moved something, was answered, and found nobody else at the same appointment then or later: there it is in the
 * end, and nowhere else; or it could not be had, and the old one stays.
 */
function checkMoves(rows: readonly Appointment[], moments: readonly (readonly Answered[])[]): number {
  const bySeries = new Map<string, readonly Answered[]>();
  for (const moment of moments)
    for (const { seriesId } of moment)
      if (seriesId !== undefined)
        bySeries.set(
          seriesId,
          moment.filter((other) => other.seriesId === seriesId),
        );
  let compared = 0;
  for (const [seriesId, [last, ...others]] of bySeries) {
    if (last?.wished.does !== 'move' || others.length > 0) continue;
    if (last.answer.status === 'rejected' || last.answer.value === undefined) continue;
    const { id, slot, replaces } = last.answer.value;
    const ended = rows.find((row) => row.id === id);
    const live = rows.filter((row) => row.seriesId === seriesId && isLive(row));
    if (ended?.state === 'failed')
      // what was to be moved may have failed by itself
      expect([[], [replaces]]).toContainEqual(live.map((row) => row.id));
    else expect(live.map((row) => [row.id, row.slot])).toEqual([[id, slot]]);
    compared += 1;
  }
  return compared;
}

function checkTold(world: TroubledWorld, rows: readonly Appointment[]): void {
  for (const { id, state, reason } of rows) {
    const told = world.db.messages
      .filter(({ origin, requestId }) => origin === 'notice' && requestId === id)
      .map(({ text }) => kindOf(text));
    const good = told.filter((kind) => kind === 'good').length;
    const bad = told.filter((kind) => kind === 'bad').length;
    const waits = told.filter((kind) => kind === 'wait').length;
    expect(waits).toBeLessThanOrEqual(1);
    const off = told.filter((kind) => kind === 'off').length;
    expect(good + bad).toBeLessThanOrEqual(1);
    expect(off).toBeLessThanOrEqual(1);
    if (state === 'confirmed') expect(told).toEqual([...Array<string>(waits).fill('wait'), 'good']);
    if (state === 'failed')
      expect(told).toEqual(reason === 'hold-expired' ? [] : [...Array<string>(waits).fill('wait'), 'bad']);
    if (off === 1) expect([state, reason]).toEqual(['cancelled', 'by-clinic']);
  }
}

const kindOf = (text: string) =>
  text.startsWith('Ainda estou registrando') || text.startsWith('O seu pedido de')
    ? 'wait'
    : text.startsWith('✅')
      ? 'good'
      : text.startsWith('A clínica precisou cancelar')
        ? 'off'
        : 'bad';

async function run(seed: number, wishes: readonly (readonly Wish[])[], met: readonly Trouble[]) {
  const world = await troubledWorld(seed, met);
  const foreign: [string, string][] = [];
  const seriesOf = (id: AppointmentId | undefined) =>
    id && world.db.book.appointments.get(id)?.appointment.seriesId;
  const answers: Promise<Answered[]>[] = [];
  for (const together of wishes) {
    const made = [...world.db.book.appointments.keys()];
    const moment = together.map(async (wished): Promise<Answered> => {
      const seriesId =
        'which' in wished ? seriesOf(made[wished.which % Math.max(1, made.length)]) : undefined;
      const [answer] = await Promise.allSettled([carryOut(world, wished, foreign)]);
      return { wished, seriesId, answer };
    });
    answers.push(Promise.all(moment));
    await world.settleDown();
  }
  const moments = await Promise.all(answers);
  for (const { answer } of moments.flat())
    // every caller has a definite answer
    if (answer.status === 'rejected') expect(answer.reason).toBeInstanceOf(DomainError);
  world.setAccess(undefined);
  await world.comeToRest();
  checkTold(world, checkBookAndCalendar(world));
  // who slept, and what was on its way all the time, comes when everything is over
  world.google.landLate();
  await world.wakeAll();
  world.google.landLate();
  await world.comeToRest();
  const rows = checkBookAndCalendar(world);
  checkTold(world, rows);
  return { rows, compared: { clear: checkClear(world), moves: checkMoves(rows, moments) } };
}

describe('whatever patients, clinics, workers and Google do', () => {
  it('calendars end as the book, nothing lies on anything, moves end where it was said, patients are told once', async () => {
    const ends = new Map<string, number>();
    const compared = { clear: 0, moves: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.nat(),
        moments,
        fc.array(fc.constantFrom(...troubles), { maxLength: 60, size: 'max' }),
        async (seed, wishes, met) => {
          const ended = await run(seed, wishes, met);
          compared.clear += ended.compared.clear;
          compared.moves += ended.compared.moves;
          for (const { state, reason = '' } of ended.rows) {
            const end = `${state} ${reason}`.trim();
            ends.set(end, (ends.get(end) ?? 0) + 1);
          }
        },
      ),
      { numRuns: 300 },
    );
    // it met what it is about
    for (const end of [
      'confirmed',
      'failed calendar-busy',
      'failed hold-expired',
      'cancelled moved',
      'cancelled by-clinic',
    ])
      expect([end, ends.get(end) ?? 0]).not.toEqual([end, 0]);
    expect(Math.min(compared.clear, compared.moves)).toBeGreaterThan(20);
  }, 60_000);
});
