import type { Target } from '../endpoints.ts';
import { GoogleRefusal, invalid, notFound, refuse } from '../errors.ts';
import type { Call, Reply } from '../http.ts';
import type { GoogleWorld } from '../world.ts';
import { getListed, listCalendars } from './calendar-list.ts';
import { isAtLeast, type Seen } from './calendars.ts';
import { changeEvent, deleteEvent, getEvent, insertEvent, moveEvent } from './events.ts';
import { freeBusy } from './free-busy.ts';
import { listEvents, listInstances, shown } from './list-events.ts';
import { partialResponse } from './partial-response.ts';
import type { StoredEvent } from './stored-event.ts';

/** Calendar API v3 for the account behind the access token. */
export function calendarApi(world: GoogleWorld, email: string, target: Target, call: Call): Reply {
  try {
    const reply = answer(world, email, target, call);
    return reply.status === 200
      ? { ...reply, body: partialResponse(reply.body, call.query.get('fields')) }
      : reply;
  } catch (error) {
    if (error instanceof GoogleRefusal) return error.reply;
    throw error;
  }
}

function answer(world: GoogleWorld, email: string, target: Target, call: Call): Reply {
  if (target.endpoint === 'freebusy') return ok(freeBusy(world, email, jsonOf(call)));
  if (target.endpoint === 'calendarList') {
    return ok(
      target.calendarId === undefined
        ? listCalendars(world, email, call.query)
        : getListed(world, email, target.calendarId),
    );
  }
  if (target.endpoint === 'channels') {
    world.channels.stop(email, jsonOf(call));
    return { status: 204 };
  }
  const seen = world.calendars.find(email, target.calendarId ?? '') ?? notFound();
  if (target.operation === 'watch') return ok(world.channels.watch(email, seen.calendar, jsonOf(call)));
  return reading.has(target.operation)
    ? readEvents(seen, target, call)
    : writeEvents(world, email, seen, target, call);
}

const reading: ReadonlySet<Target['operation']> = new Set(['list', 'get', 'instances']);

function readEvents(seen: Seen, { operation, eventId = '' }: Target, call: Call): Reply {
  if (operation === 'list') return ok(listEvents(seen, call.query));
  if (operation === 'instances') return ok(listInstances(seen, eventId, call.query));
  const event = getEvent(seen.calendar, eventId);
  if (call.headers['if-none-match'] === event.resource.etag) return { status: 304 };
  return withEtag(event, shown(event, seen.listing));
}

function writeEvents(
  world: GoogleWorld,
  email: string,
  { calendar, listing }: Seen,
  { operation, eventId = '' }: Target,
  call: Call,
): Reply {
  const sendUpdates = call.query.get('sendUpdates') ?? 'none';
  if (!['all', 'externalOnly', 'none'].includes(sendUpdates)) {
    refuse({
      status: 400,
      reason: 'invalidParameter',
      message: `Invalid value '${sendUpdates}'. Values must match the following regular expression: 'all|externalOnly|none'`,
      location: { locationType: 'parameter', location: 'sendUpdates' },
    });
  }
  requireWriter({ listing });
  const author = { email, now: world.clock() };
  const ifMatch = call.headers['if-match'];
  if (operation === 'delete') {
    deleteEvent(calendar, eventId, author, ifMatch);
    world.changes.emit('change');
    return { status: 204 };
  }
  if (operation === 'move') {
    const to = world.calendars.find(email, call.query.get('destination') ?? '') ?? notFound();
    requireWriter(to);
    const moved = moveEvent(calendar, eventId, to.calendar, author);
    world.changes.emit('change');
    return withEtag(moved, moved.resource);
  }
  const body = jsonOf(call);
  const event =
    operation === 'insert'
      ? insertEvent(calendar, body, author)
      : changeEvent(calendar, eventId, body, { ...author, ifMatch, isMerge: operation === 'patch' });
  world.changes.emit('change');
  return withEtag(event, event.resource);
}

function requireWriter({ listing }: Pick<Seen, 'listing'>): void {
  if (isAtLeast(listing.accessRole, 'writerWithoutPrivateAccess')) return;
  const message = 'You need to have writer access to this calendar.';
  refuse({ status: 403, reason: 'requiredAccessLevel', domain: 'calendar', message });
}

const ok = (body: object): Reply => ({ status: 200, body });
const withEtag = ({ resource }: StoredEvent, body: object): Reply => ({
  ...ok(body),
  headers: { etag: resource.etag },
});

function jsonOf({ body }: Call): unknown {
  try {
    return JSON.parse(body === '' ? '{}' : body);
  } catch {
    return invalid('Parse Error', 'parseError');
  }
}
