import { createHash, randomBytes } from 'node:crypto';
import { invalid, notFound, refuse } from '../errors.ts';
import type { Calendar } from './calendars.ts';
import { findEvent, isRecurring, ruleOf } from './recurrence.ts';
import { eventBody, timesOf, type EventBody, type StoredEvent } from './stored-event.ts';

const idShape = /^[a-v0-9]{5,1024}$/;
const alphabet = '0123456789abcdefghijklmnopqrstuv';
/** Google's own: what a caller says of them is ignored. */
const readOnly = ['kind', 'etag', 'created', 'updated', 'htmlLink', 'creator', 'organizer', 'sequence'];

export type Author = { readonly email: string; readonly now: number };

/** Google checks the id, and nothing else: two events may lie on each other. */
export function insertEvent(calendar: Calendar, input: unknown, author: Author): StoredEvent {
  const body = read(input);
  const id = body.id ?? newId();
  if (!idShape.test(id)) invalid('Invalid resource id value.');
  if (calendar.events.has(id)) {
    refuse({ status: 409, reason: 'duplicate', message: 'The requested identifier already exists.' });
  }
  return put(calendar, { ...body, id }, author);
}

/** A cancelled event is still there to be read. */
export const getEvent = (calendar: Calendar, id: string): StoredEvent =>
  findEvent(calendar, id) ?? notFound();

/** `merge`: objects field by field, `null` removes, arrays are replaced. Else everything is replaced. */
export function changeEvent(
  calendar: Calendar,
  id: string,
  input: unknown,
  { ifMatch, isMerge, ...author }: Author & { ifMatch: string | undefined; isMerge: boolean },
): StoredEvent {
  const known = getEvent(calendar, id);
  requireMatch(known, ifMatch);
  const body = isMerge ? read(merge(known.resource, withoutReadOnly(input))) : read(input);
  return put(calendar, { ...body, id }, author, known);
}

/** Leaves a cancelled event behind. */
export function deleteEvent(calendar: Calendar, id: string, author: Author, ifMatch?: string): void {
  const known = getEvent(calendar, id);
  if (known.resource.status === 'cancelled') {
    refuse({ status: 410, reason: 'deleted', message: 'Resource has been deleted' });
  }
  requireMatch(known, ifMatch);
  put(calendar, { ...known.resource, status: 'cancelled' }, author, known);
}

/**
 * The event lives on in the other calendar under its id; here a cancelled one with little more than the id stays. Only
 * ordinary events, and whole series, can be moved.
 */
export function moveEvent(from: Calendar, id: string, to: Calendar, author: Author): StoredEvent {
  const known = getEvent(from, id);
  const { status, eventType, recurringEventId } = known.resource;
  if (status === 'cancelled') {
    refuse({ status: 410, reason: 'deleted', message: 'Resource has been deleted' });
  }
  if (eventType !== 'default' || recurringEventId !== undefined)
    refuse({ status: 400, reason: 'eventTypeRestriction', message: 'This event cannot be moved.' });
  if (from === to) return known;
  const there = to.events.get(id);
  if (there !== undefined && there.hasMovedAway === undefined)
    refuse({ status: 409, reason: 'duplicate', message: 'The requested identifier already exists.' });
  const { start, end } = known.resource;
  const stub = put(from, { id, start, end, status: 'cancelled' }, author, known);
  from.events.set(id, { ...stub, hasMovedAway: true });
  return put(to, known.resource, author, known);
}

function put(
  calendar: Calendar,
  body: EventBody & { readonly id: string },
  { email, now }: Author,
  before?: StoredEvent,
): StoredEvent {
  const { start, end, written } = timesOf(body, calendar.timeZone);
  const updated = new Date(now).toISOString();
  const version = Number(before?.resource['sequence'] ?? -1) + 1;
  calendar.revision += 1;
  const event: StoredEvent = {
    start,
    end,
    revision: calendar.revision,
    resource: {
      reminders: { useDefault: true },
      iCalUID: `${body.id}@google.com`,
      eventType: 'default',
      creator: before?.resource['creator'] ?? { email },
      ...body,
      ...written,
      kind: 'calendar#event',
      etag: `"${createHash('sha256').update(`${body.id} ${version} ${updated}`).digest('hex').slice(0, 16)}"`,
      status: body.status ?? 'confirmed',
      created: before?.resource['created'] ?? `${updated.slice(0, 19)}Z`,
      updated,
      htmlLink: `https://www.google.com/calendar/event?eid=${Buffer.from(`${body.id} ${calendar.id}`).toString('base64url')}`,
      organizer: { email: calendar.id, displayName: calendar.summary },
      sequence: version,
    },
  };
  calendar.events.set(body.id, event);
  return event;
}

function read(input: unknown): EventBody {
  const result = eventBody.safeParse(withoutReadOnly(input));
  if (!result.success) return invalid(`Invalid value for: ${result.error.issues[0]?.path.join('.') ?? ''}`);
  if (isRecurring(result.data)) ruleOf(result.data);
  return result.data;
}

function requireMatch({ resource }: StoredEvent, ifMatch: string | undefined): void {
  if (ifMatch === undefined || ifMatch === '*' || ifMatch === resource.etag) return;
  refuse({
    status: 412,
    reason: 'conditionNotMet',
    message: 'Precondition Failed',
    location: { locationType: 'header', location: 'If-Match' },
  });
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const withoutReadOnly = (input: unknown): unknown =>
  isObject(input)
    ? Object.fromEntries(Object.entries(input).filter(([name]) => !readOnly.includes(name)))
    : input;

function merge(into: unknown, change: unknown): unknown {
  if (!isObject(change)) return change;
  const result = new Map(Object.entries(isObject(into) ? into : {}));
  for (const [name, value] of Object.entries(change)) {
    if (value === null) result.delete(name);
    else result.set(name, merge(result.get(name), value));
  }
  return Object.fromEntries(result);
}

const newId = (): string => [...randomBytes(26)].map((byte) => alphabet[byte % 32] ?? '0').join('');
