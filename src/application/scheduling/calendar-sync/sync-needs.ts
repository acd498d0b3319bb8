import type { ClinicContext } from '../../../domain/clinic/clinic-context.ts';
import type { SyncPolicy } from '../../../domain/scheduling/sync-policy.ts';
import type { ResolveClinicContext } from '../../clinic/resolve-clinic-context.ts';
import type { WithGoogleAccess } from '../../connection/google-access.ts';
import type { Alerts } from '../../ports/operations/alerts.ts';
import type { Appointments, ClaimedSync } from '../../ports/scheduling/appointments.ts';
import type { ClinicCalendar, ClinicCalendars } from '../../ports/connection/clinic-calendars.ts';
import type { Clock } from '../../ports/system/clock.ts';
import type { GoogleCalendar } from '../../ports/scheduling/google-calendar.ts';
import type { Ids } from '../../ports/system/ids.ts';
import type { Randomness } from '../../ports/system/randomness.ts';

export type SyncNeeds = {
  appointments: Appointments;
  clinicCalendars: ClinicCalendars;
  resolveClinicContext: ResolveClinicContext;
  withGoogleAccess: WithGoogleAccess;
  googleCalendar: GoogleCalendar;
  alerts: Alerts;
  ids: Ids;
  clock: Clock;
  randomness: Randomness;
  syncPolicy: SyncPolicy;
};

/** One appointment in hand. */
export type Step = SyncNeeds & {
  readonly sync: ClaimedSync;
  /** Absent for a clinic that was switched off: its calendar is still kept. */
  readonly context: ClinicContext | undefined;
  /** All of the clinic's, as they were when the step began. */
  readonly calendars: readonly ClinicCalendar[];
};
