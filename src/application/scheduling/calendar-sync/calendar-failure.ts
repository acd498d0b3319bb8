import { isLive } from '../../../domain/scheduling/appointment.ts';
import { givesUpAt, syncRetryMs } from '../../../domain/scheduling/sync-policy.ts';
import type { SyncSettlement } from '../../ports/scheduling/appointments.ts';
import { failureOf, noticeFor } from './booking-endings.ts';
import { calendarAlert } from '../calendar-alerts.ts';
import type { Trouble } from './calendar-access.ts';
import type { Step } from './sync-needs.ts';
import { writtenCalendar } from './writes-pause.ts';

/** What to do after a call that did not do what was asked, for a booking as for a removal. */
export async function afterTrouble(step: Step, trouble: Trouble): Promise<SyncSettlement> {
  switch (classOf(trouble)) {
    case 'passing':
      return tryAgain(step, 'retryAfterMs' in trouble ? trouble.retryAfterMs : undefined);
    case 'no-access':
      return waitForAccess(step, trouble);
    case 'limited':
      return pauseWrites(step, 'retryAfterMs' in trouble ? trouble.retryAfterMs : undefined);
    case 'not-writable':
      return calendarLost(step, 'not-writable');
    case 'not-found':
      return calendarLost(step, 'unreachable');
  }
}

function classOf(trouble: Trouble): 'passing' | 'limited' | 'no-access' | 'not-writable' | 'not-found' {
  if ('noAccess' in trouble) return trouble.noAccess === 'renewal-unavailable' ? 'passing' : 'no-access';
  switch (trouble.failure) {
    case 'transient':
    case 'unknown':
      return 'passing';
    case 'quota':
      return 'limited';
    case 'unauthorized':
    case 'missing-scope':
    case 'deployment':
      return 'no-access';
    case 'not-writable':
    case 'not-found':
      return trouble.failure;
  }
}

/** Later, with the same event id, until the patient has waited long enough; a removal until the visit is long over. */
export async function tryAgain(step: Step, retryAfterMs?: number): Promise<SyncSettlement> {
  const { sync, syncPolicy, clock, randomness } = step;
  if (hasWaitedEnough(step)) return failureOf(step, 'calendar-unavailable');
  if (isLongOver(step)) return leaveBehind(step);
  const wait = syncRetryMs(sync.attempts, syncPolicy, randomness.next(), retryAfterMs);
  return again(step, new Date(clock.now().getTime() + wait), true);
}

/** Google means hours, and every try prolongs them: nobody writes to this calendar until they are over. */
async function pauseWrites(step: Step, retryAfterMs = 0): Promise<SyncSettlement> {
  const { clinicCalendars, alerts, clock, randomness, syncPolicy, sync } = step;
  const { clinicId, calendarId } = sync.appointment;
  const now = clock.now();
  const pause = syncPolicy.writesPauseMs * (0.75 + randomness.next() / 2);
  const until = new Date(now.getTime() + Math.max(retryAfterMs, pause));
  await clinicCalendars.pauseWrites(clinicId, calendarId, until);
  const { condition, message } = calendarAlert('calendar-writes-paused', clinicId, calendarId);
  await alerts.open(condition, message, now);
  return waitForWrites(step, until);
}

/**
 * Those who wait come one by one when the pause is over; the first of them finds out whether it is. What frees a time
 * goes before those who want it.
 */
export async function waitForWrites(step: Step, until: Date): Promise<SyncSettlement> {
  const { randomness, syncPolicy, sync } = step;
  if (!isLive(sync.appointment)) return isLongOver(step) ? leaveBehind(step) : again(step, until, false);
  const at = new Date(until.getTime() + randomness.next() * syncPolicy.writesSpreadMs);
  return at < sync.appointment.slot.start
    ? again(step, at, false, 'waiting-for-hours')
    : failureOf(step, 'calendar-usage-limit');
}

/** Nobody is left without a word: who will not know by then is told, once, that it takes longer. */
function again(
  step: Step,
  at: Date,
  tried: boolean,
  news: 'waiting' | 'waiting-for-hours' = 'waiting',
): SyncSettlement {
  const { sync, syncPolicy } = step;
  const { requestedAt } = sync.appointment;
  const isTold =
    isLive(sync.appointment) &&
    requestedAt !== undefined &&
    !sync.notifiedOfDelay &&
    at.getTime() >= requestedAt.getTime() + syncPolicy.waitNewsMs;
  return { to: 'again', at, tried, ...(isTold && noticeFor(step, news)) };
}

/** The hours of a pause are nobody's patience. */
function hasWaitedEnough(step: Step): boolean {
  const { requestedAt, slot } = step.sync.appointment;
  if (!isLive(step.sync.appointment) || requestedAt === undefined) return false;
  const resumedAt = writtenCalendar(step)?.writesResumeAt;
  const since = resumedAt !== undefined && resumedAt > requestedAt ? resumedAt : requestedAt;
  return step.clock.now() >= givesUpAt({ requestedAt: since, slot }, step.syncPolicy);
}

async function calendarLost(
  step: Step,
  reachability: 'not-writable' | 'unreachable',
): Promise<SyncSettlement> {
  const { clinicId, calendarId } = step.sync.appointment;
  await step.clinicCalendars.markReachability(clinicId, calendarId, reachability);
  if (reachability === 'not-writable') {
    const { condition, message } = calendarAlert('calendar-not-writable', clinicId, calendarId);
    await step.alerts.open(condition, message, step.clock.now());
  }
  return isLive(step.sync.appointment) ? failureOf(step, `calendar-${reachability}`) : wait(step);
}

/** Nothing that a repetition mends: the clinic has to connect again, or we have to mend our own project. */
async function waitForAccess(step: Step, trouble: Trouble): Promise<SyncSettlement> {
  const { clinicId } = step.sync.appointment;
  const now = step.clock.now();
  const isOurs = 'failure' in trouble && trouble.failure === 'deployment';
  const reason = 'noAccess' in trouble ? trouble.noAccess : trouble.reason;
  await step.alerts.open(
    isOurs
      ? { kind: 'google-misconfigured', subject: 'calendar' }
      : { clinicId, kind: 'calendar-access', subject: 'google' },
    `Há horários que esperam pela agenda do Google (${reason}).${isOurs ? '' : ' Conecte a conta de novo.'}`,
    now,
  );
  return hasWaitedEnough(step) ? failureOf(step, 'no-calendar-access') : wait(step);
}

async function wait(step: Step): Promise<SyncSettlement> {
  if (isLongOver(step)) return leaveBehind(step);
  const { accessWaitMs, cleanUpWaitMs } = step.syncPolicy;
  const ms =
    (isLive(step.sync.appointment) ? accessWaitMs : cleanUpWaitMs) * (0.75 + step.randomness.next() / 2);
  return again(step, new Date(step.clock.now().getTime() + ms), false);
}

const isLongOver = ({ clock, syncPolicy, sync: { appointment } }: Step): boolean =>
  !isLive(appointment) && clock.now().getTime() > appointment.slot.end.getTime() + syncPolicy.cleanUpMs;

/** The visit is long over, and its event stays in a calendar that we cannot reach. */
async function leaveBehind(step: Step): Promise<SyncSettlement> {
  const { clinicId, id } = step.sync.appointment;
  await step.alerts.open(
    { clinicId, kind: 'event-left-behind', subject: id },
    'Um evento cancelado ficou numa agenda do Google que não pôde ser acessada.',
    step.clock.now(),
  );
  return { to: 'removed' };
}
