import type { CallFailed, Observation } from '../../../domain/scheduling/calendar-sync/observations.ts';
import type { NoAccess } from '../../connection/google-access.ts';
import {
  isFailure,
  type CalendarFailure,
  type CalendarResult,
} from '../../ports/scheduling/google-calendar.ts';

/** What a call has shown; for the state machine most failures of one kind are alike. */
export function observed<T>(
  answer: CalendarResult<T> | NoAccess,
  seen: (answer: T) => Observation | Promise<Observation>,
): Observation | Promise<Observation> {
  if ('noAccess' in answer) return refused(answer);
  return isFailure(answer) ? failed(answer) : seen(answer.ok);
}

const refused = ({ noAccess: reason }: NoAccess): CallFailed => ({
  seen: reason === 'renewal-unavailable' ? 'passing-failure' : 'no-access',
  reason,
});

const failed = ({ failure, reason, retryAfterMs }: CalendarFailure): CallFailed => ({
  seen: words[failure],
  reason,
  retryAfterMs,
});

const words = {
  transient: 'passing-failure',
  unknown: 'passing-failure',
  quota: 'usage-limit',
  unauthorized: 'no-access',
  'missing-scope': 'no-access',
  deployment: 'installation-refused',
  'not-writable': 'not-writable',
  'not-found': 'not-found',
} as const satisfies Record<CalendarFailure['failure'], CallFailed['seen']>;
