import type { CalendarBusy } from '../../../domain/scheduling/calendars/agendas.ts';
import type { ChangedEvent } from '../../../domain/scheduling/calendar-sync/looks.ts';
import type { TimeSlot } from '../../../domain/scheduling/time-slot.ts';

/** Why a call did not do what was asked. `detail` is for logs: never a token, never an event's text. */
export type CalendarFailure = {
  readonly failure:
    /** Rate limit, overload, network: the same call may be repeated (with the same event id). */
    | 'transient'
    /** Not known whether it was done: repeat with the same event id, or read back. */
    | 'unknown'
    /** The access token is not accepted (401): renew once and repeat. */
    | 'unauthorized'
    /** A permission was not granted: the clinic has to connect again. */
    | 'missing-scope'
    /** This calendar may be read, not written. */
    | 'not-writable'
    /** The calendar or event is not there (any more), or not shared. */
    | 'not-found'
    /** Anti-abuse limit of Google: hours. */
    | 'quota'
    /** Google's API is switched off for our project, or we sent nonsense: nothing a clinic can mend. */
    | 'deployment';
  /** Google's own reason, e.g. `rateLimitExceeded`. */
  readonly reason: string;
  readonly detail?: string;
  readonly retryAfterMs?: number;
};

export type CalendarResult<T> = { readonly ok: T } | CalendarFailure;
export const isFailure = <T>(result: CalendarResult<T>): result is CalendarFailure => 'failure' in result;

export type ListedCalendar = {
  readonly calendarId: string;
  /** The user's own name for it where there is one. */
  readonly summary: string;
  readonly timeZone: string;
  readonly accessRole: string;
  readonly isPrimary: boolean;
  readonly isHidden: boolean;
};

/** An event that makes time busy. */
export type BusyEvent = {
  readonly eventId: string;
  readonly slot: TimeSlot;
  /** By Google's clocks, to the second at best. */
  readonly createdAt: Date;
  /** Our mark in the event; absent in events of others. */
  readonly appointmentId: string | undefined;
};

export type CalendarEvent = {
  /** Ours: `[a-v0-9]{5,1024}`, made from appointment and generation. Google's idempotency key. */
  readonly eventId: string;
  readonly appointmentId: string;
  readonly clinicId: string;
  readonly slot: TimeSlot;
  /** IANA name. */
  readonly timeZone: string;
  /** Shown in the calendar: what the clinic has chosen to say there. */
  readonly title: string;
};

export type StoredEvent = {
  readonly eventId: string;
  readonly isCancelled: boolean;
  readonly slot: TimeSlot | undefined;
  /** Our mark in the event; absent in events of others. */
  readonly appointmentId: string | undefined;
  /** The calendar's own user has declined it. */
  readonly isDeclined: boolean;
  /** Changes with the event; empty when Google gave none. */
  readonly etag: string;
};

/** What has changed in a calendar, of everybody's events; titles are never read. */
export type ChangedEvents = {
  readonly events: readonly ChangedEvent[];
  /** For the next question. */
  readonly syncToken: string;
};

/** Where Google says that a calendar has changed. Contents of its messages are never believed. */
type PushChannel = {
  readonly channelId: string;
  /** Comes back with every message; at most 256 characters. */
  readonly token: string;
  /** https, unless it is this machine. */
  readonly address: string;
  readonly lifetimeMs: number;
};

/**
 * Google Calendar, seen through one access token. Never throws for a vendor failure, never retries, never holds a
 * refresh token, has a timeout on every call.
 */
export interface GoogleCalendar {
  /** All pages, hidden calendars too, deleted ones not. */
  list(accessToken: string): Promise<CalendarResult<readonly ListedCalendar[]>>;
  /** One entry per calendar asked for, in that order; batches of 50 calendars, chunks of days that touch. */
  busy(
    accessToken: string,
    calendarIds: readonly string[],
    window: TimeSlot,
  ): Promise<CalendarResult<readonly CalendarBusy[]>>;
  /** What makes the window busy, one by one, where `busy` joins what lies on each other. Asks for more rights. */
  busyEvents(
    accessToken: string,
    calendarId: string,
    window: TimeSlot,
  ): Promise<CalendarResult<readonly BusyEvent[]>>;
  /** `duplicate`: an event of this id exists already (or was deleted): read it back. */
  insert(
    accessToken: string,
    calendarId: string,
    event: CalendarEvent,
  ): Promise<CalendarResult<'inserted' | 'duplicate'>>;
  get(accessToken: string, calendarId: string, eventId: string): Promise<CalendarResult<StoredEvent>>;
  /**
   * What has changed since the token was given, deleted events too; everything that ends after `from` without one.
   * `sync-token-expired`: only the latter can be asked.
   */
  changes(
    accessToken: string,
    calendarId: string,
    since: { readonly syncToken: string } | { readonly from: Date },
  ): Promise<CalendarResult<ChangedEvents | 'sync-token-expired'>>;
  /** Puts an event at this time, unless it has changed since `etag` or is gone (`changed`). */
  putAt(
    accessToken: string,
    event: { readonly calendarId: string; readonly eventId: string; readonly slot: TimeSlot },
    options: { readonly timeZone: string; readonly etag: string },
  ): Promise<CalendarResult<'put' | 'changed'>>;
  /**
   * Another title, whatever else has changed. `deleted`: it has it in the bin; `gone`: it is not there (any more), or the
   * calendar is not.
   */
  retitle(
    accessToken: string,
    event: { readonly calendarId: string; readonly eventId: string },
    title: string,
  ): Promise<CalendarResult<'retitled' | 'deleted' | 'gone'>>;
  /** Into another calendar, where it keeps its id. `gone`: it is not there (any more). */
  move(
    accessToken: string,
    calendarId: string,
    eventId: string,
    to: string,
  ): Promise<CalendarResult<'moved' | 'gone'>>;
  /** When the channel really ends, and how it is stopped. */
  watch(
    accessToken: string,
    calendarId: string,
    channel: PushChannel,
  ): Promise<CalendarResult<{ readonly resourceId: string; readonly expiresAt: Date }>>;
  /** Gone already is success. */
  stopChannel(
    accessToken: string,
    channel: { readonly channelId: string; readonly resourceId: string },
  ): Promise<CalendarResult<'stopped'>>;
  /** Gone already is success. */
  remove(
    accessToken: string,
    calendarId: string,
    eventId: string,
  ): Promise<CalendarResult<'removed' | 'gone'>>;
}
