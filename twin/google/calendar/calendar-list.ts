import { invalid, notFound } from '../errors.ts';
import type { GoogleWorld } from '../world.ts';
import { accessRoles, isAtLeast, type Seen } from './calendars.ts';
import { pageOf } from './pages.ts';
import { tooOld } from './sync-tokens.ts';

/** `GET /users/me/calendarList`: hidden calendars only when asked for. */
export function listCalendars({ calendars }: GoogleWorld, email: string, query: URLSearchParams): object {
  // always too old here, as it may be at Google's at any time
  if (query.has('syncToken')) tooOld();
  const asked = query.get('minAccessRole');
  const least = accessRoles.find((role) => role === (asked ?? 'freeBusyReader'));
  if (least === undefined) return invalid(`Invalid value '${asked ?? ''}'`, 'invalidParameter');
  const entries = calendars
    .seenBy(email)
    .filter(({ listing }) => query.get('showHidden') === 'true' || !listing.isHidden)
    .filter(({ listing }) => isAtLeast(listing.accessRole, least))
    .map(entryOf);
  const { page, nextPageToken } = pageOf(entries, query, { usual: 100, most: 250 });
  return {
    kind: 'calendar#calendarList',
    etag: `"${entries.length}"`,
    ...(nextPageToken === undefined ? { nextSyncToken: 'twin' } : { nextPageToken }),
    items: page,
  };
}

export function getListed({ calendars }: GoogleWorld, email: string, id: string): object {
  const seen = calendars.find(email, id);
  return seen === undefined ? notFound() : entryOf(seen);
}

const entryOf = ({ calendar, listing }: Seen): object => ({
  kind: 'calendar#calendarListEntry',
  etag: `"${calendar.events.size}"`,
  id: calendar.id,
  summary: calendar.summary,
  ...(listing.summaryOverride !== undefined && { summaryOverride: listing.summaryOverride }),
  timeZone: calendar.timeZone,
  backgroundColor: calendar.colour,
  foregroundColor: '#000000',
  ...(listing.isHidden ? { hidden: true } : { selected: true }),
  accessRole: listing.accessRole,
  defaultReminders: [],
  ...(listing.isPrimary && { primary: true }),
  conferenceProperties: { allowedConferenceSolutionTypes: ['hangoutsMeet'] },
});
