import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { googleCalendar } from '../../../src/adapters/google/calendar.ts';
import { writtenMoment } from '../../../src/adapters/google/calendar-payload.ts';
import type {
  CalendarEvent,
  GoogleCalendar,
} from '../../../src/application/ports/scheduling/google-calendar.ts';
import { slot } from '../../support/builders/an-appointment.ts';

const token = 'ya29.secret-access-token';
const event: CalendarEvent = {
  eventId: 'abc0123',
  appointmentId: 'appointment-1',
  clinicId: 'clinic-1',
  slot: slot('17:00', '17:30'),
  timeZone: 'America/Sao_Paulo',
  title: 'Horário reservado',
};

type Seen = {
  readonly method: string;
  readonly url: string;
  readonly authorization: string;
  readonly body: unknown;
};
type Answer = (response: ServerResponse, request: IncomingMessage) => void;

let server: Server;
let seen: Seen[];
let answer: Answer;
let apiUrl: string;
let calendar: GoogleCalendar;

beforeEach(async () => {
  seen = [];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      seen.push({
        method: request.method ?? '',
        url: request.url ?? '',
        authorization: request.headers.authorization ?? '',
        body: text === '' ? undefined : JSON.parse(text),
      });
      answer(response, request);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  apiUrl = `http://127.0.0.1:${port}/`;
  calendar = googleCalendar({ apiUrl, timeoutMs: 4_000 });
});
afterEach(() => {
  server.close();
  server.closeAllConnections();
});

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
const refusal = (status: number, reason: string, extra: object = {}) =>
  json(status, {
    error: {
      code: status,
      message: `about ${event.title}`,
      errors: [{ domain: 'global', reason }],
      ...extra,
    },
  });

const insert = () => calendar.insert(token, 'lia@calendars.example', event);
const get = () => calendar.get(token, 'lia@calendars.example', 'abc0123');
const remove = () => calendar.remove(token, 'lia@calendars.example', 'abc0123');
const busy = () => calendar.busy(token, ['lia@calendars.example'], slot('00:00', '23:00'));

describe('an event that is inserted', () => {
  it('is opaque, private, told to nobody, and says its moments with offset and zone', async () => {
    answer = json(200, { id: 'abc0123' });
    expect(await insert()).toEqual({ ok: 'inserted' });
    const [call] = seen;
    expect(call).toMatchObject({ method: 'POST', authorization: `Bearer ${token}` });
    const url = new URL(call!.url, 'http://google');
    expect(url.pathname).toBe('/calendar/v3/calendars/lia%40calendars.example/events');
    expect(url.searchParams.get('sendUpdates')).toBe('none');
    expect(call!.body).toEqual({
      id: 'abc0123',
      summary: 'Horário reservado',
      start: { dateTime: '2027-03-01T14:00:00-03:00', timeZone: 'America/Sao_Paulo' },
      end: { dateTime: '2027-03-01T14:30:00-03:00', timeZone: 'America/Sao_Paulo' },
      transparency: 'opaque',
      visibility: 'private',
      reminders: { useDefault: false },
      extendedProperties: { private: { appointmentId: 'appointment-1', clinicId: 'clinic-1' } },
    });
  });

  it.each([
    ['2026-12-01T17:00:00Z', 'America/Noronha', '2026-12-01T15:00:00-02:00'],
    ['2026-12-01T17:00:00Z', 'America/Rio_Branco', '2026-12-01T12:00:00-05:00'],
    ['2026-07-01T17:00:00Z', 'Europe/Lisbon', '2026-07-01T18:00:00+01:00'],
    ['2026-12-01T17:00:30Z', 'Asia/Kolkata', '2026-12-01T22:30:30+05:30'],
    ['2026-11-01T05:30:00Z', 'America/New_York', '2026-11-01T01:30:00-04:00'],
    ['2026-11-01T06:30:00Z', 'America/New_York', '2026-11-01T01:30:00-05:00'],
  ])('at %s in %s is written %s', (moment, timeZone, dateTime) => {
    expect(writtenMoment(new Date(moment), timeZone)).toEqual({ dateTime, timeZone });
    expect(new Date(dateTime)).toEqual(new Date(moment));
  });
});

