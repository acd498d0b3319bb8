import type { ClinicContext } from '../../domain/clinic/clinic-context.ts';
import { ambiguousCalendars, namedAfter } from '../../domain/scheduling/calendars/whose-calendar.ts';
import type { ClinicId } from '../../domain/clinic/clinic.ts';
import {
  CalendarsUnassigned,
  calendarUse,
  UnknownCalendars,
  UnknownPractitioners,
} from '../../domain/connection/calendar-choice.ts';
import { NotConnected } from '../../domain/connection/connection-errors.ts';
import type { ResolveClinicContext } from '../clinic/resolve-clinic-context.ts';
import type { Alerts } from '../ports/operations/alerts.ts';
import type {
  ChosenClinicCalendar,
  ClinicCalendar,
  ClinicCalendars,
} from '../ports/connection/clinic-calendars.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { GoogleCalendar, ListedCalendar } from '../ports/scheduling/google-calendar.ts';
import type { GoogleConnections } from '../ports/connection/google-connections.ts';
import { ofClinic } from './connection-alerts.ts';
import type { WithGoogleAccess } from './google-access.ts';
import { orRefuse } from './google-refusals.ts';
import { given } from '../../domain/given.ts';

type AssociationRequest = {
  readonly clinicId: ClinicId;
  /** Become the active set; `primary` stands for the account's own calendar. */
  readonly calendarIds: readonly string[];
  /** Calendar id to practitioner id, for the whole set; absent: as it was. */
  readonly practitioners?: Readonly<Record<string, string>>;
};

/**
 * Chooses the calendars that count for a clinic; returns the active set.
 * @throws UnknownCalendars, UnknownPractitioners, CalendarsUnassigned, ConnectionChanged, and as ListCalendars does.
 */
export type AssociateCalendars = (request: AssociationRequest) => Promise<readonly ClinicCalendar[]>;

type Needs = {
  googleConnections: GoogleConnections;
  withGoogleAccess: WithGoogleAccess;
  googleCalendar: Pick<GoogleCalendar, 'list'>;
  clinicCalendars: ClinicCalendars;
  resolveClinicContext: ResolveClinicContext;
  alerts: Alerts;
  clock: Clock;
};

export const makeAssociateCalendars = (needs: Needs): AssociateCalendars => {
  const { googleConnections, withGoogleAccess, googleCalendar, clinicCalendars, alerts, clock } = needs;
  return async ({ clinicId, calendarIds, practitioners: mapping }) => {
    const practitioners = mapping ?? {};
    await refuseUnknownPractitioners(clinicId, Object.values(practitioners));
    const account = (await googleConnections.get(clinicId))?.account.sub;
    if (account === undefined) throw new NotConnected();
    const listed = orRefuse(await withGoogleAccess(clinicId, (token) => googleCalendar.list(token)));
    const ids = [...new Set(calendarIds.map((id) => realId(id, listed)))];
    const byId = new Map(listed.map((calendar) => [calendar.calendarId, calendar]));
    const named = new Map(Object.entries(practitioners).map(([id, name]) => [realId(id, listed), name]));
    const unknown = [...ids, ...named.keys()].filter((id) => !byId.has(id));
    if (unknown.length > 0) throw new UnknownCalendars([...new Set(unknown)]);

    const known = new Map((await clinicCalendars.all(clinicId)).map((row) => [row.calendarId, row]));
    const chosen = ids.flatMap((id) => {
      const calendar = byId.get(id);
      const kept = mapping === undefined ? known.get(id)?.practitionerId : undefined;
      return calendar === undefined ? [] : [rowOf(calendar, named.get(id) ?? kept)];
    });
    const context = await refuseUnknownPractitioners(clinicId, practitionersOf(chosen));
    refuseUnassigned(context, chosen);
    await clinicCalendars.associate(clinicId, chosen, account);
    await alerts.resolve(ofClinic(clinicId, 'google-calendars-unreachable'), clock.now());
    return clinicCalendars.active(clinicId);
  };

  async function refuseUnknownPractitioners(
    clinicId: ClinicId,
    ids: readonly string[],
  ): Promise<ClinicContext> {
    const { context } = await needs.resolveClinicContext(clinicId);
    // who is switched off for a while keeps their calendar
    const all = [...context.practitioners, ...context.inactivePractitioners];
    const known = new Set(all.map(({ id }) => id));
    const unknown = [...new Set(ids)].filter((id) => !known.has(id));
    if (unknown.length > 0) throw new UnknownPractitioners(unknown);
    return context;
  }
};

/** A visit in the wrong professional's calendar would be found out by nobody before the day. */
function refuseUnassigned(context: ClinicContext, chosen: readonly ChosenClinicCalendar[]): void {
  const unclear = ambiguousCalendars(context, chosen).map(({ calendarId, summary }) => {
    const proposed = namedAfter(summary, context);
    return { calendarId, ...(proposed && { proposedProfessionalId: proposed.id }) };
  });
  if (unclear.length > 0) throw new CalendarsUnassigned(unclear);
}

/** `primary` means another calendar after connecting another account, so it is never stored. */
const realId = (id: string, listed: readonly ListedCalendar[]): string =>
  id === 'primary' ? (listed.find(({ isPrimary }) => isPrimary)?.calendarId ?? id) : id;

const practitionersOf = (chosen: readonly { readonly practitionerId?: string }[]) =>
  chosen.flatMap(({ practitionerId }) => practitionerId ?? []);

const rowOf = ({ calendarId, summary, timeZone, accessRole }: ListedCalendar, practitionerId?: string) => ({
  calendarId,
  summary,
  timeZone,
  accessRole,
  reachability: calendarUse(accessRole) === 'bookable' ? ('reachable' as const) : ('not-writable' as const),
  ...given({ practitionerId }),
});
