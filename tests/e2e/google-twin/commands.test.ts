import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { GoogleTwin } from '../../../twin/google/start-google-twin.ts';
import {
  allScopes,
  calendars,
  clinic,
  consentUrl,
  library,
  refusal,
  startTwin,
} from '../../support/vendors/google-twin.ts';

let twin: GoogleTwin;
const { lara } = calendars;

beforeAll(async () => {
  twin = await startTwin();
});
afterEach(() => twin.clearFaults());
afterAll(() => twin.close());

async function command(method: string, path: string, body?: object) {
  const answer = await fetch(`${twin.issuer}/_twin/google/${path}`, {
    method,
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
}

test('a command over HTTP does what the function does', async () => {
  const consent = await command('POST', 'consent', { url: consentUrl(twin), account: clinic });
  expect(consent.body).toEqual({ location: expect.stringContaining('code=') as string });
  const tokens = (await command('POST', 'tokens', { account: clinic, scopes: allScopes })).body as {
    access_token: string;
  };
  const cal = library(twin, tokens.access_token);
  const start = { dateTime: '2026-12-01T09:00:00', timeZone: 'America/Sao_Paulo' };
  const end = { ...start, dateTime: '2026-12-01T10:00:00' };
  const made = await command('POST', 'events', { calendarId: lara, summary: 'Compromisso', start, end });
  expect(made.body).toMatchObject({ start: { dateTime: '2026-12-01T09:00:00-03:00' } });
  const { id } = made.body as { id: string };
  expect((await command('GET', `events?calendarId=${lara}`)).body).toHaveLength(1);
  expect((await command('DELETE', `events?calendarId=${lara}&eventId=${id}`)).status).toBe(204);
  expect((await command('GET', `events?calendarId=${lara}`)).body).toEqual([]);
  expect((await command('GET', `events?calendarId=${lara}&cancelled=true`)).body).toHaveLength(1);

  await command('POST', 'access', { calendarId: lara, account: clinic, role: 'reader' });
  const insert = cal.events.insert({ calendarId: lara, requestBody: { start, end } });
  expect(await refusal(insert)).toBe('403 requiredAccessLevel');
  await command('DELETE', `calendars?calendarId=${lara}`);
  expect(await refusal(cal.calendarList.get({ calendarId: lara }))).toBe('404 notFound');
  await command('DELETE', `access-tokens?account=${clinic}`);
  expect(await refusal(cal.calendarList.list())).toBe('401 authError');
  await command('POST', 'settings', { rotation: 'strict' });
  expect(twin.settings()).toMatchObject({ rotation: 'strict', accessTokenLifetimeS: 3_599 });
});

test('faults are added, listed with what is left of them, and cleared', async () => {
  const fault = { endpoint: 'token', reason: 'invalid_grant', account: clinic, times: 3 };
  expect((await command('POST', 'faults', fault)).body).toEqual({ id: expect.any(Number) as number });
  expect((await command('GET', 'faults')).body).toMatchObject([{ ...fault, outcome: 'refused', left: 3 }]);
  expect((await command('DELETE', 'faults')).status).toBe(204);
  expect((await command('GET', 'faults')).body).toEqual([]);
});

test.each([
  ['a fault of an unknown endpoint', 'POST', 'faults', { endpoint: 'mail' }],
  ['a field that does not exist', 'POST', 'faults', { endpoint: 'token', oftn: 3 }],
  ['a calendar left out of nothing', 'POST', 'faults', { endpoint: 'events', outcome: 'left-out' }],
  ['an event without a calendar', 'POST', 'events', { summary: 'x' }],
  ['a setting out of range', 'POST', 'settings', { accessTokenLifetimeS: 0 }],
])('refuses %s and says why', async (_, method, path, body) => {
  const answer = await command(method, path, body);
  expect(answer.status).toBe(400);
  expect(answer.body).toMatchObject({ error: { message: expect.stringMatching(/\w{4}/) as string } });
});

test('the page tells at once when something was booked', async () => {
  const page = await fetch(twin.calendarUrl);
  expect(await page.text()).toContain('Compromisso');
  expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
  const stop = new AbortController();
  const changes = await fetch(`${twin.issuer}/_twin/google/changes`, { signal: stop.signal });
  const reader = changes.body?.getReader();
  await reader?.read();
  twin.addEvent(calendars.otavio, { start: { date: '2026-12-01' }, end: { date: '2026-12-02' } });
  const told = await reader?.read();
  expect(Buffer.from(told?.value as Uint8Array).toString()).toContain('data: change');
  stop.abort();
});

test('a second twin takes the next port when the first one is taken', async () => {
  const port = Number(new URL(twin.issuer).port);
  const second = await startTwin({ port });
  expect(Number(new URL(second.issuer).port)).toBeGreaterThan(port);
  await second.close();
});
