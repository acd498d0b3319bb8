import type { ClinicContext } from '../../domain/clinic/clinic-context.ts';
import { isShared } from '../../domain/scheduling/calendars/chosen-calendar.ts';
import { ambiguousCalendars, namedAfter } from '../../domain/scheduling/calendars/whose-calendar.ts';
import type { ClinicId } from '../../domain/clinic/clinic.ts';
import {
  CalendarsUnassigned,
  CalendarUseRefused,
  calendarUse,
  notInSet,
  refusedUses,
  UnknownCalendars,
  UnknownProfessionals,
  UnknownRooms,
  type ChosenUse,
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
  /** Calendar id to the id of the professional or room whose it is, for the whole set; absent: as it was. */
  readonly professionals?: Readonly<Record<string, string>>;
  readonly rooms?: Readonly<Record<string, string>>;
  /** For the whole set, and calendars outside of it that are to be ignored; absent: as it was. */
  readonly uses?: Readonly<Record<string, ChosenUse>>;
};

/**
 * Chooses the calendars that count for a clinic, whose they are and which of them visits are written to; returns the
 * active set.
 * @throws UnknownCalendars, UnknownProfessionals, UnknownRooms, CalendarUseRefused, CalendarsUnassigned,
 * ConnectionChanged, and as ListCalendars does.
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
  return async ({ clinicId, calendarIds, professionals, rooms, uses }) => {
    const { context } = await needs.resolveClinicContext(clinicId);
    refuseUnknownOwners(context, Object.values(professionals ?? {}), Object.values(rooms ?? {}));
    const account = (await googleConnections.get(clinicId))?.account.sub;
    if (account === undefined) throw new NotConnected();
    const listed = orRefuse(await withGoogleAccess(clinicId, (token) => googleCalendar.list(token)));
    const byRealId = <T>(entries: Readonly<Record<string, T>> | undefined) =>
      entries && new Map(Object.entries(entries).map(([id, value]) => [realId(id, listed), value]));
    const choice = {
      professionals: byRealId(professionals),
      rooms: byRealId(rooms),
      uses: byRealId(uses),
    };
    const ignored = [...(choice.uses ?? [])].filter(([, use]) => use === 'ignore').map(([id]) => id);
    const set = new Set(calendarIds.map((id) => realId(id, listed)));
    const ids = [...new Set([...set, ...ignored])];
    const byId = new Map(listed.map((calendar) => [calendar.calendarId, calendar]));
    const named = [choice.professionals, choice.rooms, choice.uses].flatMap((map) => [
      ...(map?.keys() ?? []),
    ]);
    const unknown = [...ids, ...named].filter((id) => !byId.has(id));
    if (unknown.length > 0) throw new UnknownCalendars([...new Set(unknown)]);

    const known = new Map((await clinicCalendars.all(clinicId)).map((row) => [row.calendarId, row]));
    const chosen = ids.flatMap((id) => {
      const calendar = byId.get(id);
      return calendar === undefined ? [] : [rowOf(calendar, chosenFor(id, choice, known.get(id)))];
    });
    const outside = [...(choice.uses?.keys() ?? [])].filter((id) => !ids.includes(id));
    const refused = [...refusedUses(chosen), ...outside.map((id) => notInSet(id))];
    if (refused.length > 0) throw new CalendarUseRefused(refused);
    const active = chosen.filter(({ chosenUse }) => chosenUse !== 'ignore');
    const owners = (key: 'professionalId' | 'roomId') => active.flatMap((calendar) => calendar[key] ?? []);
    refuseUnknownOwners(context, owners('professionalId'), owners('roomId'));
    refuseUnclear(context, active);
    await clinicCalendars.associate(clinicId, chosen, account);
    await alerts.resolve(ofClinic(clinicId, 'google-calendars-unreachable'), clock.now());
    return clinicCalendars.active(clinicId);
  };
};

/** What is switched off for a while keeps its calendar. */
function refuseUnknownOwners(
  context: ClinicContext,
  professionalIds: readonly string[],
  roomIds: readonly string[],
): void {
  const people = unknownIn([...context.professionals, ...context.inactiveProfessionals], professionalIds);
  if (people.length > 0) throw new UnknownProfessionals(people);
  const rooms = unknownIn([...context.rooms, ...context.inactiveRooms], roomIds);
  if (rooms.length > 0) throw new UnknownRooms(rooms);
}

const unknownIn = (known: readonly { readonly id: string }[], ids: readonly string[]): readonly string[] =>
  [...new Set(ids)].filter((id) => !known.some((each) => each.id === id));

type Choice = {
  readonly professionals: ReadonlyMap<string, string> | undefined;
  readonly rooms: ReadonlyMap<string, string> | undefined;
  readonly uses: ReadonlyMap<string, ChosenUse> | undefined;
};
type Chosen = Pick<ChosenClinicCalendar, 'professionalId' | 'roomId' | 'chosenUse'>;

/** What is not said stays; who is named now takes the place of the other kind of owner. */
function chosenFor(id: string, choice: Choice, known: ClinicCalendar | undefined): Chosen {
  const person = choice.professionals === undefined ? known?.professionalId : choice.professionals.get(id);
  const place = choice.rooms === undefined ? known?.roomId : choice.rooms.get(id);
  const isRoom = place !== undefined && (person === undefined || choice.rooms?.has(id) === true);
  const chosenUse = choice.uses === undefined ? usableAgain(known) : choice.uses.get(id);
  return { ...given({ chosenUse }), ...(isRoom ? { roomId: place } : given({ professionalId: person })) };
}

/** A body that knows no uses, and names a calendar that was ignored, wants it to count. */
const usableAgain = (known: ClinicCalendar | undefined): ChosenUse | undefined =>
  known?.chosenUse === 'ignore' ? undefined : known?.chosenUse;

/**
 * A visit in the wrong calendar would be found out by nobody before the day. A clinic that has not written down its
 * people yet may choose nevertheless; until it says where visits go, none is written, and that is an alert.
 */
function refuseUnclear(context: ClinicContext, chosen: readonly ChosenClinicCalendar[]): void {
  const isOpen = context.professionals.length === 0;
  const ambiguous = ambiguousCalendars(context, chosen).filter((one) => !isOpen || !isShared(one));
  const unclear = ambiguous.map(({ calendarId, summary, professionalId, roomId }) => {
    const proposedProfessionalId =
      professionalId === undefined && roomId === undefined ? namedAfter(summary, context)?.id : undefined;
    return { calendarId, ...given({ professionalId, roomId, proposedProfessionalId }) };
  });
  if (unclear.length > 0) throw new CalendarsUnassigned(unclear);
}

/** `primary` means another calendar after connecting another account, so it is never stored. */
const realId = (id: string, listed: readonly ListedCalendar[]): string =>
  id === 'primary' ? (listed.find(({ isPrimary }) => isPrimary)?.calendarId ?? id) : id;

const rowOf = (
  { calendarId, summary, timeZone, accessRole }: ListedCalendar,
  chosen: Chosen,
): ChosenClinicCalendar => ({
  calendarId,
  summary,
  timeZone,
  accessRole,
  reachability: calendarUse(accessRole) === 'bookable' ? 'reachable' : 'not-writable',
  ...chosen,
});
