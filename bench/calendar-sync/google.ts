import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Change = { readonly eventId: string; readonly start: Date; readonly revision: number };
export type CountedGoogle = Awaited<ReturnType<typeof startCountedGoogle>>;

const visitMs = 30 * 60_000;
const minuteMs = 60_000;

/** As much of Google's calendars as following changes needs, with every request counted. One event per calendar. */
export async function startCountedGoogle() {
  const calendars = new Map<string, Change>();
  const requests: { readonly at: number; readonly kind: string }[] = [];

  const answer = (response: ServerResponse, body: object) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  const eventOf = ({ eventId, start, revision }: Change) => ({
    id: eventId,
    status: 'confirmed',
    etag: `"${revision}"`,
    start: { dateTime: start.toISOString() },
    end: { dateTime: new Date(start.getTime() + visitMs).toISOString() },
  });

  const server = createServer((request, response) => {
    request.resume();
    const url = new URL(request.url ?? '/', 'http://google.bench');
    const [, id = '', event] =
      /^\/calendar\/v3\/calendars\/([^/]+)\/events(?:\/([^/]+))?$/.exec(url.pathname) ?? [];
    const calendar = calendars.get(decodeURIComponent(id));
    const kind = event === 'watch' ? 'watch' : event !== undefined ? 'get' : id === '' ? 'other' : 'list';
    requests.push({ at: Date.now(), kind });
    if (calendar === undefined || kind === 'other' || kind === 'watch') {
      response.writeHead(404, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { code: 404, errors: [{ reason: 'notFound' }] } }));
    } else if (kind === 'get') answer(response, eventOf(calendar));
    else {
      const since = Number(url.searchParams.get('syncToken') ?? 0);
      const items = calendar.revision > since ? [eventOf(calendar)] : [];
      answer(response, { items, nextSyncToken: String(calendar.revision) });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    add: (calendarId: string, eventId: string, start: Date) =>
      calendars.set(calendarId, { eventId, start, revision: 0 }),
    /** Somebody drags the event a quarter of an hour; where it is now. */
    drag(calendarId: string): Date {
      const known = calendars.get(calendarId);
      if (known === undefined) throw new Error(`${calendarId} is no calendar`);
      const start = new Date(known.start.getTime() + 15 * minuteMs);
      calendars.set(calendarId, { ...known, start, revision: known.revision + 1 });
      return start;
    },
    forgetRequests: () => void (requests.length = 0),
    counts: (): Readonly<Record<string, number>> => {
      const kinds: Record<string, number> = {};
      for (const { kind } of requests) kinds[kind] = (kinds[kind] ?? 0) + 1;
      return kinds;
    },
    /** Of any sixty seconds, as Google's quota counts. */
    mostInAMinute(): number {
      let [most, from] = [0, 0];
      for (const [to, { at }] of requests.entries()) {
        while ((requests[from]?.at ?? at) <= at - minuteMs) from += 1;
        most = Math.max(most, to - from + 1);
      }
      return most;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
