import { isLive, occupied, type AppointmentId } from '../appointment.ts';
import { ownEventOf, type EventVerdict, type OwnEvent } from '../calendar-event.ts';
import type { TimeSlot } from '../time-slot.ts';
import type { SyncTask } from './task.ts';

/** Each state of an attempt waits for the answer to one command. */
export type SyncState =
  | 'find-earlier-event'
  | 'check-time'
  | 'find-late-event'
  | 'record-event'
  | 'insert-event'
  | 'find-duplicate'
  | 'check-that-event-may-stay'
  | 'check-other-calendars'
  | 'check-leaving-events'
  | 'use-up-event-id'
  | 'find-used-event'
  | 'delete-event'
  | 'check-calendar';

/** What the executor does next. `replaced`: the appointment whose event counts as if it were gone already. */
export type SyncCommand =
  | { readonly do: 'read-event'; readonly event: OwnEvent }
  | {
      readonly do: 'ask-free-busy';
      readonly calendarIds: readonly string[];
      readonly window: TimeSlot;
      readonly replaced: AppointmentId | undefined;
    }
  | {
      readonly do: 'list-events';
      readonly calendarId: string;
      readonly window: TimeSlot;
      readonly replaced: AppointmentId | undefined;
    }
  /** In the book, before it may be in the calendar. */
  | { readonly do: 'record-event'; readonly event: OwnEvent }
  | { readonly do: 'insert-event'; readonly event: OwnEvent }
  | { readonly do: 'delete-event'; readonly event: OwnEvent }
  /** Whether the calendar can be seen at all. */
  | { readonly do: 'check-calendar'; readonly event: OwnEvent }
  /** Events of ended appointments that may still be in the calendar. */
  | { readonly do: 'count-leaving-events'; readonly calendarId: string; readonly window: TimeSlot };

export type CommandNamed<Name extends SyncCommand['do']> = Extract<SyncCommand, { readonly do: Name }>;

/** What each command may find, unless a call fails. */
export type SeenBy = {
  'read-event': EventVerdict | 'absent';
  'ask-free-busy': 'free' | 'taken' | 'unknown';
  /** Whether the event may stay; see `stays`. */
  'list-events': 'yes' | 'no' | 'unclear' | 'not-shown';
  'record-event': 'recorded' | 'changed';
  'insert-event': 'inserted' | 'duplicate';
  'delete-event': 'removed' | 'gone';
  'check-calendar': 'readable';
  'count-leaving-events': 'some' | 'none';
};

/** Of a live appointment the event that it should have; of an ended one the event that it may still have. */
const eventOf = ({ appointment, written }: SyncTask): OwnEvent =>
  isLive(appointment) || written === undefined ? ownEventOf(appointment) : written;

const aboutEvent =
  <Name extends 'read-event' | 'record-event' | 'insert-event' | 'delete-event' | 'check-calendar'>(
    name: Name,
  ) =>
  (task: SyncTask) => ({ do: name, event: eventOf(task) });

export const readEvent = aboutEvent('read-event');
export const recordEvent = aboutEvent('record-event');
export const insertEvent = aboutEvent('insert-event');
export const deleteEvent = aboutEvent('delete-event');
export const checkCalendar = aboutEvent('check-calendar');

const askFreeBusy = (
  calendarIds: readonly string[],
  { appointment }: SyncTask,
): CommandNamed<'ask-free-busy'> => ({
  do: 'ask-free-busy',
  calendarIds,
  window: occupied(appointment),
  replaced: appointment.replaces,
});

export const askAllCalendars = (task: SyncTask) =>
  askFreeBusy([task.appointment.calendarId, ...task.otherCalendars], task);
export const askOtherCalendars = (task: SyncTask) => askFreeBusy(task.otherCalendars, task);

export const listEvents = ({ appointment }: SyncTask): CommandNamed<'list-events'> => ({
  do: 'list-events',
  calendarId: appointment.calendarId,
  window: occupied(appointment),
  replaced: appointment.replaces,
});

export const countLeavingEvents = ({ appointment }: SyncTask): CommandNamed<'count-leaving-events'> => ({
  do: 'count-leaving-events',
  calendarId: appointment.calendarId,
  window: occupied(appointment),
});
