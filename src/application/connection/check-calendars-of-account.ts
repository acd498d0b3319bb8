import type { ClinicId } from '../../domain/clinic/clinic.ts';
import { calendarUse } from '../../domain/connection/calendar-choice.ts';
import type { RenewalPolicy } from '../../domain/connection/renewal-policy.ts';
import type { Alerts } from '../ports/operations/alerts.ts';
import type { ClinicCalendars } from '../ports/connection/clinic-calendars.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { GoogleGrant } from '../ports/connection/google-authorization.ts';
import { isFailure, type GoogleCalendar } from '../ports/scheduling/google-calendar.ts';
import { alertText, ofClinic } from './connection-alerts.ts';

/**
 * After a connection was saved: closes the alerts it answers, and looks which of the clinic's calendars this account
 * has, by id. Never fails for Google's sake: the connection stands.
 */
export type CheckCalendarsOfAccount = (
  clinicId: ClinicId,
  grant: Pick<GoogleGrant, 'accessToken' | 'refreshExpiresAt'>,
) => Promise<void>;

type Needs = {
  clinicCalendars: ClinicCalendars;
  googleCalendar: Pick<GoogleCalendar, 'list'>;
  alerts: Alerts;
  clock: Clock;
  renewalPolicy: RenewalPolicy;
};

export const makeCheckCalendarsOfAccount = (needs: Needs): CheckCalendarsOfAccount => {
  const { clinicCalendars, googleCalendar, alerts, clock, renewalPolicy } = needs;

  const lookForCalendars = async (clinicId: ClinicId, accessToken: string): Promise<void> => {
    const chosen = await clinicCalendars.all(clinicId);
    if (chosen.length === 0) return;
    const listed = await googleCalendar.list(accessToken);
    const roles = new Map(
      isFailure(listed) ? [] : listed.ok.map((entry) => [entry.calendarId, entry.accessRole]),
    );
    let isComplete = true;
    for (const { calendarId, reachability, isActive } of chosen) {
      const role = roles.get(calendarId);
      if (role !== undefined) {
        const seen = calendarUse(role) === 'bookable' ? 'reachable' : 'not-writable';
        if (seen !== reachability) await clinicCalendars.markReachability(clinicId, calendarId, seen);
      } else if (isActive && reachability === 'unreachable') isComplete = false;
    }
    const condition = ofClinic(clinicId, 'google-calendars-unreachable');
    if (isComplete) await alerts.resolve(condition, clock.now());
    else await alerts.open(condition, alertText['google-calendars-unreachable'], clock.now());
  };

  return async (clinicId, { accessToken, refreshExpiresAt }) => {
    const now = clock.now();
    for (const kind of [
      'google-reconnect-required',
      'google-renewal-failing',
      'google-disconnected',
      'google-revocation-failed',
    ] as const) {
      await alerts.resolve(ofClinic(clinicId, kind), now);
    }
    await alerts.resolve({ clinicId, kind: 'calendar-access', subject: 'google' }, now);
    const ends = ofClinic(clinicId, 'google-access-ends');
    const endsSoon =
      refreshExpiresAt && refreshExpiresAt.getTime() - now.getTime() <= renewalPolicy.warnBeforeEndMs;
    if (endsSoon) await alerts.open(ends, alertText['google-access-ends'], now);
    else await alerts.resolve(ends, now);
    await lookForCalendars(clinicId, accessToken);
  };
};
