import type { ListedCalendar } from '../../../application/ports/scheduling/google-calendar.ts';
import { localMinute, zoneClock, type LocalDate } from '../../../domain/clinic/local-time.ts';
import type { TimeSlot } from '../../../domain/scheduling/time-slot.ts';
import type { ScriptedCalendars } from './scripted-calendars.ts';

type EventToAdd = {
  readonly eventId: string;
  readonly slot?: TimeSlot;
  /** From the first day to the one before the second, in the calendar's zone. */
  readonly days?: readonly [LocalDate, LocalDate];
  readonly isTransparent?: boolean;
  readonly appointmentId?: string;
  readonly createdAt?: Date;
};

/** What people do in their calendars, beside the program. */
export type PeopleInCalendars = {
  addCalendar(request: Partial<ListedCalendar> & Pick<ListedCalendar, 'calendarId'>): void;
  removeCalendar(calendarId: string): void;
  /** Google does not answer for it, while it answers for others. */
  silenceCalendar(calendarId: string): void;
  /** Somebody writes into the calendar. */
  addEvent(calendarId: string, request: EventToAdd): void;
  /** Somebody deletes an event in the calendar; its id stays taken. */
  deleteEvent(calendarId: string, eventId: string): void;
  /** Somebody drags an event to another time. */
  dragEvent(calendarId: string, eventId: string, slot: TimeSlot | undefined): void;
  /** Somebody moves an event to another calendar, where it keeps its id. */
  moveEvent(calendarId: string, eventId: string, to: string): void;
  /** Somebody takes an event out of the bin. */
  restoreEvent(calendarId: string, eventId: string): void;
  declineEvent(calendarId: string, eventId: string): void;
  /** Whoever follows the calendar has to read it again from the beginning. */
  expireSyncTokens(calendarId: string): void;
};

export function peopleInCalendars(
  { calendars, happenings, come, go, change, moveTo }: ScriptedCalendars,
  now: () => Date,
): PeopleInCalendars {
  return {
    dragEvent: (calendarId, eventId, slot) =>
      change(calendarId, eventId, (event) => {
        event.slot = structuredClone(slot);
      }),
    moveEvent: (calendarId, eventId, to) => void moveTo(calendarId, eventId, to),
    restoreEvent: (calendarId, eventId) =>
      change(calendarId, eventId, (event) => {
        if (event.hasMovedAway === true) return;
        if (event.isCancelled) happenings.push({ did: 'came', calendarId, event });
        event.isCancelled = false;
      }),
    declineEvent: (calendarId, eventId) =>
      change(calendarId, eventId, (event) => {
        event.isDeclined = true;
      }),
    expireSyncTokens(calendarId) {
      const calendar = calendars.get(calendarId);
      if (calendar === undefined) return;
      calendar.revision += 1;
      calendar.oldestSync = calendar.revision;
    },
    addCalendar(request) {
      const { calendarId } = request;
      const usual = { summary: calendarId, timeZone: 'America/Sao_Paulo', accessRole: 'owner' };
      calendars.set(calendarId, {
        ...usual,
        isPrimary: false,
        isHidden: false,
        events: new Map(),
        ...{ revision: 0, oldestSync: 0 },
        ...request,
      });
    },
    removeCalendar: (calendarId) => calendars.delete(calendarId),
    silenceCalendar(calendarId) {
      const calendar = calendars.get(calendarId);
      if (calendar !== undefined) calendar.isSilent = true;
    },
    addEvent(calendarId, { eventId, slot, days, isTransparent = false, appointmentId, createdAt = now() }) {
      const calendar = calendars.get(calendarId);
      if (calendar === undefined) return;
      come(calendar, {
        eventId,
        isCancelled: false,
        slot: slot ?? (days && wholeDays(calendar.timeZone, days)),
        isDayLong: slot === undefined,
        isTransparent,
        appointmentId,
        title: 'Somebody’s',
        createdAt,
      });
    },
    deleteEvent(calendarId, eventId) {
      const event = calendars.get(calendarId)?.events.get(eventId);
      if (event !== undefined) go(calendarId, event);
    },
  };
}

const wholeDays = (timeZone: string, [first, end]: readonly [LocalDate, LocalDate]): TimeSlot => {
  const clock = zoneClock(timeZone);
  const midnight = (date: LocalDate) => new Date(clock(localMinute({ date, minutes: 0 })).earliest);
  return { start: midnight(first), end: midnight(end) };
};
