import type { ClinicContext } from '../../../domain/clinic/clinic-context.ts';
import type { AppointmentId } from '../../../domain/scheduling/appointment.ts';
import { judge, ownEventOf, type OwnEvent } from '../../../domain/scheduling/calendar-event.ts';
import type { SyncCommand } from '../../../domain/scheduling/calendar-sync/commands.ts';
import {
  calendarSeen,
  freeBusySeen,
  type Observation,
} from '../../../domain/scheduling/calendar-sync/observations.ts';
import { stays } from '../../../domain/scheduling/calendar-sync/overlapping-events.ts';
import type { WithGoogleAccess } from '../../connection/google-access.ts';
import type { Conversations } from '../../ports/messaging/conversations.ts';
import type { EventTexts } from '../../ports/scheduling/event-texts.ts';
import type { Appointments, ClaimedSync } from '../../ports/scheduling/appointments.ts';
import type {
  CalendarEvent,
  CalendarResult,
  GoogleCalendar,
} from '../../ports/scheduling/google-calendar.ts';
import { lookedAt, newPlace } from '../../../domain/scheduling/calendar-sync/looks.ts';
import type { ClinicCalendar } from '../../ports/connection/clinic-calendars.ts';
import { binTitleOf, titleToWrite } from './event-titles.ts';
import { findEvent, putBack, takeAway } from './own-events.ts';
import { busyBeside } from './busy-beside.ts';
import { observed } from './observed-calls.ts';

export type CommandNeeds = {
  appointments: Appointments;
  eventTexts: Pick<EventTexts, 'aboutToShow' | 'calendarsOf' | 'forget' | 'shown'>;
  conversations: Pick<Conversations, 'names'>;
  withGoogleAccess: WithGoogleAccess;
  googleCalendar: GoogleCalendar;
};

type Claim = {
  readonly sync: ClaimedSync;
  readonly context: ClinicContext | undefined;
  /** All of the clinic's. */
  readonly calendars: readonly ClinicCalendar[];
  readonly now: Date;
};

/** Performs one command of the state machine and says in its words what was seen. */
export async function perform(needs: CommandNeeds, claim: Claim, command: SyncCommand): Promise<Observation> {
  const { appointments, withGoogleAccess, googleCalendar } = needs;
  const { sync, context, calendars } = claim;
  const { appointment } = sync;
  const { clinicId } = appointment;
  const call = async <T>(
    work: (google: GoogleCalendar, accessToken: string) => Promise<CalendarResult<T>>,
    seen: (answer: T) => Observation | Promise<Observation>,
  ): Promise<Observation> =>
    observed(await withGoogleAccess(clinicId, (accessToken) => work(googleCalendar, accessToken)), seen);
  const remove = async (event: Pick<OwnEvent, 'calendarId' | 'eventId'>): Promise<Observation> => {
    const binTitle = await binTitleOf(needs, appointment);
    return call(
      (google, token) => takeAway(google, token, event, binTitle),
      async (seen) => {
        await needs.eventTexts.forget({
          clinicId,
          appointmentId: appointment.id,
          calendarId: event.calendarId,
        });
        return { seen };
      },
    );
  };
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
      const event = calendarEvent(
        { sync, context },
        command.event,
        await titleToWrite(needs, claim, calendarId),
      );
      return call(
        (google, token) => google.insert(token, calendarId, event),
        (seen) => ({ seen }),
      );
    }
    case 'delete-event':
      return remove(command.event);
    case 'check-calendar': {
      const { calendarId, slot } = command.event;
      return call(
        (google, token) => google.busy(token, [calendarId], slot),
        ([calendar]) => calendarSeen(calendar),
      );
    }
    case 'look-at-event': {
      const known = new Set(calendars.map(({ calendarId }) => calendarId));
      // where the clinic has disconnected since
      const former = (await needs.eventTexts.calendarsOf(clinicId, appointment.id))
        .filter((calendarId) => !known.has(calendarId))
        .map((calendarId) => ({ calendarId, isActive: false }));
      return call(
        async (google, token) =>
          findEvent(google, token, {
            event: command.event,
            appointment,
            places: [...calendars, ...former],
            binTitle: await binTitleOf(needs, appointment),
            onRemoved: (calendarId) =>
              needs.eventTexts.forget({ clinicId, appointmentId: appointment.id, calendarId }),
          }),
        (event) => {
          const active = calendars.filter(({ isActive }) => isActive);
          return {
            seen: lookedAt(appointment, event, { context, calendars: active, now: claim.now }),
            event,
          };
        },
      );
    }
    case 'follow-event': {
      const { event, tellAt } = command;
      const calendar = calendars.find(({ calendarId }) => calendarId === event.calendarId);
      const place = newPlace(appointment, event, calendar);
      return { seen: await appointments.follow(sync, { ...place, tellAt }), event };
    }
    case 'put-back':
      return call(
        (google, token) => putBack(google, token, command, context?.timeZone ?? 'UTC'),
        (seen) => ({ seen }),
      );
    case 'remove-found':
      return remove(command.found);
    case 'count-leaving-events': {
      const { calendarId, window } = command;
      const leaving = await appointments.leavingCalendar(clinicId, calendarId, window);
      return { seen: leaving > 0 ? 'some' : 'none' };
    }
  }
}

const calendarEvent = (
  { sync, context }: Pick<Claim, 'sync' | 'context'>,
  { eventId, slot }: OwnEvent,
  title: string,
): CalendarEvent => ({
  eventId,
  appointmentId: sync.appointment.id,
  clinicId: sync.appointment.clinicId,
  slot,
  timeZone: context?.timeZone ?? 'UTC',
  title,
});
