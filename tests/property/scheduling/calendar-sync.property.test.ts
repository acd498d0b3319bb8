import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLive } from '../../../src/domain/scheduling/appointment.ts';
import { ownEventOf } from '../../../src/domain/scheduling/calendar-event.ts';
import type { SeenBy } from '../../../src/domain/scheduling/calendar-sync/seen-by.ts';
import type { SyncState } from '../../../src/domain/scheduling/calendar-sync/commands.ts';
import { begin, next } from '../../../src/domain/scheduling/calendar-sync/next.ts';
import type { CallFailed, Observation } from '../../../src/domain/scheduling/calendar-sync/observations.ts';
import type { SyncEnd, SyncFinding, SyncTask } from '../../../src/domain/scheduling/calendar-sync/task.ts';
import { aSyncTask, cancelledTask, now } from '../../support/builders/a-sync-task.ts';

/** What lets a booking go on comes first, and is picked most often. */
const answers: { readonly [Name in keyof SeenBy]: readonly SeenBy[Name][] } = {
  'read-event': ['ours', 'absent', 'deleted', 'moved', 'foreign'],
  'ask-free-busy': ['free', 'taken', 'unknown'],
  'list-events': ['yes', 'not-shown', 'unclear', 'no'],
  'record-event': ['recorded', 'changed'],
  'insert-event': ['inserted', 'duplicate'],
  'delete-event': ['removed', 'gone'],
  'check-calendar': ['readable'],
  'count-leaving-events': ['some', 'none'],
  'look-at-event': ['nowhere', 'in-place', 'dragged'],
  'follow-event': ['followed'],
  'put-back': ['put-back'],
  'remove-found': ['removed'],
};
const noAnswer = { isDeclined: false, etag: 'e-1' };
/** They never fail: the database answers, or the attempt ends without a result. */
const inBook = new Set<keyof SeenBy>(['record-event', 'count-leaving-events']);
const failures: readonly CallFailed['seen'][] = [
  'passing-failure',
  'usage-limit',
  'no-access',
  'installation-refused',
  'not-writable',
  'not-found',
];

/** Repeated for as long as an appointment lives. */
const draws = fc.noBias(
  fc.array(fc.integer({ min: 0, max: 999 }), { minLength: 1, maxLength: 60, size: 'max' }),
);
const settings = fc.record({
  draws,
  first: fc.constantFrom(aSyncTask(), aSyncTask(), cancelledTask(true), cancelledTask(false)),
  failureRate: fc.constantFrom(0, 0.1, 0.3, 1),
  otherCalendars: fc.constantFrom<readonly string[]>([], ['room']),
});

type Seen = readonly [SyncState, Observation['seen']];

const mostCommands = 8;
/** Two days of waits of at least two and a half minutes, and the short ones before. */
const mostAttempts = 1_250;

type Setting = typeof settings extends fc.Arbitrary<infer Each> ? Each : never;

