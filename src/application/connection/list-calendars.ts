import type { ClinicContext } from '../../domain/clinic/clinic-context.ts';
import { namedAfter } from '../../domain/scheduling/calendars/whose-calendar.ts';
import type { ResolveClinicContext } from '../clinic/resolve-clinic-context.ts';
import type { ClinicId } from '../../domain/clinic/clinic.ts';
import { calendarUse, type CalendarUse, type ChosenUse } from '../../domain/connection/calendar-choice.ts';
import type { ClinicCalendar, ClinicCalendars } from '../ports/connection/clinic-calendars.ts';
import type { GoogleCalendar, ListedCalendar } from '../ports/scheduling/google-calendar.ts';
import type { WithGoogleAccess } from './google-access.ts';
import { orRefuse } from './google-refusals.ts';
import { given } from '../../domain/given.ts';

type CalendarChoice = ListedCalendar & {
  readonly use: CalendarUse;
  /** Whether it is one of the clinic's active calendars. */
  readonly isAssociated: boolean;
  readonly professionalId?: string;
  readonly roomId?: string;
  /** What the clinic has said it is for. */
  readonly chosenUse?: ChosenUse;
  /** The professional whose name the calendar bears, while it is nobody's. */
  readonly proposedProfessionalId?: string;
};

type CalendarChoices = {
  readonly calendars: readonly CalendarChoice[];
  /** Associated ones that the account does not list: removed from its list, not shared any more, or of another account. */
  readonly unlisted: readonly ClinicCalendar[];
};

/**
 * Every calendar of the connected account, with what may be done with it. Also notes what the list says about the
 * associated ones, by id. @throws NotConnected, ReconnectRequired, GoogleUnavailable
 */
export type ListCalendars = (clinicId: ClinicId) => Promise<CalendarChoices>;

type Needs = {
  withGoogleAccess: WithGoogleAccess;
  googleCalendar: Pick<GoogleCalendar, 'list'>;
  clinicCalendars: ClinicCalendars;
  resolveClinicContext: ResolveClinicContext;
};

export const makeListCalendars =
  ({ withGoogleAccess, googleCalendar, clinicCalendars, resolveClinicContext }: Needs): ListCalendars =>
  async (clinicId) => {
    const listed = orRefuse(await withGoogleAccess(clinicId, (token) => googleCalendar.list(token)));
    const known = new Map((await clinicCalendars.all(clinicId)).map((row) => [row.calendarId, row]));
    for (const { calendarId, accessRole } of listed) {
      const seen = calendarUse(accessRole) === 'bookable' ? 'reachable' : 'not-writable';
      if (known.has(calendarId) && known.get(calendarId)?.reachability !== seen)
        await clinicCalendars.markReachability(clinicId, calendarId, seen);
    }
    const { context } = await resolveClinicContext(clinicId);
    const ids = new Set(listed.map(({ calendarId }) => calendarId));
    return {
      calendars: listed.map((calendar) => withChoice(calendar, known.get(calendar.calendarId), context)),
      unlisted: [...known.values()].filter(({ calendarId, isActive }) => isActive && !ids.has(calendarId)),
    };
  };

function withChoice(
  calendar: ListedCalendar,
  known: ClinicCalendar | undefined,
  context: ClinicContext,
): CalendarChoice {
  const use = calendarUse(calendar.accessRole);
  const { professionalId, roomId, chosenUse } = known ?? {};
  const isOpen = use === 'bookable' && professionalId === undefined && roomId === undefined;
  const proposed = isOpen ? namedAfter(calendar.summary, context) : undefined;
  return {
    ...calendar,
    use,
    isAssociated: known?.isActive ?? false,
    ...given({ professionalId, roomId, chosenUse, proposedProfessionalId: proposed?.id }),
  };
}
