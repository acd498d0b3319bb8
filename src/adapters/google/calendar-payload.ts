// https://developers.google.com/workspace/calendar/api/v3/reference (read 2026-11-24). Tolerant: Google adds fields.
import { z } from 'zod';
import type {
  BusyEvent,
  CalendarEvent,
  StoredEvent,
} from '../../application/ports/scheduling/google-calendar.ts';
import { localMinute, localTime, zoneClock, type LocalDate } from '../../domain/clinic/local-time.ts';
import type { ChangedEvent } from '../../domain/scheduling/calendar-sync/looks.ts';
import { merged, type TimeSlot } from '../../domain/scheduling/time-slot.ts';

const minuteMs = 60_000;

export const listPage = z.object({
  nextPageToken: z.string().optional(),
  items: z
    .array(
      z.object({
        id: z.string(),
        summary: z.string().optional(),
        summaryOverride: z.string().optional(),
        timeZone: z.string().default('UTC'),
        accessRole: z.string().default('none'),
        primary: z.boolean().default(false),
        hidden: z.boolean().default(false),
        deleted: z.boolean().default(false),
      }),
    )
    .default([]),
});

const moment = z.string().transform((text, context): Date => {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) context.addIssue({ code: 'custom', message: 'no moment' });
  return date;
});

const calendarAnswer = z.object({
  errors: z.array(z.object({ reason: z.string().optional() })).default([]),
  busy: z.array(z.object({ start: moment, end: moment })),
});

/** Each calendar is read by itself: an unreadable one does not make the others so. */
export const freeBusyAnswer = z.object({ calendars: z.record(z.string(), z.unknown()) });

/** Busy times sorted and joined, or why they are not known. An error beside busy times makes them worthless. */
export function busyOf(answer: unknown): readonly TimeSlot[] | 'not-found' | 'transient' {
  const read = calendarAnswer.safeParse(answer);
  if (!read.success) return 'transient';
  const [error] = read.data.errors;
  if (error !== undefined) return error.reason === 'notFound' ? 'not-found' : 'transient';
  return merged(read.data.busy);
}

const eventTime = z.object({ dateTime: moment.optional() }).optional();
const ourMark = z
  .object({ private: z.object({ appointmentId: z.string().optional() }).optional() })
  .optional();

const attendees = z
  .array(z.object({ self: z.boolean().default(false), responseStatus: z.string().optional() }))
  .default([]);
const isDeclinedBy = (people: z.output<typeof attendees>): boolean =>
  people.some(({ self, responseStatus }) => self && responseStatus === 'declined');

/** An all-day event has dates only, a deleted one perhaps nothing. */
const timed = z.object({
  id: z.string(),
  status: z.string().optional(),
  start: eventTime,
  end: eventTime,
  attendees,
});
const timesOf = ({ id, status, start, end, attendees: people }: z.output<typeof timed>): ChangedEvent => ({
  eventId: id,
  isCancelled: status === 'cancelled',
  slot: start?.dateTime && end?.dateTime && { start: start.dateTime, end: end.dateTime },
  isDeclined: isDeclinedBy(people),
});

export const storedEvent = timed
  .extend({ etag: z.string().default(''), extendedProperties: ourMark })
  .transform((event): StoredEvent => ({
    ...timesOf(event),
    appointmentId: event.extendedProperties?.private?.appointmentId,
    etag: event.etag,
  }));

export const changesPage = z.object({
  nextPageToken: z.string().optional(),
  nextSyncToken: z.string().optional(),
  items: z.array(timed.transform(timesOf)).default([]),
});

export const watchedChannel = z
  .object({ resourceId: z.string().min(1), expiration: z.coerce.number() })
  .transform(({ resourceId, expiration }) => ({ resourceId, expiresAt: new Date(expiration) }));

const eitherTime = z.object({ dateTime: moment.optional(), date: z.iso.date().optional() });

export const eventPage = z.object({
  nextPageToken: z.string().optional(),
  timeZone: z.string().default('UTC'),
  items: z
    .array(
      z.object({
        id: z.string(),
        status: z.string().optional(),
        transparency: z.string().optional(),
        eventType: z.string().optional(),
        start: eitherTime.optional(),
        end: eitherTime.optional(),
        created: moment.optional(),
        attendees,
        extendedProperties: ourMark,
      }),
    )
    .default([]),
});

const neverBusy: ReadonlySet<string | undefined> = new Set(['workingLocation', 'birthday']);

/**
 * What counts as busy, by the rules of freebusy (docs/vendors/google.md#busy-times); days are days of the
 * calendar's time zone.
 */
export const busyEventsOf = ({ items, timeZone }: z.output<typeof eventPage>): readonly BusyEvent[] =>
  items.flatMap((event): readonly BusyEvent[] => {
    const isFree =
      event.status === 'cancelled' ||
      event.transparency === 'transparent' ||
      neverBusy.has(event.eventType) ||
      isDeclinedBy(event.attendees);
    const start = instantOf(event.start, timeZone);
    const end = instantOf(event.end, timeZone);
    if (isFree || start === undefined || end === undefined) return [];
    return [
      {
        eventId: event.id,
        slot: { start, end },
        createdAt: event.created ?? new Date(0),
        appointmentId: event.extendedProperties?.private?.appointmentId,
      },
    ];
  });

function instantOf(time: z.output<typeof eitherTime> | undefined, timeZone: string): Date | undefined {
  if (time?.date === undefined) return time?.dateTime;
  return new Date(zoneClock(timeZone)(localMinute({ date: time.date as LocalDate, minutes: 0 })).earliest);
}

/** `2026-12-01T14:00:00-03:00`, as the clocks of the zone show it. */
export function writtenMoment(at: Date, timeZone: string): { dateTime: string; timeZone: string } {
  const minute = Math.floor(at.getTime() / minuteMs);
  const offset = localMinute(localTime(timeZone, at)) - minute;
  const shown = new Date(at.getTime() + offset * minuteMs).toISOString().slice(0, 19);
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
  const two = (value: number) => String(value).padStart(2, '0');
  return { dateTime: `${shown}${offset < 0 ? '-' : '+'}${two(hours)}:${two(minutes)}`, timeZone };
}

/** What stands in the calendar: opaque, private, nobody invited, and our marks. */
export const eventBody = ({ eventId, title, slot, timeZone, appointmentId, clinicId }: CalendarEvent) => ({
  id: eventId,
  summary: title,
  start: writtenMoment(slot.start, timeZone),
  end: writtenMoment(slot.end, timeZone),
  transparency: 'opaque',
  visibility: 'private',
  reminders: { useDefault: false },
  extendedProperties: { private: { appointmentId, clinicId } },
});
