import { invalid, notFound } from '../errors.ts';
import { isAtLeast, type Seen } from './calendars.ts';
import { pageOf } from './pages.ts';
import { instancesOf, singleEvents } from './recurrence.ts';
import type { StoredEvent } from './stored-event.ts';
import { readSyncToken, writeSyncToken } from './sync-tokens.ts';
import { instantOf } from './zoned-time.ts';

/** `GET /calendars/{id}/events`: all, or what has changed since a sync token was given. */
export function listEvents({ calendar, listing }: Seen, query: URLSearchParams): object {
  const since = readSyncToken(calendar, query);
  const isSingle = query.get('singleEvents') === 'true';
  const all = isSingle ? singleEvents(calendar) : [...calendar.events.values()];
  const found =
    since === undefined ? wanted(all, query) : all.filter(({ revision }) => revision > since.revision);
  const { page, nextPageToken } = pageOf(found, query, { usual: 250, most: 2_500 });
  return {
    kind: 'calendar#events',
    etag: `"${calendar.revision}"`,
    summary: calendar.summary,
    timeZone: calendar.timeZone,
    accessRole: listing.accessRole,
    defaultReminders: [],
    ...(nextPageToken === undefined
      ? { nextSyncToken: writeSyncToken({ revision: calendar.revision, singleEvents: isSingle }) }
      : { nextPageToken }),
    items: page.map((event) =>
      since !== undefined && event.resource.status === 'cancelled' ? tombstone(event) : shown(event, listing),
    ),
  };
}

/** `GET /calendars/{id}/events/{eventId}/instances`. */
export function listInstances({ calendar, listing }: Seen, id: string, query: URLSearchParams): object {
  const master = calendar.events.get(id) ?? notFound();
  const changed = [...calendar.events.values()].filter(
    ({ resource }) => resource['recurringEventId'] === id && resource.status !== 'cancelled',
  );
  const { page, nextPageToken } = pageOf([...instancesOf(calendar, master), ...changed], query, {
    usual: 250,
    most: 2_500,
  });
  return {
    kind: 'calendar#events',
    timeZone: calendar.timeZone,
    ...(nextPageToken !== undefined && { nextPageToken }),
    items: page.map((event) => shown(event, listing)),
  };
}

/** Of a deleted event only the id is sure to be told. */
const tombstone = ({ resource: { id, etag, recurringEventId, originalStartTime } }: StoredEvent): object => ({
  kind: 'calendar#event',
  id,
  etag,
  status: 'cancelled',
  ...(recurringEventId !== undefined && { recurringEventId, originalStartTime }),
});

function wanted(all: readonly StoredEvent[], query: URLSearchParams): readonly StoredEvent[] {
  const timeMin = bound(query, 'timeMin') ?? -Infinity;
  const timeMax = bound(query, 'timeMax') ?? Infinity;
  const orderBy = query.get('orderBy');
  if (orderBy === 'startTime' && query.get('singleEvents') !== 'true') {
    invalid('The requested ordering is not available for the particular query.');
  }
  const properties = query.getAll('privateExtendedProperty').map((pair) => pair.split('='));
  const words = query.get('q')?.toLowerCase();
  const found = all
    .filter(({ start, end }) => end > timeMin && start < timeMax)
    .filter(({ resource }) => query.get('showDeleted') === 'true' || resource.status !== 'cancelled')
    .filter(({ resource }) =>
      properties.every(([key = '', value]) => resource.extendedProperties?.private?.[key] === value),
    )
    .filter(({ resource }) => !words || (resource.summary ?? '').toLowerCase().includes(words));
  if (orderBy === 'startTime') return found.toSorted((a, b) => a.start - b.start);
  return orderBy === 'updated' ? found.toSorted((a, b) => updatedOf(a).localeCompare(updatedOf(b))) : found;
}

/** Somebody who may only see when it is busy gets no more than that. */
export function shown({ resource }: StoredEvent, { accessRole }: Seen['listing']): object {
  if (isAtLeast(accessRole, 'reader')) return resource;
  const { id, status, etag, start, end } = resource;
  return { kind: 'calendar#event', id, status, etag, start, end, visibility: 'private' };
}

const updatedOf = ({ resource }: StoredEvent): string => String(resource['updated']);

function bound(query: URLSearchParams, name: 'timeMin' | 'timeMax'): number | undefined {
  const text = query.get(name);
  return text === null ? undefined : (instantOf(text) ?? invalid('Bad Request', 'badRequest'));
}
