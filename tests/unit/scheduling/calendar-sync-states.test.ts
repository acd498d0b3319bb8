import { describe, expect, it } from 'vitest';
import type { SyncState } from '../../../src/domain/scheduling/calendar-sync/commands.ts';
import { begin, type SeenIn } from '../../../src/domain/scheduling/calendar-sync/next.ts';
import type { CallFailed, SeenInBook } from '../../../src/domain/scheduling/calendar-sync/observations.ts';
import type { SyncTask } from '../../../src/domain/scheduling/calendar-sync/task.ts';
import {
  after,
  afterFailure,
  aSyncTask,
  cancelledTask,
  hour,
  inWords,
  moment,
  now,
  written,
} from '../../support/builders/a-sync-task.ts';

const requested = aSyncTask();
const conflict = 'failed event-conflict (calendar-failure) +people-needed';
const found = {
  ours: 'check-that-event-may-stay',
  deleted: 'next-generation',
  moved: conflict,
  foreign: conflict,
};
const shortly = 'again in 0.75 s, counted';

/** Of an appointment that waits for its calendar, or of a cancelled one that was written and never seen. */
const table: { readonly [State in SyncState]: Readonly<Record<SeenIn[State], string>> } = {
  'find-earlier-event': { ...found, absent: 'check-time' },
  'check-time': { free: 'record-event', taken: 'check-leaving-events', unknown: shortly },
  'find-late-event': { ...found, absent: 'check-leaving-events' },
  'record-event': { recorded: 'insert-event', changed: 'again in 0 s' },
  'insert-event': { inserted: 'check-that-event-may-stay', duplicate: 'find-duplicate' },
  'find-duplicate': { ...found, absent: shortly },
  'check-that-event-may-stay': {
    yes: 'confirmed (confirmed) +access-works',
    no: 'check-leaving-events',
    unclear: shortly,
    'not-shown': shortly,
  },
  'check-other-calendars': {
    free: 'confirmed (confirmed) +access-works',
    taken: 'check-leaving-events',
    unknown: shortly,
  },
  'check-leaving-events': { some: shortly, none: 'failed calendar-busy (slot-taken)' },
  'use-up-event-id': { inserted: 'delete-event', duplicate: 'find-used-event' },
  'find-used-event': {
    ours: 'delete-event',
    moved: 'delete-event',
    deleted: 'removed',
    foreign: 'removed',
    absent: 'again in 3600 s +calendar-lost',
  },
  'delete-event': { removed: 'removed', gone: 'removed' },
  'check-calendar': { readable: 'removed' },
};
const removing = new Set<SyncState>(['use-up-event-id', 'find-used-event', 'delete-event', 'check-calendar']);
const states = Object.keys(table) as SyncState[];
const taskIn = (state: SyncState) => (removing.has(state) ? cancelledTask(false) : requested);

describe('an attempt to bring the calendar in step', () => {
  it.each<[SeenInBook, SyncTask, string]>([
    ['hold-open', holdUntil(hour), 'again in 3600 s'],
    ['hold-expired', holdUntil(0), 'failed hold-expired'],
    [
      'visit-begun',
      aSyncTask({ appointment: startingNow() }),
      'failed too-late (calendar-failure) +people-needed',
    ],
    ['not-written', requested, 'check-time'],
    ['perhaps-written', { ...requested, written: written(requested, false) }, 'find-earlier-event'],
    ['confirmed', aSyncTask({ appointment: { state: 'confirmed' } }), 'rest'],
    ['ended-unwritten', aSyncTask({ appointment: { state: 'failed' } }), 'removed'],
    ['ended-perhaps-written', cancelledTask(false), 'use-up-event-id'],
    ['ended-written', cancelledTask(), 'delete-event'],
  ])('begins with what the book says: %s', (_, task, answer) => {
    expect(inWords(begin(task, moment))).toBe(answer);
  });

  describe.each(states)('in the state %s', (state) => {
    it.each(Object.entries(table[state]))('answers %s with %s', (seen, answer) => {
      expect(after(state, seen, taskIn(state))).toBe(answer);
    });

    it('answers failed calls like every other state', () => {
      const isRemoving = removing.has(state);
      const answers = {
        'passing-failure': shortly,
        'usage-limit': isRemoving
          ? 'again in 10800 s +writes-limited'
          : 'again in 11100 s (waiting-for-hours) +writes-limited',
        'no-access': isRemoving
          ? 'again in 3600 s +access-missing'
          : 'again in 300 s (waiting) +access-missing',
        'installation-refused': isRemoving
          ? 'again in 3600 s +installation-refused'
          : 'again in 300 s (waiting) +installation-refused',
        'not-writable': isRemoving
          ? 'again in 3600 s +calendar-lost'
          : 'failed calendar-not-writable (calendar-failure) +calendar-lost +people-needed',
        'not-found': isRemoving
          ? 'again in 3600 s +calendar-lost'
          : 'failed calendar-unreachable (calendar-failure) +calendar-lost +people-needed',
      } satisfies Record<CallFailed['seen'], string>;
      for (const [seen, answer] of Object.entries(answers))
        expect(afterFailure(state, seen as CallFailed['seen'], taskIn(state))).toBe(answer);
    });

    it('refuses what does not answer its command', () => {
      const own = Object.keys(table[state]);
      const foreign = states
        .flatMap((other) => Object.keys(table[other]))
        .filter((seen) => !own.includes(seen));
      for (const seen of foreign) expect(() => after(state, seen)).toThrow('does not answer');
    });
  });
});

function holdUntil(ms: number): SyncTask {
  const { appointment, ...task } = aSyncTask();
  const { requestedAt, ...held } = appointment;
  return { ...task, appointment: { ...held, holdExpiresAt: new Date(requestedAt!.getTime() + 1_000 + ms) } };
}

function startingNow() {
  return { slot: { start: now, end: new Date(now.getTime() + hour) } };
}
