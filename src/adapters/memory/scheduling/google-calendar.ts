import type {
  CalendarEvent,
  CalendarFailure,
  CalendarResult,
  GoogleCalendar,
  ListedCalendar,
} from '../../../application/ports/scheduling/google-calendar.ts';
import { localMinute, zoneClock, type LocalDate } from '../../../domain/clinic/local-time.ts';
import { merged, overlaps, type TimeSlot } from '../../../domain/scheduling/time-slot.ts';

export type CalendarCall = {
  readonly call: keyof GoogleCalendar;
  readonly accessToken: string;
  readonly calendarId?: string;
  readonly eventId?: string;
};

/** What becomes of one call. */
export type CalendarFate =
  | { readonly fate: 'done' }
  | { readonly fate: 'refused'; readonly failure: CalendarFailure }
  /** Nobody answered; whether it was done, or will be when nobody thinks of it any more. */
  | { readonly fate: 'unknown'; readonly done: boolean | 'late' };

type MemoryEvent = {
  readonly eventId: string;
  isCancelled: boolean;
  slot: TimeSlot | undefined;
  /** Free time, as Google's own default for all-day events. */
  readonly isTransparent: boolean;
  readonly appointmentId: string | undefined;
  readonly title: string;
  readonly createdAt: Date;
};

type EventToAdd = {
  readonly eventId: string;
  readonly slot?: TimeSlot;
  /** From the first day to the one before the second, in the calendar's zone. */
  readonly days?: readonly [LocalDate, LocalDate];
  readonly isTransparent?: boolean;
  readonly appointmentId?: string;
  readonly createdAt?: Date;
};

/** What became of an event, in the order in which it did. */
type Happening = {
  readonly did: 'came' | 'went';
  readonly calendarId: string;
  readonly event: Readonly<MemoryEvent>;
};

export type ScriptedGoogle = GoogleCalendar & {
  readonly calls: CalendarCall[];
  readonly happenings: Happening[];
  addCalendar(request: Partial<ListedCalendar> & Pick<ListedCalendar, 'calendarId'>): void;
  removeCalendar(calendarId: string): void;
  /** Google does not answer for it, while it answers for others. */
  silenceCalendar(calendarId: string): void;
  /** Somebody writes into the calendar. */
  addEvent(calendarId: string, request: EventToAdd): void;
  /** Somebody deletes an event in the calendar; its id stays taken. */
  deleteEvent(calendarId: string, eventId: string): void;
  /** Those that stand in the calendar. */
  events(calendarId: string): readonly MemoryEvent[];
  /** What was answered by nobody arrives now. */
  landLate(): void;
};

type Options = {
  readonly fateOf?: (call: CalendarCall) => CalendarFate;
  /** Lets others go first, before and after the call. */
  readonly pause?: () => Promise<void>;
  readonly accepts?: (accessToken: string) => boolean;
  readonly now?: () => Date;
};

type CalendarRow = ListedCalendar & { readonly events: Map<string, MemoryEvent>; isSilent?: true };

const writers = new Set(['owner', 'writer', 'writerWithoutPrivateAccess']);
const notFound: CalendarFailure = { failure: 'not-found', reason: 'notFound' };
const silence: CalendarFailure = { failure: 'transient', reason: 'backendError' };