/** The life of one appointment, attempt by attempt, until nothing is due any more. */
function live({ draws: numbers, failureRate, first, otherCalendars }: Setting) {
  let drawn = 0;
  const draw = (): number => numbers[drawn++ % numbers.length]! / 1_000;
  const pick = <T>(of: readonly T[]): T => of[Math.floor(draw() ** 2 * of.length)]!;
  const observe = (command: keyof SeenBy): Observation =>
    !inBook.has(command) && draw() < failureRate
      ? { seen: pick(failures), reason: 'because' }
      : {
          seen: pick<SeenBy[keyof SeenBy]>(answers[command]),
          event: { ...ownEventOf(first.appointment), ...noAnswer },
        };

  let task: SyncTask = { ...first, otherCalendars };
  let time = now;
  const notified: string[] = [];
  const learn = ({ found, ...more }: SyncFinding) => {
    if (found === 'writes-limited' && 'until' in more) task = { ...task, writesResumeAt: more.until };
    if (found === 'writes-possible') task = { ...task, writesResumeAt: undefined };
  };

  /** Absent when the patient cancels before the event is written: then nothing is settled. */
  const attempt = (): { readonly known: SyncTask; readonly seen: Seen[]; readonly end?: SyncEnd } => {
    const known = task;
    const seen: Seen[] = [];
    const moment = () => ({ now: time, random: draw() });
    let answer = begin(known, moment());
    for (;;) {
      answer.findings?.forEach(learn);
      if ('result' in answer) return { known, seen, end: answer };
      const observation = observe(answer.command.do);
      seen.push([answer.state, observation.seen]);
      expect(seen.length).toBeLessThanOrEqual(mostCommands);
      if (observation.seen === 'changed') {
        task = { ...task, appointment: { ...task.appointment, state: 'cancelled' } };
        return { known, seen };
      }
      if (observation.seen === 'recorded')
        task = { ...task, written: { ...ownEventOf(task.appointment), isSeen: false } };
      answer = next(answer.state, known, observation, moment());
    }
  };

  for (let attempts = 1; attempts <= mostAttempts; attempts += 1) {
    const { known, seen, end } = attempt();
    if (end === undefined) continue;
    const { result, notify } = end;
    if (notify !== undefined) notified.push(notify);
    switch (result.to) {
      case 'again':
        // whatever is tried again at once would be tried for ever
        expect(result.at.getTime()).toBeGreaterThan(time.getTime());
        time = result.at;
        task = {
          ...task,
          attempts: task.attempts + (result.tried ? 1 : 0),
          notifiedOfDelay: task.notifiedOfDelay || notify !== undefined,
        };
        break;
      case 'next-generation': {
        const { appointment } = task;
        task = {
          ...task,
          appointment: { ...appointment, generation: appointment.generation + 1 },
          written: undefined,
          attempts: task.attempts + 1,
        };
        break;
      }
      case 'confirmed':
      case 'failed':
      case 'removed':
      case 'rest':
      case 'followed':
      case 'cancelled':
      case 'asked':
      case 'told':
        return { known, seen, end, notified };
    }
  }
  throw new Error(`Not settled after ${mostAttempts} attempts`);
}

describe('whatever an appointment meets on its way to the calendar', () => {
  it('ends, is confirmed only in a time that is known to be free, and the patient learns it once', () => {
    const ends = new Map<string, number>();
    fc.assert(
      fc.property(settings, (setting) => {
        const { known, seen, end, notified } = live(setting);
        const { to } = end.result;
        ends.set(to, (ends.get(to) ?? 0) + 1);
        const waits = notified.filter((each) => each.startsWith('waiting'));
        expect(waits.length).toBeLessThanOrEqual(1);
        expect(notified.length - waits.length).toBe(isLive(known.appointment) ? 1 : 0);
        const last = new Map(seen);
        if (to === 'confirmed') {
          // the event is there
          expect([...last.values()].some((each) => each === 'inserted' || each === 'ours')).toBe(true);
          // its time was free before it was written, unless the event itself had taken it
          const isOwn = last.get('find-late-event') === 'ours';
          if (last.has('check-time')) expect(last.get('check-time')).toBe(isOwn ? 'taken' : 'free');
          // nothing else is there, as far as Google shows
          const mayBeHidden = known.attempts >= 3;
          expect(mayBeHidden ? ['yes', 'not-shown'] : ['yes']).toContain(
            last.get('check-that-event-may-stay'),
          );
          expect(last.get('check-other-calendars')).toBe(
            known.otherCalendars.length > 0 ? 'free' : undefined,
          );
        }
        if (to === 'removed' && known.written !== undefined) {
          // deleted, never ours, or given up with an alert
          const isLeftBehind = end.findings?.some(({ found }) => found === 'event-left-behind') === true;
          const isGone = ['nowhere', 'removed', 'gone', 'readable', 'deleted', 'foreign'].includes(
            seen.at(-1)?.[1] ?? '',
          );
          expect(isGone || isLeftBehind).toBe(true);
        }
      }),
      { numRuns: 2_000 },
    );
    // it met what it is about
    for (const to of ['confirmed', 'failed', 'removed']) expect(ends.get(to) ?? 0).toBeGreaterThan(10);
  });
});