describe('a refusal', () => {
  it.each([
    [401, 'authError', 'unauthorized'],
    [403, 'rateLimitExceeded', 'transient'],
    [403, 'userRateLimitExceeded', 'transient'],
    [429, 'rateLimitExceeded', 'transient'],
    [403, 'quotaExceeded', 'quota'],
    [403, 'insufficientPermissions', 'missing-scope'],
    [403, 'forbidden', 'not-writable'],
    [403, 'requiredAccessLevel', 'not-writable'],
    [403, 'forbiddenForNonOrganizer', 'not-writable'],
    [403, 'accessNotConfigured', 'deployment'],
    [403, 'somethingNew', 'transient'],
    [404, 'notFound', 'not-found'],
    [400, 'invalid', 'deployment'],
    [400, 'timeRangeEmpty', 'deployment'],
    [412, 'conditionNotMet', 'transient'],
  ])('%i %s is %s', async (status, reason, failure) => {
    answer = refusal(status, reason);
    const expected = { failure, reason, detail: `HTTP ${status}` };
    expect(await insert()).toEqual(expected);
    expect(await busy()).toEqual(expected);
  });

  it.each([
    [500, 'backendError'],
    [503, 'backendError'],
  ])('%i leaves open whether an insert was done, and lets others be repeated', async (status, reason) => {
    answer = refusal(status, reason);
    expect(await insert()).toMatchObject({ failure: 'unknown', reason });
    for (const call of [busy, get, remove])
      expect(await call()).toMatchObject({ failure: 'transient', reason });
  });

  it('is told by its details where it has no reason', async () => {
    const details = [{ reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT' }];
    answer = json(403, { error: { code: 403, message: 'x', status: 'PERMISSION_DENIED', details } });
    expect(await insert()).toMatchObject({ failure: 'missing-scope' });
  });

  it('says how long to wait', async () => {
    answer = json(429, { error: { errors: [{ reason: 'rateLimitExceeded' }] } }, { 'retry-after': '7' });
    expect(await busy()).toMatchObject({ failure: 'transient', retryAfterMs: 7_000 });
    const date = new Date(Date.now() + 90_000).toUTCString();
    answer = json(429, { error: { errors: [{ reason: 'rateLimitExceeded' }] } }, { 'retry-after': date });
    const dated = (await busy()) as { retryAfterMs?: number };
    expect(dated.retryAfterMs).toBeGreaterThan(60_000);
    expect(dated.retryAfterMs).toBeLessThanOrEqual(90_000);
  });

  it('of a page instead of an answer is no answer', async () => {
    answer = (response) =>
      response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>');
    expect(await insert()).toEqual({ failure: 'unknown', reason: 'http-502', detail: 'HTTP 502' });
    answer = (response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Wi-Fi login</h1>');
    expect(await insert()).toMatchObject({ failure: 'unknown', reason: 'unreadable' });
    expect(await busy()).toMatchObject({ failure: 'transient', reason: 'unreadable' });
    expect(await get()).toMatchObject({ failure: 'transient', reason: 'unreadable' });
    expect(await calendar.list(token)).toMatchObject({ failure: 'transient', reason: 'unreadable' });
  });
});

describe('no answer', () => {
  const silent: Answer = () => undefined;
  const stalled: Answer = (response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
    response.write('{');
  };
  const reset: Answer = (_, request) => request.socket.destroy();

  it.each([
    ['that comes', silent, 'timeout'],
    ['that ends', stalled, 'timeout'],
    ['but a reset', reset, 'ECONNRESET'],
  ])('%s is waited for once, and not for long', async (_, behaviour, reason) => {
    calendar = googleCalendar({ apiUrl, timeoutMs: 200 });
    answer = behaviour;
    const started = performance.now();
    expect(await insert()).toEqual({ failure: 'unknown', reason });
    expect(await busy()).toEqual({ failure: 'transient', reason });
    expect(await remove()).toEqual({ failure: 'transient', reason });
    expect(performance.now() - started).toBeLessThan(3_000);
    expect(seen).toHaveLength(3);
  });

  it('because nobody listens proves that nothing was done', async () => {
    server.close();
    await once(server, 'close');
    expect(await insert()).toEqual({ failure: 'transient', reason: 'ECONNREFUSED' });
  });
});

describe('busy times', () => {
  const calendars = (entries: Record<string, unknown>) => {
    answer = json(200, { kind: 'calendar#freeBusy', calendars: entries });
    return busy();
  };
  const lia = 'lia@calendars.example';

  it.each([
    ['an error beside them', { [lia]: { errors: [{ reason: 'notFound' }], busy: [] } }, 'not-found'],
    ['a passing error', { [lia]: { errors: [{ reason: 'internalError' }], busy: [] } }, 'transient'],
    ['an error without a reason', { [lia]: { errors: [{}], busy: [] } }, 'transient'],
    ['no entry', {}, 'transient'],
    ['no busy list', { [lia]: {} }, 'transient'],
    ['a time that is none', { [lia]: { busy: [{ start: 'soon', end: 'later' }] } }, 'transient'],
  ])('are unknown with %s', async (_, entries, unknown) => {
    expect(await calendars(entries)).toEqual({ ok: [{ calendarId: lia, unknown }] });
  });

  it('are put in order', async () => {
    const entry = {
      busy: [
        { start: '2027-03-01T12:00:00-03:00', end: '2027-03-01T13:00:00-03:00' },
        { start: '2027-03-01T09:00:00Z', end: '2027-03-01T10:00:00Z' },
        { start: '2027-03-01T09:30:00Z', end: '2027-03-01T11:00:00Z' },
      ],
    };
    expect(await calendars({ [lia]: entry })).toEqual({
      ok: [{ calendarId: lia, busy: [slot('09:00', '11:00'), slot('15:00', '16:00')] }],
    });
  });
});

describe('an event that is read', () => {
  it.each([
    ['of a whole day', { start: { date: '2027-03-01' }, end: { date: '2027-03-02' } }],
    ['without times', {}],
  ])('%s has no slot of ours', async (_, times) => {
    answer = json(200, { id: 'abc0123', status: 'confirmed', ...times });
    expect(await get()).toMatchObject({
      ok: { eventId: 'abc0123', isCancelled: false, slot: undefined, appointmentId: undefined },
    });
  });

  it('and answered with 410 is a deleted one', async () => {
    answer = refusal(410, 'deleted');
    expect(await get()).toMatchObject({ ok: { isCancelled: true } });
  });
});

describe('busy times of more calendars than one question takes', () => {
  const ids = Array.from({ length: 60 }, (_, n) => `c${n}`);
  const isSecond = (body: unknown) => JSON.stringify(body).includes('"c55"');

  it('are known for those of the batches that were answered', async () => {
    answer = (response, request) => {
      const asked = seen.at(-1)?.body;
      if (isSecond(asked)) refusal(503, 'backendError')(response, request);
      else {
        const calendars = Object.fromEntries(ids.map((id) => [id, { busy: [] }]));
        json(200, { calendars })(response, request);
      }
    };
    const found = await calendar.busy(token, ids, slot('08:00', '18:00'));
    expect(
      'ok' in found && found.ok.filter((each) => 'unknown' in each).map(({ calendarId }) => calendarId),
    ).toEqual(ids.slice(50));
  });

  it('are not had at all when the connection is refused', async () => {
    answer = (response, request) =>
      (isSecond(seen.at(-1)?.body) ? refusal(401, 'authError') : json(200, { calendars: {} }))(
        response,
        request,
      );
    expect(await calendar.busy(token, ids, slot('08:00', '18:00'))).toMatchObject({
      failure: 'unauthorized',
    });
  });
});

describe('what is given back', () => {
  it('never holds the token, the event or Google’s sentence', async () => {
    const told: unknown[] = [];
    for (const behaviour of [
      refusal(403, 'forbidden', { details: [{ reason: token }] }),
      refusal(403, token),
      (response: ServerResponse) => void response.writeHead(500).end(`Bearer ${token}`),
      (_: ServerResponse, request: IncomingMessage) => void request.socket.destroy(),
    ]) {
      answer = behaviour;
      told.push(await insert(), await busy(), await get(), await remove(), await calendar.list(token));
    }
    const text = inspect(told, { depth: 10 });
    expect(text).toContain('forbidden');
    for (const secret of ['secret-access', event.title, 'lia@']) expect(text).not.toContain(secret);
  });
});
