import {
  GoogleMisconfigured,
  GoogleUnavailable,
  NotConnected,
  ReconnectRequired,
} from '../../domain/connection/connection-errors.ts';
import type { CalendarFailure, CalendarResult } from '../ports/scheduling/google-calendar.ts';
import type { NoAccess } from './google-access.ts';

/**
 * What a call to Google brought, for callers who can only pass a failure on.
 * @throws NotConnected, ReconnectRequired, GoogleMisconfigured, GoogleUnavailable
 */
export function orRefuse<T>(result: CalendarResult<T> | NoAccess): T {
  if ('ok' in result) return result.ok;
  if ('failure' in result) throw refusalOf(result);
  switch (result.noAccess) {
    case 'not-connected':
      throw new NotConnected();
    case 'reconnect-required':
      throw new ReconnectRequired();
    case 'renewal-unavailable':
      throw new GoogleUnavailable('renewal-unavailable');
  }
}

function refusalOf({ failure, reason }: CalendarFailure) {
  switch (failure) {
    case 'missing-scope':
      return new ReconnectRequired();
    case 'deployment':
      return new GoogleMisconfigured();
    case 'transient':
    case 'unknown':
    case 'quota':
    case 'unauthorized':
    case 'not-found':
    case 'not-writable':
      return new GoogleUnavailable(reason);
  }
}
