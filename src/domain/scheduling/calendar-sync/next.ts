import * as ask from './commands.ts';
import { onFailure } from './failures.ts';
import { isPerhapsWritten, seenInBook, type Observation, type SeenInBook } from './observations.ts';
import * as end from './results.ts';
import { goTo, type Rule } from './results.ts';
import type { Moment, SyncEnd, SyncFinding, SyncTask } from './task.ts';
import { afterWriting, lookAgainOr, retry, unlessPaused, waitForLeaving } from './waits.ts';

/** The command to perform and the state that its answer is for, or the end of the attempt. */
export type SyncAnswer =
  | {
      readonly state: ask.SyncState;
      readonly command: ask.SyncCommand;
      readonly findings?: readonly SyncFinding[] | undefined;
    }
  | SyncEnd;

type Answers<Seen extends string> = Readonly<Record<Seen, Rule>>;

const on = <Name extends ask.SyncCommand['do']>(
  command: (task: SyncTask) => ask.CommandNamed<Name>,
  answers: Answers<ask.SeenBy[Name]>,
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

const claimed: Answers<SeenInBook> = {
  'hold-open': end.waitForPatient,
  'hold-expired': end.expire,
  'visit-begun': end.fail('too-late'),
  'not-written': goTo('check-time'),
  'perhaps-written': goTo('find-earlier-event'),
  confirmed: end.rest,
  'ended-unwritten': end.removed,
  'ended-perhaps-written': unlessPaused('use-up-event-id'),
  'ended-written': unlessPaused('delete-event'),
};

/**
 * All states of an attempt: the command that each begins with, and what follows from every answer. A call that fails is
 * the same in all of them (failures.ts).
 */
const states = {
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
    deleted: end.removed,
    foreign: end.removed,
    absent: (task, moment) =>
      onFailure['not-found'](task, moment, { seen: 'not-found', reason: 'event-absent' }),
  }),
  'delete-event': on(ask.deleteEvent, {
    removed: afterWriting(end.removed),
    gone: afterWriting(eventGone),
  }),
  'check-calendar': on(ask.checkCalendar, { readable: end.removed }),
} satisfies Readonly<Record<ask.SyncState, unknown>>;

/** The first answer, from what the book says. */
export const begin = (task: SyncTask, moment: Moment): SyncAnswer =>
  answered(task, claimed[seenInBook(task, moment.now)](task, moment));

/** What follows from what the command of this state has shown. @throws when no answer of this state is called so */
export function next(state: ask.SyncState, task: SyncTask, seen: Observation, moment: Moment): SyncAnswer {
  if ('reason' in seen) return answered(task, onFailure[seen.seen](task, moment, seen));
  const answers: Partial<Answers<string>> = states[state].answers;
  const rule = answers[seen.seen];
  if (rule === undefined) throw new Error(`"${seen.seen}" does not answer the command of "${state}"`);
  return answered(task, rule(task, moment));
}

const answered = (task: SyncTask, decision: end.Decision): SyncAnswer =>
  'result' in decision
    ? decision
    : {
        state: decision.goTo,
        command: states[decision.goTo].command(task),
        findings: decision.findings,
      };

/** Every answer that each state knows, beside failed calls. */
export type SeenIn = {
  readonly [State in ask.SyncState]: keyof (typeof states)[State]['answers'];
};
