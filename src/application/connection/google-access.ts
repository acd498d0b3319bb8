import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { CalendarResult } from '../ports/google-calendar.ts';

/** The clinic has no usable connection: nothing was called. */
export type NoAccess = { readonly noAccess: 'not-connected' | 'reconnect-required' | 'renewal-unavailable' };

/**
 * Calls Google with a fresh access token of the clinic: renews one that is about to expire, and after a 401 renews
 * once and repeats the call once. The only way to an access token; refresh tokens never leave the renewal.
 */
export type WithGoogleAccess = <T>(
  clinicId: ClinicId,
  call: (accessToken: string) => Promise<CalendarResult<T>>,
) => Promise<CalendarResult<T> | NoAccess>;
