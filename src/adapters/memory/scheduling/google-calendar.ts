import type {
  CalendarFailure,
  CalendarResult,
  ChangedEvents,
  GoogleCalendar,
} from '../../../application/ports/scheduling/google-calendar.ts';
import { merged, overlaps } from '../../../domain/scheduling/time-slot.ts';
import { peopleInCalendars, type PeopleInCalendars } from './people-in-calendars.ts';
import {
  etagOf,
  notFound,
  scriptedCalendars,
  silence,
  timeOf,
  writers,
  type Happening,
  type MemoryEvent,
} from './scripted-calendars.ts';

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

export type ScriptedGoogle = GoogleCalendar &
  PeopleInCalendars & {
    readonly calls: CalendarCall[];
    readonly happenings: readonly Happening[];
    /** Channels that live, by their ids. */
    readonly channels: Map<string, ScriptedChannel>;
    /** What Google says of changes, one message for each channel of the calendar; whoever delivers one takes it out. */
    readonly pushes: ChannelMessage[];
    /** Those that stand in the calendar. */
    events(calendarId: string): readonly MemoryEvent[];
    /** What was answered by nobody arrives now. */
    landLate(): void;
  };

type ScriptedChannel = {
  readonly calendarId: string;
  readonly resourceId: string;
  readonly token: string;
  readonly expiresAt: Date;
};
type ChannelMessage = { readonly channelId: string; readonly token: string };

type Options = {
  readonly fateOf?: (call: CalendarCall) => CalendarFate;
  /** Lets others go first, before and after the call. */
  readonly pause?: () => Promise<void>;
  readonly accepts?: (accessToken: string) => boolean;
  readonly now?: () => Date;
};

/** Google Calendar that keeps the same promises, and breaks the same ones, as told by `fateOf`. */
export function scriptedGoogle({
  fateOf = () => ({ fate: 'done' }),
  pause = () => Promise.resolve(),
  accepts = () => true,
  now = () => new Date(0),
}: Options = {}): ScriptedGoogle {
  const channels: ScriptedGoogle['channels'] = new Map();
  const pushes: ChannelMessage[] = [];
  const world = scriptedCalendars(now, (changed) => {
    for (const [channelId, { calendarId, token, expiresAt }] of channels)
      if (calendarId === changed && expiresAt > now()) pushes.push({ channelId, token });
  });
  const { calendars, happenings, change, go, moveTo, insert } = world;
  const calls: CalendarCall[] = [];
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

  return {
    calls,
    happenings,
    channels,
    pushes,
    ...peopleInCalendars(world, now),
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
        const { isCancelled, appointmentId, isDeclined = false } = event;
        const etag = etagOf(event);
        const slot = timeOf(event);
        return { ok: structuredClone({ eventId, isCancelled, slot, appointmentId, isDeclined, etag }) };
      }),

    changes: (accessToken, calendarId, since) =>
      perform<ChangedEvents | 'sync-token-expired'>({ call: 'changes', accessToken, calendarId }, () => {
        const calendar = calendars.get(calendarId);
        if (calendar === undefined) return notFound;
        if (calendar.isSilent) return silence;
        const { revision, oldestSync, events } = calendar;
        if ('syncToken' in since && Number(since.syncToken) < oldestSync) return { ok: 'sync-token-expired' };
        const isWanted = (event: MemoryEvent) =>
          'syncToken' in since
            ? event.revision > Number(since.syncToken)
            : !event.isCancelled && (event.slot === undefined || event.slot.end > since.from);
        const changed = [...events.values()].filter(isWanted).map((event) => ({
          eventId: event.eventId,
          isCancelled: event.isCancelled,
          slot: event.isCancelled ? undefined : structuredClone(timeOf(event)),
          isDeclined: event.isDeclined ?? false,
        }));
        return { ok: { events: changed, syncToken: String(revision) } };
      }),

    putAt: (accessToken, { calendarId, eventId, slot }, { etag }) =>
      perform({ call: 'putAt', accessToken, calendarId, eventId }, () => {
        const event = calendars.get(calendarId)?.events.get(eventId);
        if (event === undefined || event.isCancelled || etagOf(event) !== etag) return { ok: 'changed' };
        change(calendarId, eventId, (found) => {
          found.slot = structuredClone(slot);
          found.isDayLong = false;
        });
        return { ok: 'put' };
      }),

    retitle: (accessToken, { calendarId, eventId }, title) =>
      perform({ call: 'retitle', accessToken, calendarId, eventId }, () => {
        const calendar = calendars.get(calendarId);
        if (calendar && !writers.has(calendar.accessRole))
          return { failure: 'not-writable', reason: 'requiredAccessLevel' };
        const event = calendar?.events.get(eventId);
        if (event === undefined) return { ok: 'gone' };
        change(calendarId, eventId, (found) => {
          found.title = title;
        });
        return { ok: event.isCancelled ? 'deleted' : 'retitled' };
      }),

    move: (accessToken, calendarId, eventId, to) =>
      perform({ call: 'move', accessToken, calendarId, eventId }, () => ({
        ok: moveTo(calendarId, eventId, to) ? 'moved' : 'gone',
      })),

    watch: (accessToken, calendarId, { channelId, token, lifetimeMs }) =>
      perform({ call: 'watch', accessToken, calendarId }, () => {
        if (!calendars.has(calendarId)) return notFound;
        const resourceId = `resource of ${channelId}`;
        const expiresAt = new Date(now().getTime() + lifetimeMs);
        channels.set(channelId, { calendarId, resourceId, token, expiresAt });
        return { ok: { resourceId, expiresAt } };
      }),

    stopChannel: (accessToken, { channelId }) =>
      perform({ call: 'stopChannel', accessToken }, () => {
        channels.delete(channelId);
        return { ok: 'stopped' };
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
