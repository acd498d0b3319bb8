import type {
  CalendarEvent,
  CalendarFailure,
  CalendarResult,
  ListedCalendar,
} from '../../../application/ports/scheduling/google-calendar.ts';
import type { TimeSlot } from '../../../domain/scheduling/time-slot.ts';

export type MemoryEvent = {
  readonly eventId: string;
  isCancelled: boolean;
  slot: TimeSlot | undefined;
  /** Free time, as Google's own default for all-day events. */
  readonly isTransparent: boolean;
  readonly appointmentId: string | undefined;
  title: string;
  readonly createdAt: Date;
  isDeclined?: boolean;
  /** It has days instead of times. */
  isDayLong?: boolean;
  /** The calendar's revision in which it became what it is. */
  revision: number;
  /** It lives on in another calendar. */
  hasMovedAway?: boolean;
};

/** What became of an event, in the order in which it did. */
export type Happening = {
  readonly did: 'came' | 'went';
  readonly calendarId: string;
  readonly event: Readonly<MemoryEvent>;
};

type CalendarRow = ListedCalendar & {
  readonly events: Map<string, MemoryEvent>;
  isSilent?: true;
  revision: number;
  oldestSync: number;
};

export const writers = new Set(['owner', 'writer', 'writerWithoutPrivateAccess']);
export const notFound: CalendarFailure = { failure: 'not-found', reason: 'notFound' };
export const silence: CalendarFailure = { failure: 'transient', reason: 'backendError' };

export type ScriptedCalendars = ReturnType<typeof scriptedCalendars>;

/** The calendars of a Google account, and how events come, change and go in them; `onChange` learns of each change. */
export function scriptedCalendars(now: () => Date, onChange: (calendarId: string) => void) {
  const calendars = new Map<string, CalendarRow>();
  const happenings: Happening[] = [];

  const touch = (calendar: CalendarRow, event: MemoryEvent) => {
    calendar.revision += 1;
    event.revision = calendar.revision;
    onChange(calendar.calendarId);
  };
  const come = (calendar: CalendarRow, event: Omit<MemoryEvent, 'revision'>) => {
    const { calendarId, events } = calendar;
    const added = { ...event, revision: 0 };
    touch(calendar, added);
    events.set(event.eventId, added);
    happenings.push({ did: 'came', calendarId, event: added });
  };
  const go = (calendarId: string, event: MemoryEvent) => {
    event.isCancelled = true;
    const calendar = calendars.get(calendarId);
    if (calendar) touch(calendar, event);
    happenings.push({ did: 'went', calendarId, event });
  };
  const change = (calendarId: string, eventId: string, work: (event: MemoryEvent) => void) => {
    const calendar = calendars.get(calendarId);
    const event = calendar?.events.get(eventId);
    if (calendar === undefined || event === undefined) return;
    work(event);
    touch(calendar, event);
  };
  const moveTo = (calendarId: string, eventId: string, to: string): boolean => {
    const event = calendars.get(calendarId)?.events.get(eventId);
    const target = calendars.get(to);
    if (event === undefined || event.isCancelled || target === undefined) return false;
    const there = target.events.get(eventId);
    if (there !== undefined && there.hasMovedAway !== true) return false;
    change(calendarId, eventId, (left) => {
      left.isCancelled = true;
      left.hasMovedAway = true;
    });
    target.events.set(eventId, { ...event, hasMovedAway: false, isCancelled: false });
    change(to, eventId, () => undefined);
    return true;
  };
  const insert = (calendarId: string, event: CalendarEvent): CalendarResult<'inserted' | 'duplicate'> => {
    const calendar = calendars.get(calendarId);
    if (calendar === undefined) return notFound;
    if (!writers.has(calendar.accessRole)) return { failure: 'not-writable', reason: 'requiredAccessLevel' };
    if (!/^[a-v0-9]{5,1024}$/.test(event.eventId)) return { failure: 'deployment', reason: 'invalid' };
    if (calendar.events.has(event.eventId)) return { ok: 'duplicate' };
    const { eventId, slot, appointmentId, title } = event;
    come(calendar, {
      eventId,
      isCancelled: false,
      slot: structuredClone(slot),
      isTransparent: false,
      appointmentId,
      title,
      createdAt: now(),
    });
    return { ok: 'inserted' };
  };

  return { calendars, happenings, come, go, change, moveTo, insert };
}

export const timeOf = ({ slot, isDayLong = false }: MemoryEvent): TimeSlot | undefined =>
  isDayLong ? undefined : slot;
export const etagOf = ({ eventId, revision }: MemoryEvent): string => `${eventId} ${revision}`;