/** Google Calendar that keeps the same promises, and breaks the same ones, as told by `fateOf`. */
export function scriptedGoogle({
  fateOf = () => ({ fate: 'done' }),
  pause = () => Promise.resolve(),
  accepts = () => true,
  now = () => new Date(0),
}: Options = {}): ScriptedGoogle {
  const calendars = new Map<string, CalendarRow>();
  const calls: CalendarCall[] = [];
  const happenings: Happening[] = [];
  const late: (() => void)[] = [];

  const perform = async <T>(
    call: CalendarCall,
    work: () => CalendarResult<T>,
  ): Promise<CalendarResult<T>> => {
    await pause();
    calls.push(call);
    const told = fateOf(call);
    if (told.fate === 'refused') return told.failure;
    const answer: CalendarResult<T> = accepts(call.accessToken)
      ? told.fate === 'done' || told.done === true
        ? work()
        : notFound
      : { failure: 'unauthorized', reason: 'authError' };
    if (told.fate === 'unknown' && told.done === 'late') late.push(() => void work());
    await pause();
    if (told.fate === 'done') return answer;
    return { failure: call.call === 'insert' ? 'unknown' : 'transient', reason: 'timeout' };
  };

  const come = ({ calendarId, events }: CalendarRow, event: MemoryEvent) => {
    events.set(event.eventId, event);
    happenings.push({ did: 'came', calendarId, event });
  };
  const go = (calendarId: string, event: MemoryEvent) => {
    event.isCancelled = true;
    happenings.push({ did: 'went', calendarId, event });
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

  return {
    calls,
    happenings,
    addCalendar(request) {
      const { calendarId } = request;
      const usual = { summary: calendarId, timeZone: 'America/Sao_Paulo', accessRole: 'owner' };
      calendars.set(calendarId, {
        ...usual,
        isPrimary: false,
        isHidden: false,
        events: new Map(),
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
    events: (calendarId) =>
      [...(calendars.get(calendarId)?.events.values() ?? [])].filter(({ isCancelled }) => !isCancelled),
    landLate: () => {
      for (const work of late.splice(0)) work();
    },

    list: (accessToken) =>
      perform({ call: 'list', accessToken }, () => ({
        ok: [...calendars.values()].map(
          ({ calendarId, summary, timeZone, accessRole, isPrimary, isHidden }) => ({
            calendarId,
            summary,
            timeZone,
            accessRole,
            isPrimary,
            isHidden,
          }),
        ),
      })),

    busy: (accessToken, calendarIds, window) =>
      perform({ call: 'busy', accessToken }, () => ({
        ok: calendarIds.map((calendarId) => {
          const calendar = calendars.get(calendarId);
          if (calendar === undefined) return { calendarId, unknown: 'not-found' };
          if (calendar.isSilent) return { calendarId, unknown: 'transient' };
          const slots = [...calendar.events.values()].flatMap(({ slot, isCancelled, isTransparent }) =>
            slot === undefined || isCancelled || isTransparent || !overlaps(slot, window) ? [] : [slot],
          );
          return { calendarId, busy: merged(structuredClone(slots)) };
        }),
      })),

    busyEvents: (accessToken, calendarId, window) =>
      perform({ call: 'busyEvents', accessToken, calendarId }, () => {
        const calendar = calendars.get(calendarId);
        if (calendar === undefined) return notFound;
        if (calendar.isSilent) return silence;
        return {
          ok: [...calendar.events.values()].flatMap(
            ({ eventId, slot, isCancelled, isTransparent, createdAt, appointmentId }) =>
              slot === undefined || isCancelled || isTransparent || !overlaps(slot, window)
                ? []
                : [structuredClone({ eventId, slot, createdAt, appointmentId })],
          ),
        };
      }),

    insert: (accessToken, calendarId, event) =>
      perform({ call: 'insert', accessToken, calendarId, eventId: event.eventId }, () =>
        insert(calendarId, event),
      ),

    get: (accessToken, calendarId, eventId) =>
      perform({ call: 'get', accessToken, calendarId, eventId }, () => {
        const event = calendars.get(calendarId)?.events.get(eventId);
        if (event === undefined) return notFound;
        const { isCancelled, slot, appointmentId } = event;
        return { ok: structuredClone({ eventId, isCancelled, slot, appointmentId }) };
      }),

    remove: (accessToken, calendarId, eventId) =>
      perform({ call: 'remove', accessToken, calendarId, eventId }, () => {
        const calendar = calendars.get(calendarId);
        if (calendar && !writers.has(calendar.accessRole))
          return { failure: 'not-writable', reason: 'requiredAccessLevel' };
        const event = calendar?.events.get(eventId);
        if (event === undefined || event.isCancelled) return { ok: 'gone' };
        go(calendarId, event);
        return { ok: 'removed' };
      }),
  };
}

const wholeDays = (timeZone: string, [first, end]: readonly [LocalDate, LocalDate]): TimeSlot => {
  const clock = zoneClock(timeZone);
  const midnight = (date: LocalDate) => new Date(clock(localMinute({ date, minutes: 0 })).earliest);
  return { start: midnight(first), end: midnight(end) };
};
