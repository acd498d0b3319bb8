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
const confirmed = changed(aSyncTask({ appointment: { state: 'confirmed' } }));
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
    deleted: 'look-after-end',
    foreign: 'removed',
    absent: 'again in 3600 s +calendar-lost',
  },
  'delete-event': { removed: 'removed', gone: 'removed' },
  'check-calendar': { readable: 'look-after-end' },
  'look-at-event': {
    'in-place': 'rest',
    dragged: 'follow-event',
    'dragged-outside-hours': 'follow-outside-hours',
    'into-the-past': 'put-back, then calendar-conflict',
    'no-place': 'put-back, then calendar-conflict',
    'no-visit': 'put-back, then calendar-conflict',
    declined: 'cancelled',
    nowhere: 'again in 3 s, counted',
  },
  'follow-event': {
    followed: 'followed',
    taken: 'put-back, then calendar-conflict',
    moving: 'put-back, then calendar-conflict',
    changed: 'again in 0 s',
  },
  // only what has become so is reported
  'follow-outside-hours': {
    followed: 'followed +outside-hours',
    taken: 'put-back, then calendar-conflict',
    moving: 'put-back, then calendar-conflict',
    changed: 'again in 0 s',
  },
  'put-back': { 'put-back': 'rest', changed: shortly },
  'record-again': { recorded: 'insert-again', changed: 'again in 0 s' },
  'insert-again': { inserted: 'look-at-event', duplicate: 'look-at-event' },
  'look-after-end': {
    'in-place': 'remove-found',
    dragged: 'remove-found, then calendar-conflict',
    'dragged-outside-hours': 'remove-found, then calendar-conflict',
    'into-the-past': 'remove-found, then calendar-conflict',
    'no-place': 'remove-found, then calendar-conflict',
    'no-visit': 'remove-found, then calendar-conflict',
    declined: 'remove-found',
    nowhere: 'removed',
  },
  revive: {
    followed: 'followed',
    taken: 'remove-found, then calendar-conflict',
    moving: 'remove-found, then calendar-conflict',
    changed: 'again in 0 s',
  },
  'remove-found': { removed: 'removed', gone: 'removed' },
};
/** Begun because the event of a confirmed or an ended appointment has changed. */
const looking = new Set<SyncState>([
  'look-at-event',
  'follow-event',
  'follow-outside-hours',
  'put-back',
  'record-again',
  'insert-again',
  'look-after-end',
  'revive',
  'remove-found',
]);
/** Nobody waits for a look, so that no failure ends anything. */
const whileLooking = {
  'passing-failure': shortly,
  'usage-limit': shortly,
  'no-access': 'again in 300 s, counted',
  'installation-refused': 'again in 300 s, counted',
  'not-writable': 'again in 300 s, counted',
  'not-found': 'again in 300 s, counted',
} satisfies Record<CallFailed['seen'], string>;
const removing = new Set<SyncState>([
  'use-up-event-id',
  'find-used-event',
  'delete-event',
  'check-calendar',
  'look-after-end',
  'revive',
  'remove-found',
]);
const states = Object.keys(table) as SyncState[];
const taskIn = (state: SyncState) =>
  removing.has(state) ? cancelledTask(looking.has(state)) : looking.has(state) ? confirmed : requested;

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
    ['event-changed', confirmed, 'look-at-event'],
    ['event-to-be-written-again', { ...confirmed, written: undefined }, 'record-again'],
    ['visit-over', changed(aSyncTask({ appointment: { state: 'confirmed', ...startingNow() } })), 'rest'],
    ['news-due', withNews(aSyncTask({ appointment: { state: 'confirmed' } })), 'told (moved-by-clinic)'],
    ['news-due', withNews(cancelledTask()), 'told (cancelled)'],
    ['news-due', { ...withNews(cancelledTask()), isClinicKnown: false }, 'again in 300 s'],
    ['ended-event-changed', changed(cancelledTask()), 'look-after-end'],
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

    it('answers failed calls like every other state of its kind', () => {
      const isRemoving = removing.has(state);
      const answers = looking.has(state)
        ? whileLooking
        : ({
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
          } satisfies Record<CallFailed['seen'], string>);
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

/** Its event was seen, and has changed since. */
function changed(task: SyncTask): SyncTask {
  return { ...task, written: written(task, true), hasEventChanged: true };
}

function withNews(task: SyncTask): SyncTask {
  const known = { start: new Date(task.appointment.slot.start.getTime() + hour), isLive: true };
  return { ...task, news: { known, at: now } };
}

function holdUntil(ms: number): SyncTask {
  const { appointment, ...task } = aSyncTask();
  const { requestedAt, ...held } = appointment;
  return { ...task, appointment: { ...held, holdExpiresAt: new Date(requestedAt!.getTime() + 1_000 + ms) } };
}

function startingNow() {
  return { slot: { start: now, end: new Date(now.getTime() + hour) } };
}
