import { invalid } from '../errors.ts';
import { isAtLeast, type Seen } from './calendars.ts';
import { pageOf } from './pages.ts';
import type { StoredEvent } from './stored-event.ts';
import { instantOf } from './zoned-time.ts';

/** `GET /calendars/{id}/events`. */
export function listEvents({ calendar, listing }: Seen, query: URLSearchParams): object {
  const timeMin = bound(query, 'timeMin') ?? -Infinity;
  const timeMax = bound(query, 'timeMax') ?? Infinity;
  const orderBy = query.get('orderBy');
  if (orderBy === 'startTime' && query.get('singleEvents') !== 'true') {
    invalid('The requested ordering is not available for the particular query.');
  }
  const wanted = query.getAll('privateExtendedProperty').map((pair) => pair.split('='));
  const words = query.get('q')?.toLowerCase();
  const found = [...calendar.events.values()]
    .filter(({ start, end }) => end > timeMin && start < timeMax)
    .filter(({ resource }) => query.get('showDeleted') === 'true' || resource.status !== 'cancelled')
    .filter(({ resource }) =>
      wanted.every(([key = '', value]) => resource.extendedProperties?.private?.[key] === value),
    )
    .filter(({ resource }) => !words || (resource.summary ?? '').toLowerCase().includes(words));
  if (orderBy === 'startTime') found.sort((a, b) => a.start - b.start);
  if (orderBy === 'updated') found.sort((a, b) => updatedOf(a).localeCompare(updatedOf(b)));
  const { page, nextPageToken } = pageOf(found, query, { usual: 250, most: 2_500 });
  return {
    kind: 'calendar#events',
    etag: `"${calendar.events.size}"`,
    summary: calendar.summary,
    timeZone: calendar.timeZone,
    accessRole: listing.accessRole,
    defaultReminders: [],
    ...(nextPageToken === undefined ? { nextSyncToken: 'twin' } : { nextPageToken }),
    items: page.map((event) => shown(event, listing)),
  };
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
