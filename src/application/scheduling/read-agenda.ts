import type { ClinicId } from '../../domain/clinic/clinic.ts';
import {
  GoogleMisconfigured,
  GoogleUnavailable,
  NotConnected,
  ReconnectRequired,
} from '../../domain/connection/connection-errors.ts';
import { given } from '../../domain/given.ts';
import type { ContactId } from '../../domain/messaging/people/contact-identity.ts';
import {
  boundedWindow,
  busyBesideOwn,
  workingTimeOf,
} from '../../domain/scheduling/calendars/agenda-of-a-window.ts';
import type { Appointment } from '../../domain/scheduling/appointment.ts';
import { windowOf, type DayOrInstant } from '../../domain/scheduling/booking-window.ts';
import type { TimeSlot } from '../../domain/scheduling/time-slot.ts';
import type { ResolveClinicContext } from '../clinic/resolve-clinic-context.ts';
import type { ContactName, Conversations } from '../ports/messaging/conversations.ts';
import type { Appointments } from '../ports/scheduling/appointments.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { CalendarsInUse } from './calendars-in-use.ts';
import type { BusyTimes, ReadBusyTimes } from './read-busy-times.ts';

type AgendaRequest = { readonly clinicId: ClinicId; readonly from: DayOrInstant; readonly to: DayOrInstant };

type Column = {
  readonly id: string;
  readonly name: string;
  /** When they work and the clinic is open. */
  readonly working: readonly TimeSlot[];
};

type CalendarTime = {
  readonly calendarId: string;
  readonly summary: string;
  /** Absent: it counts for everybody, or for a room. */
  readonly professionalId?: string;
  /** Besides our own appointments; `unknown` when it could not be read: nothing is offered there. */
  readonly busy: readonly TimeSlot[] | 'unknown';
};

/** `read`: the calendars were asked. Otherwise why not; then only our own book is known. */
type GoogleState = 'read' | 'not-connected' | 'reconnect-required' | 'unavailable';

type Agenda = {
  readonly timeZone: string;
  readonly window: TimeSlot;
  readonly professionals: readonly Column[];
  /** Live ones, oldest first, each with whom it is for. */
  readonly appointments: readonly (Appointment & { readonly patient?: ContactName })[];
  readonly google: GoogleState;
  readonly calendars: readonly CalendarTime[];
  readonly asOf: Date;
};

/** What a screen shows of some days: the book, what else is in the calendars, and when people work. @throws ClinicNotFound */
export type ReadAgenda = (request: AgendaRequest) => Promise<Agenda>;

type Needs = {
  resolveClinicContext: ResolveClinicContext;
  appointments: Pick<Appointments, 'liveDuring'>;
  conversations: Pick<Conversations, 'names'>;
  calendarsInUse: CalendarsInUse;
  readBusyTimes: ReadBusyTimes;
  clock: Clock;
};

export const makeReadAgenda =
  (needs: Needs): ReadAgenda =>
  async ({ clinicId, from, to }) => {
    const { context } = await needs.resolveClinicContext(clinicId);
    const window = boundedWindow(windowOf(context.timeZone, from, to));
    const booked = await needs.appointments.liveDuring(clinicId, window);
    const contactIds = [
      ...new Set(booked.flatMap(({ contactId }): readonly ContactId[] => (contactId ? [contactId] : []))),
    ];
    const [names, calendars] = await Promise.all([
      needs.conversations.names(clinicId, contactIds),
      needs.calendarsInUse(clinicId, context),
    ]);
    const question = {
      clinicId,
      calendarIds: calendars.map(({ calendarId }) => calendarId),
      window,
      fresh: false,
    };
    const { google, times } = await askGoogle(needs, question);
    return {
      timeZone: context.timeZone,
      window,
      professionals: context.professionals.map(({ id, name, ...professional }) => ({
        id,
        name,
        working: workingTimeOf(context, professional, window),
      })),
      appointments: booked.map((appointment) => ({
        ...appointment,
        ...given({ patient: appointment.contactId && names.get(appointment.contactId) }),
      })),
      google,
      calendars: calendars.map(({ calendarId, summary, professionalId }) => {
        const busy = times?.busy.get(calendarId) ?? 'unknown';
        const own = booked.filter((appointment) => appointment.calendarId === calendarId);
        return {
          calendarId,
          summary,
          ...given({ professionalId }),
          busy: busy === 'unknown' ? busy : busyBesideOwn(busy, own, window),
        };
      }),
      asOf: times?.asOf ?? needs.clock.now(),
    };
  };

type Question = Parameters<ReadBusyTimes>[0];

/** The book is shown also when Google cannot be asked. */
async function askGoogle(
  { readBusyTimes }: Needs,
  question: Question,
): Promise<{ readonly google: GoogleState; readonly times?: BusyTimes }> {
  try {
    return { google: 'read', times: await readBusyTimes(question) };
  } catch (error) {
    if (error instanceof NotConnected) return { google: 'not-connected' };
    if (error instanceof ReconnectRequired) return { google: 'reconnect-required' };
    if (error instanceof GoogleUnavailable || error instanceof GoogleMisconfigured)
      return { google: 'unavailable' };
    throw error;
  }
}
