import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../../src/domain/error.ts';
import { isLive, occupied, type Appointment } from '../../../src/domain/scheduling/appointment.ts';
import { eventIdOf } from '../../../src/domain/scheduling/calendar-event.ts';
import { overlaps } from '../../../src/domain/scheduling/time-slot.ts';
import { at, lia } from '../../support/scheduling-world.ts';
import { troubledWorld, troubles, type Trouble, type TroubledWorld } from './troubled-world.ts';

/** They touch, overlap, or lie in each other's buffers. */
const times = ['10:00', '10:20', '10:40', '11:00', '11:30', '12:10'].map((time) => at(time));
const keys = [undefined, undefined, 'key-1', 'key-2'];

type Wish =
  | { readonly does: 'book' | 'hold'; readonly time: number; readonly key: number }
  | { readonly does: 'confirm' | 'cancel' | 'cancel-by-clinic'; readonly which: number }
  | { readonly does: 'move' | 'hold-move'; readonly which: number; readonly time: number }
  | { readonly does: 'foreign-event'; readonly time: number }
  | { readonly does: 'time-passes'; readonly ms: number }
  | { readonly does: 'worker-looks' | 'workers-wake' | 'late-calls-land' | 'disconnect' | 'reconnect' };

const time = fc.nat(times.length - 1);
const which = fc.nat(9);
const wish: fc.Arbitrary<Wish> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ does: fc.constantFrom('book', 'hold'), time, key: fc.nat(3) }) },
  {
    weight: 4,
    arbitrary: fc.record({ does: fc.constantFrom('confirm', 'cancel', 'cancel-by-clinic'), which }),
  },
  { weight: 3, arbitrary: fc.record({ does: fc.constantFrom('move', 'hold-move'), which, time }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('foreign-event'), time }) },
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
/** What belongs together happens at the same moment. */
const moments = fc.array(fc.array(wish, { minLength: 1, maxLength: 4 }), {
  minLength: 1,
  maxLength: 25,
  size: 'max',
});

async function carryOut(world: TroubledWorld, wished: Wish, foreign: { count: number }): Promise<void> {
  const { clinicId, patient } = world;
  const made = [...world.db.book.appointments.keys()];
  const pick = (n: number) => made[n % Math.max(1, made.length)];
  switch (wished.does) {
    case 'book':
    case 'hold': {
      const key = keys[wished.key];
      const start = times[wished.time]!;
      await world.bookAppointment({
        ...{ clinicId, serviceId: 'pele', start, intent: wished.does },
        ...{ ...patient, ...(key !== undefined && { key }) },
      });
      return;
    }
    case 'confirm': {
      const appointmentId = pick(wished.which);
      const change = { change: 'request', at: world.clock.now() } as const;
      if (appointmentId) await world.stores.appointments.apply(clinicId, [{ ...change, appointmentId }]);
      return;
    }
    case 'cancel':
    case 'cancel-by-clinic': {
      const appointmentId = pick(wished.which);
      const by = wished.does === 'cancel' ? 'patient' : 'clinic';
      if (appointmentId) await world.cancelAppointment({ clinicId, appointmentId, by });
      return;
    }
    case 'move':
    case 'hold-move': {
      const appointmentId = pick(wished.which);
      const [start, intent] = [times[wished.time]!, wished.does === 'move' ? 'book' : 'hold'] as const;
      if (appointmentId) await world.rescheduleAppointment({ clinicId, appointmentId, start, intent });
      return;
    }
    case 'foreign-event': {
      const start = times[wished.time]!;
      const slot = { start, end: new Date(start.getTime() + 600_000) };
      world.google.addEvent(lia, { eventId: `foreign${(foreign.count += 1)}`, slot });
      return;
    }
    case 'time-passes':
      world.clock.advance(wished.ms);
      return;
    case 'worker-looks':
      world.look();
      return;
    case 'workers-wake':
      await world.wakeAll();
      return;
    case 'late-calls-land':
      world.google.landLate();
      return;
    case 'disconnect':
    case 'reconnect':
      world.setAccess(wished.does === 'disconnect' ? 'renewal-unavailable' : undefined);
      return;
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
      expect(overlaps(occupied(a), occupied(b))).toBe(false);
      expect(a.seriesId).not.toBe(b.seriesId);
    }
  // the calendar is the book: no orphan, nothing missing, nothing elsewhere
  const events = world.google.events(lia).filter(({ appointmentId }) => appointmentId !== undefined);
  const shown = events.map(({ eventId, slot }) => ({ eventId, slot }));
  const wanted = live.map((appointment) => ({ eventId: eventIdOf(appointment), slot: appointment.slot }));
  const byId = (a: { eventId: string }, b: { eventId: string }) => (a.eventId < b.eventId ? -1 : 1);
  expect(shown.sort(byId)).toEqual(wanted.sort(byId));
  return rows;
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
  text.startsWith('Ainda estou registrando')
    ? 'wait'
    : text.startsWith('✅')
      ? 'good'
      : text.startsWith('A clínica precisou cancelar')
        ? 'off'
        : 'bad';

async function run(seed: number, wishes: readonly (readonly Wish[])[], met: readonly Trouble[]) {
  const world = await troubledWorld(seed, met);
  const foreign = { count: 0 };
  const answers: Promise<PromiseSettledResult<void>[]>[] = [];
  for (const together of wishes) {
    answers.push(Promise.allSettled(together.map((wished) => carryOut(world, wished, foreign))));
    await world.settleDown();
  }
  for (const { status, ...answer } of (await Promise.all(answers)).flat())
    // every caller has a definite answer
    if (status === 'rejected') expect('reason' in answer && answer.reason).toBeInstanceOf(DomainError);
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
  return rows;
}

describe('whatever patients, clinics, workers and Google do', () => {
  it('the calendar ends as the book, nothing overlaps, and the patient is told once', async () => {
    const ends = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(
        fc.nat(),
        moments,
        fc.array(fc.constantFrom(...troubles), { maxLength: 60, size: 'max' }),
        async (seed, wishes, met) => {
          for (const { state, reason = '' } of await run(seed, wishes, met)) {
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
  }, 60_000);
});
