import { endings } from '../change-appointment.ts';
import { syncRetryMs } from '../sync-policy.ts';
import { newsFor } from './news.ts';
import type { CallFailed } from './observations.ts';
import { leaveBehind, removed, withFinding, type Decision, type Rule } from './results.ts';
import type { ConflictReason, Moment, SyncTask } from './task.ts';
import { about, isLongOver, later } from './waits.ts';

// What follows from a look at an event that somebody may have changed in Google (docs/decisions/0151).

/**
 * The patient is told the difference between what they know and what the book says. While nobody can say it in the
 * clinic's name it waits, until the visit begins.
 */
export const tell: Rule = ({ appointment, news, isClinicKnown = true, policy }, { now, random }) => {
  const notify = news && newsFor(news, appointment);
  if (notify !== undefined && !isClinicKnown && appointment.slot.start > now) {
    const at = later(now, about(policy.accessWaitMs, random));
    return { result: { to: 'again', at, tried: false, tellAt: at } };
  }
  return { result: { to: 'told' }, ...(notify && { notify }) };
};

/** Somebody may have deleted the event before, and taken it back. */
export const inPlace: Rule = ({ appointment }) => ({
  result: { to: 'rest' },
  ...(appointment.askedAbout && { findings: [{ found: 'deletion-undone' }] }),
});

export const followed: Rule = ({ appointment }) => ({
  result: { to: 'followed' },
  ...(appointment.askedAbout && { findings: [{ found: 'deletion-undone' }] }),
});

export const followedOutsideHours: Rule = (task, moment) =>
  withFinding({ found: 'outside-hours' }, followed(task, moment));

export const putBackFor =
  (reason: ConflictReason): Rule =>
  () => ({ goTo: 'put-back', onceDone: [{ found: 'calendar-conflict', reason }] });

/** The event changed again meanwhile: looked at once more, with a pause that keeps two writers from chasing each other. */
export const lookAgain: Rule = (task, moment) => waitToLook(task, moment);

/** The visit is cancelled, or the clinic is asked. */
const deletion =
  (isEventLeft: boolean): Rule =>
  ({ asksAboutDeletions = false, areDeletionsHeld = false, policy, appointment }, { now }) =>
    appointment.askedAbout !== undefined
      ? { result: { to: 'rest' } }
      : asksAboutDeletions || areDeletionsHeld
        ? { result: { to: 'asked' }, findings: [{ found: 'deletion-asked' }] }
        : { result: { to: 'cancelled', isEventLeft, tellAt: later(now, policy.newsQuietMs) } };

export const declined = deletion(true);

/** Moved to another calendar, an event may be gone from one before it appears in the other. */
const deletedIfStill =
  (rule: Rule): Rule =>
  (task, moment) =>
    task.attempts === 0
      ? { result: { to: 'again', at: later(moment.now, task.policy.deletionDoubtMs), tried: true } }
      : rule(task, moment);

export const deleted = deletedIfStill(deletion(false));

export const leftAlready: Rule = (task, moment) =>
  (task.hasEventChanged === true ? deletedIfStill(removed) : removed)(task, moment);

/** The event of a visit that is over in the book is there: back from the bin, or on its way out. */
export const foundAfterEnd: Rule = ({ appointment, written }, { now }) => {
  if (written !== undefined) return { goTo: 'remove-found' };
  const { state, reason, slot } = appointment;
  const isTakenBack = state === 'cancelled' && reason === endings.byCalendar && slot.start > now;
  return isTakenBack ? { goTo: 'revive' } : removeFor('restored');
};

const removeFor = (reason: ConflictReason): Decision => ({
  goTo: 'remove-found',
  onceDone: [{ found: 'calendar-conflict', reason }],
});

/** While it was being moved in the book somebody dragged it in Google: the book's move stands. */
export const draggedAfterEnd: Rule = (task, moment) =>
  task.written === undefined ? foundAfterEnd(task, moment) : removeFor('both-changed');

export const removeAs =
  (reason: ConflictReason): Rule =>
  () =>
    removeFor(reason);

/** An answer that says nothing about the event: never a deletion, and never the end of a visit. */
export function onFailedLook(task: SyncTask, moment: Moment, failure: CallFailed): Decision {
  if (isLongOver(task, moment.now)) return leaveBehind(task, moment);
  switch (failure.seen) {
    case 'passing-failure':
    case 'usage-limit':
      return waitToLook(task, moment, failure.retryAfterMs);
    case 'no-access':
    case 'installation-refused':
    case 'not-writable':
    case 'not-found':
      return waitForAccess(task, moment);
  }
}

function waitToLook(task: SyncTask, { now, random }: Moment, retryAfterMs?: number): Decision {
  const wait = syncRetryMs(task.attempts, task.policy, random, retryAfterMs);
  return { result: { to: 'again', at: later(now, wait), tried: true } };
}

const waitForAccess = ({ policy }: SyncTask, { now, random }: Moment): Decision => ({
  result: { to: 'again', at: later(now, about(policy.accessWaitMs, random)), tried: true },
});
