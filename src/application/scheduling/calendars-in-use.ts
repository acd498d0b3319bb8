import type { ClinicContext } from '../../domain/clinic/clinic-context.ts';
import type { ClinicId } from '../../domain/clinic/clinic.ts';
import { calendarUse } from '../../domain/connection/calendar-choice.ts';
import { isUnassigned } from '../../domain/scheduling/calendars/booking-places.ts';
import { ambiguousCalendars } from '../../domain/scheduling/calendars/whose-calendar.ts';
import { isRefused } from '../../domain/scheduling/calendars/chosen-calendar.ts';
import type { WithGoogleAccess } from '../connection/google-access.ts';
import type { AlertCondition, Alerts } from '../ports/operations/alerts.ts';
import type { ClinicCalendar, ClinicCalendars } from '../ports/connection/clinic-calendars.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { GoogleCalendar } from '../ports/scheduling/google-calendar.ts';
import { calendarAlert } from './calendar-alerts.ts';

/**
 * The clinic's active calendars. Those that Google refused to write to are looked at once more, and what the clinic
 * has to mend is an alert until it is mended: both at most once per ten minutes and process.
 */
export type CalendarsInUse = (
  clinicId: ClinicId,
  context?: Pick<ClinicContext, 'professionals' | 'inactiveProfessionals' | 'rooms' | 'inactiveRooms'>,
) => Promise<readonly ClinicCalendar[]>;

type Needs = {
  clinicCalendars: ClinicCalendars;
  withGoogleAccess: WithGoogleAccess;
  googleCalendar: Pick<GoogleCalendar, 'list'>;
  alerts: Alerts;
  clock: Clock;
};

const everyMs = 10 * 60_000;
/** More are forgotten all at once; each is then looked at once more. */
const mostRemembered = 10_000;

export function makeCalendarsInUse(needs: Needs): CalendarsInUse {
  const { clinicCalendars, alerts, clock } = needs;
  const lookedAt = new Map<string, number>();

  const isDue = (what: string): boolean => {
    const now = clock.now().getTime();
    if (now - (lookedAt.get(what) ?? -Infinity) < everyMs) return false;
    if (lookedAt.size >= mostRemembered) lookedAt.clear();
    lookedAt.set(what, now);
    return true;
  };

  const watch = async (isWrong: (calendar: ClinicCalendar) => boolean, kind: Kind, all: Calendars) => {
    const [wrong, right] = [all.filter(isWrong), all.filter((calendar) => !isWrong(calendar))];
    for (const { clinicId, calendarId } of wrong) {
      const { condition, message } = calendarAlert(kind, clinicId, calendarId);
      await alerts.open(condition, message, clock.now());
    }
    const conditions = right.map(
      ({ clinicId, calendarId }): AlertCondition => calendarAlert(kind, clinicId, calendarId).condition,
    );
    if (conditions.length > 0) await alerts.resolveAll(conditions, clock.now());
  };

  return async (clinicId, context) => {
    let calendars = await clinicCalendars.active(clinicId);
    const refused = calendars.filter(isRefused).map(({ calendarId }) => calendarId);
    if (isDue(`${clinicId} ${refused.join(' ')}`)) {
      if (refused.length > 0 && (await lookAgain(needs, clinicId, refused)))
        calendars = await clinicCalendars.active(clinicId);
      await watch(isRefused, 'calendar-not-writable', calendars);
    }
    if (context === undefined) return calendars;
    const unclear = new Set(ambiguousCalendars(context, calendars));
    const isOfNobody = (calendar: ClinicCalendar) => isUnassigned(context, calendar) || unclear.has(calendar);
    const ofNobody = calendars.filter(isOfNobody).map(({ calendarId }) => calendarId);
    if (isDue(`${clinicId} of nobody ${ofNobody.join(' ')}`))
      await watch(isOfNobody, 'calendar-unassigned', calendars);
    return calendars;
  };
}

type Kind = Parameters<typeof calendarAlert>[0];
type Calendars = readonly ClinicCalendar[];

/** Whether one may be written to again, as the account's list says it. */
async function lookAgain(
  { withGoogleAccess, googleCalendar, clinicCalendars }: Needs,
  clinicId: ClinicId,
  refused: readonly string[],
): Promise<boolean> {
  const listed = await withGoogleAccess(clinicId, (token) => googleCalendar.list(token));
  if (!('ok' in listed)) return false;
  const mended = listed.ok.filter(
    ({ calendarId, accessRole }) => refused.includes(calendarId) && calendarUse(accessRole) === 'bookable',
  );
  for (const { calendarId } of mended)
    await clinicCalendars.markReachability(clinicId, calendarId, 'reachable');
  return mended.length > 0;
}
