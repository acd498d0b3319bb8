import { isLive } from '../appointment.ts';
import type { CallFailed } from './observations.ts';
import { fail, withFinding, type Decision } from './results.ts';
import type { Moment, SyncFinding, SyncTask } from './task.ts';
import { about, isPatienceOver, later, retryAfter, waitForPeople, waitForWrites } from './waits.ts';

type FailureRule = (task: SyncTask, moment: Moment, failure: CallFailed) => Decision;

/** The same in every state, for a booking as for a removal. */
export const onFailure: Readonly<Record<CallFailed['seen'], FailureRule>> = {
  'passing-failure': (task, moment, { retryAfterMs }) => retryAfter(task, moment, retryAfterMs),
  'usage-limit': limitWrites,
  'no-access': (task, moment, { reason }) => waitForRepair(task, moment, { found: 'access-missing', reason }),
  'installation-refused': (task, moment, { reason }) =>
    waitForRepair(task, moment, { found: 'installation-refused', reason }),
  'not-writable': (task, moment) => loseCalendar(task, moment, 'not-writable'),
  'not-found': (task, moment) => loseCalendar(task, moment, 'unreachable'),
};

/** Google means hours, and every try prolongs them: nobody writes to this calendar until they are over. */
function limitWrites(task: SyncTask, moment: Moment, { retryAfterMs = 0 }: CallFailed): Decision {
  const pause = about(task.policy.writesPauseMs, moment.random);
  const until = later(moment.now, Math.max(retryAfterMs, pause));
  return withFinding({ found: 'writes-limited', until }, waitForWrites(task, moment, until));
}

function loseCalendar(
  task: SyncTask,
  moment: Moment,
  reachability: 'not-writable' | 'unreachable',
): Decision {
  const decision = isLive(task.appointment)
    ? fail(`calendar-${reachability}`)(task, moment)
    : waitForPeople(task, moment);
  return withFinding({ found: 'calendar-lost', reachability }, decision);
}

/** A repetition helps nothing: the clinic or the operator has to act. */
function waitForRepair(task: SyncTask, moment: Moment, finding: SyncFinding): Decision {
  const decision = isPatienceOver(task, moment.now)
    ? fail('no-calendar-access')(task, moment)
    : waitForPeople(task, moment);
  return withFinding(finding, decision);
}
