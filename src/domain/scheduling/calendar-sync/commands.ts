import { isLive, occupied, type AppointmentId } from '../appointment.ts';
import { ownEventOf, type OwnEvent } from '../calendar-event.ts';
import type { TimeSlot } from '../time-slot.ts';
import type { FoundEvent } from './looks.ts';
import type { Observation } from './observations.ts';
import type { Moment, SyncTask } from './task.ts';

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
  | 'check-calendar'
  | 'look-at-event'
  | 'follow-event'
  | 'follow-outside-hours'
  | 'put-back'
  | 'record-again'
  | 'insert-again'
  | 'look-after-end'
  | 'revive'
  | 'remove-found';

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
  /** Where the event is now, in any of the clinic's calendars; `event` is where the book has it. */
  | { readonly do: 'look-at-event'; readonly event: OwnEvent }
  /** The book takes what the calendar shows. */
  | { readonly do: 'follow-event'; readonly event: FoundEvent; readonly tellAt: Date }
  /** The calendar shows again what the book says. */
  | { readonly do: 'put-back'; readonly found: FoundEvent; readonly event: OwnEvent }
  | { readonly do: 'remove-found'; readonly found: FoundEvent }
  /** Events of ended appointments that may still be in the calendar. */
  | { readonly do: 'count-leaving-events'; readonly calendarId: string; readonly window: TimeSlot };

export type CommandNamed<Name extends SyncCommand['do']> = Extract<SyncCommand, { readonly do: Name }>;

/** What was seen just before, and when: a command may be about it. */
export type Sight = { readonly seen: Observation; readonly moment: Moment };

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

export const lookAtEvent = ({ appointment }: SyncTask): CommandNamed<'look-at-event'> => ({
  do: 'look-at-event',
  event: ownEventOf(appointment),
});

/** @throws when no event was seen: a mistake in the table of states */
function found(sight: Sight | undefined): FoundEvent {
  if (sight !== undefined && 'event' in sight.seen && sight.seen.event !== undefined) return sight.seen.event;
  throw new Error('No event was seen before this command');
}

export const followEvent = (
  { policy }: SyncTask,
  sight: Sight | undefined,
): CommandNamed<'follow-event'> => ({
  do: 'follow-event',
  event: found(sight),
  tellAt: new Date((sight?.moment.now.getTime() ?? 0) + policy.newsQuietMs),
});

export const putBack = ({ appointment }: SyncTask, sight: Sight | undefined): CommandNamed<'put-back'> => ({
  do: 'put-back',
  found: found(sight),
  event: ownEventOf(appointment),
});

export const removeFound = (_: SyncTask, sight: Sight | undefined): CommandNamed<'remove-found'> => ({
  do: 'remove-found',
  found: found(sight),
});

export const countLeavingEvents = ({ appointment }: SyncTask): CommandNamed<'count-leaving-events'> => ({
  do: 'count-leaving-events',
  calendarId: appointment.calendarId,
  window: occupied(appointment),
});
