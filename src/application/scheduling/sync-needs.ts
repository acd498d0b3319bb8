import type { ClinicContext } from '../../domain/clinic/clinic-context.ts';
import type { SyncPolicy } from '../../domain/scheduling/sync-policy.ts';
import type { ResolveClinicContext } from '../clinic/resolve-clinic-context.ts';
import type { WithGoogleAccess } from '../connection/google-access.ts';
import type { Alerts } from '../ports/alerts.ts';
import type { Appointments, ClaimedSync } from '../ports/appointments.ts';
import type { ClinicCalendar, ClinicCalendars } from '../ports/clinic-calendars.ts';
import type { Clock } from '../ports/clock.ts';
import type { GoogleCalendar } from '../ports/google-calendar.ts';
import type { Ids } from '../ports/ids.ts';
import type { Randomness } from '../ports/randomness.ts';

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
