import * as ask from './commands.ts';
import { onFailure } from './failures.ts';
import * as follow from './follow.ts';
import { isPerhapsWritten, type SeenInBook } from './observations.ts';
import * as end from './results.ts';
import { goTo, type Rule } from './results.ts';
import type { SeenBy } from './seen-by.ts';
import type { SyncTask } from './task.ts';
import { afterWriting, lookAgainOr, retry, unlessPaused, waitForLeaving } from './waits.ts';

export type Answers<Seen extends string> = Readonly<Record<Seen, Rule>>;

const on = <Name extends ask.SyncCommand['do']>(
  command: (task: SyncTask, sight: ask.Sight | undefined) => ask.CommandNamed<Name>,
  answers: Answers<SeenBy[Name]>,
) => ({ command, answers });

const eventFound = {
  ours: goTo('check-that-event-may-stay'),
  deleted: end.writeUnderNextId,
  moved: end.fail('event-conflict'),
  foreign: end.fail('event-conflict'),
};

const checkOthers: Rule = (task, moment) =>
  task.otherCalendars.length > 0 ? { goTo: 'check-other-calendars' } : end.confirm(task, moment);

/** Perhaps by the event of an earlier attempt, which arrived just now. */
const timeTaken: Rule = (task) => ({
  goTo: isPerhapsWritten(task) ? 'find-late-event' : 'check-leaving-events',
});

/** Google says so also of a calendar that is not shared any more: an event that was seen may be there still. */
const eventGone: Rule = (task, moment) =>
  task.written?.isSeen === true ? { goTo: 'check-calendar' } : end.removed(task, moment);

/** What an attempt begins with, by what the book says. */
export const claimed: Answers<SeenInBook> = {
  'hold-open': end.waitForPatient,
  'hold-expired': end.expire,
  'visit-begun': end.fail('too-late'),
  'not-written': goTo('check-time'),
  'perhaps-written': goTo('find-earlier-event'),
  confirmed: end.rest,
  'visit-over': end.settled,
  'news-due': follow.tell,
  'event-changed': goTo('look-at-event'),
  'event-to-be-written-again': goTo('record-again'),
  'ended-event-changed': goTo('look-after-end'),
  'ended-unwritten': end.removed,
  'ended-perhaps-written': unlessPaused('use-up-event-id'),
  'ended-written': unlessPaused('delete-event'),
};

const notFollowed = {
  taken: follow.putBackFor('taken'),
  moving: follow.putBackFor('both-changed'),
  changed: end.giveBack,
};

/**
 * All states of an attempt: the command that each begins with, and what follows from every answer. A call that fails is
 * the same in all of them (failures.ts).
 */
export const states = {
  // A requested appointment becomes an event. Busy times would show its own earlier event as somebody's.
  'find-earlier-event': on(ask.readEvent, { ...eventFound, absent: goTo('check-time') }),
  'check-time': on(ask.askAllCalendars, {
    free: unlessPaused('record-event'),
    taken: timeTaken,
    unknown: retry,
  }),
  'find-late-event': on(ask.readEvent, { ...eventFound, absent: goTo('check-leaving-events') }),
  'record-event': on(ask.recordEvent, { recorded: goTo('insert-event'), changed: end.giveBack }),
  'insert-event': on(ask.insertEvent, {
    inserted: afterWriting(goTo('check-that-event-may-stay')),
    duplicate: afterWriting(goTo('find-duplicate')),
  }),
  // The id is in use and yet nothing is found: Google does not show it yet.
  'find-duplicate': on(ask.readEvent, { ...eventFound, absent: retry }),

  // Others may have written at the same moment: the later event goes (docs/decisions/0043).
  'check-that-event-may-stay': on(ask.listEvents, {
    yes: checkOthers,
    no: goTo('check-leaving-events'),
    unclear: lookAgainOr(goTo('check-leaving-events')),
    'not-shown': lookAgainOr(checkOthers),
  }),
  'check-other-calendars': on(ask.askOtherCalendars, {
    free: end.confirm,
    taken: goTo('check-leaving-events'),
    unknown: retry,
  }),
  'check-leaving-events': on(ask.countLeavingEvents, { some: waitForLeaving, none: end.slotTaken }),

  // An ended appointment leaves the calendar. A call may still be on its way that would write its event: the id is used
  // up first, so that nothing can arrive under it later (docs/decisions/0040).
  'use-up-event-id': on(ask.insertEvent, {
    inserted: goTo('delete-event'),
    duplicate: goTo('find-used-event'),
  }),
  'find-used-event': on(ask.readEvent, {
    ours: goTo('delete-event'),
    moved: goTo('delete-event'),
    // or somebody moved it to another calendar, while it was about to go
    deleted: goTo('look-after-end'),
    foreign: end.removed,
    absent: (task, moment) =>
      onFailure['not-found'](task, moment, { seen: 'not-found', reason: 'event-absent' }),
  }),
  'delete-event': on(ask.deleteEvent, {
    removed: afterWriting(end.removed),
    gone: afterWriting(eventGone),
  }),
  // perhaps it was moved to another calendar
  'check-calendar': on(ask.checkCalendar, { readable: goTo('look-after-end') }),

  // Somebody may have changed the event of a confirmed appointment in Google (docs/decisions/0151).
  'look-at-event': on(ask.lookAtEvent, {
    'in-place': follow.inPlace,
    dragged: goTo('follow-event'),
    'dragged-outside-hours': goTo('follow-outside-hours'),
    'into-the-past': follow.putBackFor('into-the-past'),
    'no-place': follow.putBackFor('no-place'),
    'no-visit': follow.putBackFor('no-visit'),
    declined: follow.declined,
    nowhere: follow.deleted,
  }),
  'follow-event': on(ask.followEvent, { followed: follow.followed, ...notFollowed }),
  'follow-outside-hours': on(ask.followEvent, { followed: follow.followedOutsideHours, ...notFollowed }),
  'put-back': on(ask.putBack, { 'put-back': end.rest, changed: follow.lookAgain }),
  // The clinic keeps a visit whose event was deleted, or writes it to another calendar.
  'record-again': on(ask.recordEvent, { recorded: goTo('insert-again'), changed: end.giveBack }),
  'insert-again': on(ask.insertEvent, {
    // the look takes away what stands under earlier ids, perhaps in another calendar
    inserted: afterWriting(goTo('look-at-event')),
    duplicate: afterWriting(goTo('look-at-event')),
  }),
  // The event of an ended appointment stands in a calendar, perhaps in another one than it was written to.
  'look-after-end': on(ask.lookAtEvent, {
    'in-place': follow.foundAfterEnd,
    dragged: follow.draggedAfterEnd,
    'dragged-outside-hours': follow.draggedAfterEnd,
    'into-the-past': follow.removeAs('restored'),
    'no-place': follow.removeAs('restored'),
    'no-visit': follow.removeAs('restored'),
    declined: goTo('remove-found'),
    nowhere: follow.leftAlready,
  }),
  revive: on(ask.followEvent, {
    followed: end.followed,
    taken: follow.removeAs('taken'),
    moving: follow.removeAs('both-changed'),
    changed: end.giveBack,
  }),
  'remove-found': on(ask.removeFound, { removed: afterWriting(end.removed), gone: end.removed }),
} satisfies Readonly<Record<ask.SyncState, unknown>>;

/** Those of an attempt that began with a look; a failure there ends nothing, for nobody waits for it. */
export const looking: ReadonlySet<ask.SyncState> = new Set<ask.SyncState>([
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
