import { z } from 'zod';
import { invalid, refuse } from '../errors.ts';
import { instantOf, instantOfLocal, isTimeZone, writtenIn } from './zoned-time.ts';

const text = z.string();
const time = z.object({
  dateTime: text.nullish(),
  date: text.nullish(),
  timeZone: text.nullish(),
});
const properties = z.record(z.string().max(44), z.string().max(1_024));

/** What a caller may say of an event. Unknown fields are kept as they are. */
export const eventBody = z.looseObject({
  id: text.optional(),
  status: z.enum(['confirmed', 'tentative', 'cancelled']).optional(),
  summary: text.optional(),
  start: time.nullish(),
  end: time.nullish(),
  transparency: z.enum(['opaque', 'transparent']).optional(),
  visibility: z.enum(['default', 'public', 'private', 'confidential']).optional(),
  eventType: text.optional(),
  recurrence: z.array(text).nullish(),
  attendees: z
    .array(z.looseObject({ email: text, self: z.boolean().optional(), responseStatus: text.optional() }))
    .optional(),
  extendedProperties: z.object({ private: properties.optional(), shared: properties.optional() }).optional(),
});

export type EventBody = z.infer<typeof eventBody>;

/** An event as Google answers it, and what it means. A cancelled one stays: its id is taken for ever. */
export type StoredEvent = {
  readonly resource: EventBody & { readonly id: string; readonly status: string; readonly etag: string };
  /** ms since the epoch; of a recurring event those of the first occurrence. */
  readonly start: number;
  readonly end: number;
  /** The calendar's revision in which it became what it is. */
  readonly revision: number;
  /** Moved to another calendar, where it lives on under its id. */
  readonly hasMovedAway?: true;
};

const dateShape = /^\d{4}-\d{2}-\d{2}$/;
const localShape = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?$/;

export type Times = Pick<StoredEvent, 'start' | 'end'> & {
  readonly written: Readonly<Record<'start' | 'end', object>>;
};

/** Start and end as instants, and as Google writes them: in the calendar's zone. */
export function timesOf({ start, end }: EventBody, calendarZone: string): Times {
  const from = timeOf(start, 'start', calendarZone);
  const to = timeOf(end, 'end', calendarZone);
  if ('date' in from.written !== 'date' in to.written) {
    invalid('Start and end times must either both be date or both be dateTime.');
  }
  if (to.instant < from.instant) {
    refuse({
      status: 400,
      reason: 'timeRangeEmpty',
      domain: 'calendar',
      message: 'The specified time range is empty.',
    });
  }
  return {
    start: from.instant,
    end: to.instant,
    written: { start: from.written, end: to.written },
  };
}

function timeOf(
  value: EventBody['start'],
  name: 'start' | 'end',
  calendarZone: string,
): { readonly instant: number; readonly written: object } {
  const { dateTime, date, timeZone } = value ?? {};
  if (timeZone && !isTimeZone(timeZone)) invalid(`Invalid time zone definition for ${name} time.`);
  if (date && dateTime) invalid(`Invalid ${name} time.`);
  if (date) {
    if (!dateShape.test(date) || Number.isNaN(Date.parse(date))) invalid(`Invalid ${name} time.`);
    return { instant: instantOfLocal(calendarZone, `${date}T00:00:00`), written: { date } };
  }
  if (!dateTime) return invalid(`Missing ${name} time.`, 'required');
  const zone = timeZone ?? calendarZone;
  const instant = instantOf(dateTime) ?? localInstant(dateTime, timeZone, name);
  return { instant, written: { dateTime: writtenIn(calendarZone, instant), timeZone: zone } };
}

function localInstant(dateTime: string, timeZone: string | null | undefined, name: string): number {
  if (!localShape.test(dateTime)) return invalid(`Invalid ${name} time.`);
  if (!timeZone) return invalid(`Missing time zone definition for ${name} time.`, 'required');
  const instant = instantOfLocal(timeZone, dateTime);
  return Number.isNaN(instant) ? invalid(`Invalid ${name} time.`) : instant;
}
