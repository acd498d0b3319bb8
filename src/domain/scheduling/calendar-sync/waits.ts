import { isLive } from '../appointment.ts';
import { givesUpAt, syncRetryMs } from '../sync-policy.ts';
import type { SyncState } from './commands.ts';
import { fail, leaveBehind, slotTaken, withFinding, type Decision, type Rule } from './results.ts';
import type { Moment, SyncTask } from './task.ts';

export const later = (now: Date, ms: number): Date => new Date(now.getTime() + ms);

/** A quarter more or less. */
export const about = (ms: number, random: number): number => ms * (0.75 + random / 2);

/** The hours of a pause do not use up the patient's patience. */
export function isPatienceOver({ appointment, writesResumeAt, policy }: SyncTask, now: Date): boolean {
  const { requestedAt, slot } = appointment;
  if (!isLive(appointment) || requestedAt === undefined) return false;
  const since = writesResumeAt !== undefined && writesResumeAt > requestedAt ? writesResumeAt : requestedAt;
  return now >= givesUpAt({ requestedAt: since, slot }, policy);
}

export const isLongOver = ({ appointment, policy }: SyncTask, now: Date): boolean =>
  !isLive(appointment) && now > later(appointment.slot.end, policy.cleanUpMs);

/** A patient who will not know for a while is notified once. */
function again(
  { appointment, notifiedOfDelay, policy }: SyncTask,
  at: Date,
  { tried, notify }: { readonly tried: boolean; readonly notify: 'waiting' | 'waiting-for-hours' },
): Decision {
  const { requestedAt } = appointment;
  const isNotified =
    isLive(appointment) &&
    requestedAt !== undefined &&
    !notifiedOfDelay &&
    at >= later(requestedAt, policy.waitNewsMs);
  return { result: { to: 'again', at, tried }, ...(isNotified && { notify }) };
}

/** With the same event id, until the patient has waited long enough; a removal until the visit is long over. */
export function retryAfter(task: SyncTask, moment: Moment, retryAfterMs?: number): Decision {
  const { now, random } = moment;
  if (isPatienceOver(task, now)) return fail('calendar-unavailable')(task, moment);
  if (isLongOver(task, now)) return leaveBehind(task, moment);
  const wait = syncRetryMs(task.attempts, task.policy, random, retryAfterMs);
  return again(task, later(now, wait), { tried: true, notify: 'waiting' });
}

export const retry: Rule = (task, moment) => retryAfter(task, moment);

const pausedUntil = ({ writesResumeAt }: SyncTask, now: Date): Date | undefined =>
  writesResumeAt !== undefined && writesResumeAt > now ? writesResumeAt : undefined;

/**
 * After a pause the waiting appointments are tried one by one; the first one finds out whether the limit is over.
 * Removals free a time, so they go before bookings.
 */
export function waitForWrites(task: SyncTask, moment: Moment, until: Date): Decision {
  const { appointment, policy } = task;
  const { now, random } = moment;
  const wait = { tried: false, notify: 'waiting-for-hours' } as const;
  if (!isLive(appointment))
    return isLongOver(task, now) ? leaveBehind(task, moment) : again(task, until, wait);
  const at = later(until, random * policy.writesSpreadMs);
  return at < appointment.slot.start ? again(task, at, wait) : fail('calendar-usage-limit')(task, moment);
}

export const unlessPaused =
  (state: SyncState): Rule =>
  (task, moment) => {
    const until = pausedUntil(task, moment.now);
    return until === undefined ? { goTo: state } : waitForWrites(task, moment, until);
  };

/** Something was written: Google's limit is over. */
export const afterWriting =
  (rule: Rule): Rule =>
  (task, moment) => {
    const wasPaused = task.writesResumeAt !== undefined && pausedUntil(task, moment.now) === undefined;
    const decision = rule(task, moment);
    return wasPaused ? withFinding({ found: 'writes-possible' }, decision) : decision;
  };

/** An own event that is about to leave keeps a time busy for moments only. */
export const waitForLeaving: Rule = (task, moment) => {
  const until = pausedUntil(task, moment.now);
  if (until !== undefined) return waitForWrites(task, moment, until);
  return task.attempts + 1 < task.policy.maxAttempts ? retry(task, moment) : slotTaken(task, moment);
};

/** How often a rival event that has to go is waited for. */
const mostLooks = 3;
export const lookAgainOr =
  (rule: Rule): Rule =>
  (task, moment) =>
    (task.attempts < mostLooks ? retry : rule)(task, moment);

/** Until the clinic or the operator has acted. */
export function waitForPeople(task: SyncTask, moment: Moment): Decision {
  const { now, random } = moment;
  if (isLongOver(task, now)) return leaveBehind(task, moment);
  const { accessWaitMs, cleanUpWaitMs } = task.policy;
  const wait = about(isLive(task.appointment) ? accessWaitMs : cleanUpWaitMs, random);
  return again(task, later(now, wait), { tried: false, notify: 'waiting' });
}
