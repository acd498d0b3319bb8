import { isLive } from '../../domain/scheduling/appointment.ts';
import { givesUpAt, syncRetryMs } from '../../domain/scheduling/sync-policy.ts';
import type { SyncSettlement } from '../ports/appointments.ts';
import { failureOf, noticeFor } from './booking-endings.ts';
import { calendarAlert } from './calendar-alerts.ts';
import type { Trouble } from './calendar-access.ts';
import type { Step } from './sync-needs.ts';

/** What to do after a call that did not do what was asked, for a booking as for a removal. */
export async function afterTrouble(step: Step, trouble: Trouble): Promise<SyncSettlement> {
  switch (classOf(trouble)) {
    case 'passing':
      return tryAgain(step, 'retryAfterMs' in trouble ? trouble.retryAfterMs : undefined);
    case 'no-access':
      return waitForAccess(step, trouble);
    case 'not-writable':
      return calendarLost(step, 'not-writable');
    case 'not-found':
      return calendarLost(step, 'unreachable');
  }
}

function classOf(trouble: Trouble): 'passing' | 'no-access' | 'not-writable' | 'not-found' {
  if ('noAccess' in trouble) return trouble.noAccess === 'renewal-unavailable' ? 'passing' : 'no-access';
  switch (trouble.failure) {
    case 'transient':
    case 'unknown':
    case 'quota':
      return 'passing';
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

/** Nobody is left without a word: who will not know by then is told, once, that it takes longer. */
function again(step: Step, at: Date, tried: boolean): SyncSettlement {
  const { sync, syncPolicy } = step;
  const { requestedAt } = sync.appointment;
  const isTold =
    isLive(sync.appointment) &&
    requestedAt !== undefined &&
    !sync.toldToWait &&
    at.getTime() >= requestedAt.getTime() + syncPolicy.waitNewsMs;
  return { to: 'again', at, tried, ...(isTold && noticeFor(step, 'waiting')) };
}

function hasWaitedEnough({ sync: { appointment }, syncPolicy, clock }: Step): boolean {
  const { requestedAt, slot } = appointment;
  if (!isLive(appointment) || requestedAt === undefined) return false;
  return clock.now() >= givesUpAt({ requestedAt, slot }, syncPolicy);
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
