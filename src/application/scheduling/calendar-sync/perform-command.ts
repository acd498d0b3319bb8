import type { ClinicContext } from '../../../domain/clinic/clinic-context.ts';
import type { AppointmentId } from '../../../domain/scheduling/appointment.ts';
import { eventTitle, judge, ownEventOf, type OwnEvent } from '../../../domain/scheduling/calendar-event.ts';
import type { SyncCommand } from '../../../domain/scheduling/calendar-sync/commands.ts';
import {
  calendarSeen,
  freeBusySeen,
  type Observation,
} from '../../../domain/scheduling/calendar-sync/observations.ts';
import { stays } from '../../../domain/scheduling/calendar-sync/overlapping-events.ts';
import type { WithGoogleAccess } from '../../connection/google-access.ts';
import type { Appointments, ClaimedSync } from '../../ports/scheduling/appointments.ts';
import type {
  CalendarEvent,
  CalendarResult,
  GoogleCalendar,
} from '../../ports/scheduling/google-calendar.ts';
import { busyBeside } from './busy-beside.ts';
import { observed } from './observed-calls.ts';

export type CommandNeeds = {
  appointments: Appointments;
  withGoogleAccess: WithGoogleAccess;
  googleCalendar: GoogleCalendar;
};

type Claim = { readonly sync: ClaimedSync; readonly context: ClinicContext | undefined };

/** Performs one command of the state machine and says in its words what was seen. */
export async function perform(
  { appointments, withGoogleAccess, googleCalendar }: CommandNeeds,
  { sync, context }: Claim,
  command: SyncCommand,
): Promise<Observation> {
  const { appointment } = sync;
  const { clinicId } = appointment;
  const call = async <T>(
    work: (google: GoogleCalendar, accessToken: string) => Promise<CalendarResult<T>>,
    seen: (answer: T) => Observation | Promise<Observation>,
  ): Promise<Observation> =>
    observed(await withGoogleAccess(clinicId, (accessToken) => work(googleCalendar, accessToken)), seen);
  const ownEvent = async (id: AppointmentId | undefined): Promise<OwnEvent | undefined> => {
    const found = id && (await appointments.get(clinicId, id));
    return found && ownEventOf(found);
  };

  switch (command.do) {
    case 'read-event': {
      const { calendarId, eventId } = command.event;
      const found = await call(
        (google, token) => google.get(token, calendarId, eventId),
        (event) => ({ seen: judge(event, appointment) }),
      );
      return found.seen === 'not-found' ? { seen: 'absent' } : found;
    }
    case 'ask-free-busy': {
      const { calendarIds, window } = command;
      const own = await ownEvent(command.replaced);
      return call(
        (google, token) => busyBeside(google, token, { calendarIds, window, own }),
        (calendars) => freeBusySeen(appointment, calendarIds, calendars),
      );
    }
    case 'list-events': {
      const { calendarId, window } = command;
      return call(
        (google, token) => google.busyEvents(token, calendarId, window),
        async (events) => {
          const replaced = await ownEvent(command.replaced);
          const leaving = new Set(replaced && [replaced.eventId]);
          return { seen: stays(ownEventOf(appointment), appointment, events, leaving) };
        },
      );
    }
    case 'record-event':
      return { seen: (await appointments.aboutToWrite(sync, command.event)) ? 'recorded' : 'changed' };
    case 'insert-event': {
      const { calendarId } = command.event;
      const event = calendarEvent({ sync, context }, command.event);
      return call(
        (google, token) => google.insert(token, calendarId, event),
        (seen) => ({ seen }),
      );
    }
    case 'delete-event': {
      const { calendarId, eventId } = command.event;
      return call(
        (google, token) => google.remove(token, calendarId, eventId),
        (seen) => ({ seen }),
      );
    }
    case 'check-calendar': {
      const { calendarId, slot } = command.event;
      return call(
        (google, token) => google.busy(token, [calendarId], slot),
        ([calendar]) => calendarSeen(calendar),
      );
    }
    case 'count-leaving-events': {
      const { calendarId, window } = command;
      const leaving = await appointments.leavingCalendar(clinicId, calendarId, window);
      return { seen: leaving > 0 ? 'some' : 'none' };
    }
  }
}

const calendarEvent = ({ sync, context }: Claim, { eventId, slot }: OwnEvent): CalendarEvent => ({
  eventId,
  appointmentId: sync.appointment.id,
  clinicId: sync.appointment.clinicId,
  slot,
  timeZone: context?.timeZone ?? 'UTC',
  title: eventTitle(context, sync.appointment),
});
