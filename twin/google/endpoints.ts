import type { Call } from './http.ts';

export const operations = [
  'page',
  'decide',
  'code',
  'refresh',
  'revoke',
  'query',
  'list',
  'get',
  'insert',
  'patch',
  'update',
  'delete',
  'move',
  'instances',
  'watch',
  'stop',
] as const;

type Endpoint = 'auth' | 'token' | 'revoke' | 'calendarList' | 'freebusy' | 'events' | 'channels';
type Operation = (typeof operations)[number];

/** What a request is for. */
export type Target = {
  readonly endpoint: Endpoint;
  readonly operation: Operation;
  readonly calendarId?: string;
  readonly eventId?: string;
};

const listPath = /^\/calendar\/v3\/users\/me\/calendarList(?:\/([^/]+))?$/;
const eventsPath = /^\/calendar\/v3\/calendars\/([^/]+)\/events(?:\/([^/]+))?$/;
const partPath = /^\/calendar\/v3\/calendars\/([^/]+)\/events\/([^/]+)\/(move|instances)$/;
const watchPath = /^\/calendar\/v3\/calendars\/([^/]+)\/events\/watch$/;
const ofEvents: Readonly<Record<string, Operation>> = { GET: 'list', POST: 'insert' };
const ofEvent: Readonly<Record<string, Operation>> = {
  GET: 'get',
  PATCH: 'patch',
  PUT: 'update',
  DELETE: 'delete',
};

/** Recognises Google's endpoints; absent for any other path or method. */
export function targetOf(call: Call): Target | undefined {
  const { method, path } = call;
  switch (`${method} ${path}`) {
    case 'GET /o/oauth2/v2/auth':
      return { endpoint: 'auth', operation: 'page' };
    case 'POST /o/oauth2/v2/auth':
      return { endpoint: 'auth', operation: 'decide' };
    case 'POST /oauth2/token': {
      const isRefresh = new URLSearchParams(call.body).get('grant_type') === 'refresh_token';
      return { endpoint: 'token', operation: isRefresh ? 'refresh' : 'code' };
    }
    case 'POST /oauth2/revoke':
      return { endpoint: 'revoke', operation: 'revoke' };
    case 'POST /calendar/v3/freeBusy':
      return { endpoint: 'freebusy', operation: 'query' };
    case 'POST /calendar/v3/channels/stop':
      return { endpoint: 'channels', operation: 'stop' };
  }
  return ofCalendars(method, path);
}

function ofCalendars(method: string, path: string): Target | undefined {
  const listed = listPath.exec(path);
  if (listed !== null && method === 'GET') {
    return listed[1] === undefined
      ? { endpoint: 'calendarList', operation: 'list' }
      : { endpoint: 'calendarList', operation: 'get', calendarId: decodeURIComponent(listed[1]) };
  }
  const [, watched] = watchPath.exec(path) ?? [];
  if (watched !== undefined && method === 'POST')
    return { endpoint: 'events', operation: 'watch', calendarId: decodeURIComponent(watched) };
  const [, at, id, part] = partPath.exec(path) ?? [];
  if (at !== undefined && id !== undefined && method === (part === 'move' ? 'POST' : 'GET')) {
    const named = { calendarId: decodeURIComponent(at), eventId: decodeURIComponent(id) };
    return { endpoint: 'events', operation: part === 'move' ? 'move' : 'instances', ...named };
  }
  const [, calendarId, eventId] = eventsPath.exec(path) ?? [];
  if (calendarId === undefined) return undefined;
  const operation = (eventId === undefined ? ofEvents : ofEvent)[method];
  if (operation === undefined) return undefined;
  return {
    endpoint: 'events',
    operation,
    calendarId: decodeURIComponent(calendarId),
    ...(eventId !== undefined && { eventId: decodeURIComponent(eventId) }),
  };
}
