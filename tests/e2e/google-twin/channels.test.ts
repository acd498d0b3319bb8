import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { calendar_v3 } from 'googleapis/build/src/apis/calendar/v3.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { GoogleTwin } from '../../../twin/google/start-google-twin.ts';
import { until } from '../../support/until.ts';
import {
  allScopes,
  calendars,
  clinic,
  library,
  refusal,
  startTwin,
} from '../../support/vendors/google-twin.ts';

let twin: GoogleTwin;
let cal: calendar_v3.Calendar;
let receiver: Server;
let status = 200;
const received: { headers: IncomingHttpHeaders; length: number }[] = [];
const calendarId = calendars.lara;

beforeAll(async () => {
  twin = await startTwin();
  cal = library(twin, (await twin.issueTokens(clinic, allScopes)).access_token);
  receiver = createServer((request, response) => {
    let length = 0;
    request.on('data', (chunk: Buffer) => (length += chunk.length));
    request.on('end', () => {
      received.push({ headers: request.headers, length });
      response.writeHead(status).end();
    });
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
});
afterAll(async () => {
  await twin.close();
  receiver.close();
});

const address = () => `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/push`;
const watch = (id: string, more: object = {}) =>
  cal.events.watch({
    calendarId,
    requestBody: { id, type: 'web_hook', address: address(), token: 'secret', ...more },
  });
const states = (id: string) =>
  received
    .filter(({ headers }) => headers['x-goog-channel-id'] === id)
    .map(({ headers }) => headers['x-goog-resource-state']);
const happens = () =>
  twin.addEvent(calendarId, {
    start: { dateTime: '2026-12-01T10:00:00Z' },
    end: { dateTime: '2026-12-01T11:00:00Z' },
  });

test('a channel says that something changed, in headers and never what, until it is stopped', async () => {
  const { data } = await watch('channel-1');
  await until('the first message', () => states('channel-1').length === 1);
  expect(Number(data.expiration)).toBeGreaterThan(Date.now() + 6 * 86_400_000);
  happens();
  await until('the change', () => states('channel-1').length === 2);
  expect(states('channel-1')).toEqual(['sync', 'exists']);
  expect(received.at(-1)?.length).toBe(0);
  expect(received.at(-1)?.headers).toMatchObject({
    'x-goog-channel-token': 'secret',
    'x-goog-resource-id': data.resourceId,
    'x-goog-message-number': '2',
  });
  const { id, resourceId } = data;
  expect(await refusal(cal.channels.stop({ requestBody: { id: id!, resourceId: 'another' } }))).toBe(
    '404 notFound',
  );
  await cal.channels.stop({ requestBody: { id: id!, resourceId: resourceId! } });
  expect(twin.channels()).toEqual([]);
  expect(await refusal(cal.channels.stop({ requestBody: { id: id!, resourceId: resourceId! } }))).toBe(
    '404 notFound',
  );
});

test('what is answered with 503 is sent again, and a lost push never comes', async () => {
  await watch('channel-2');
  await until('the first message', () => states('channel-2').length === 1);
  twin.changeSettings({ pushes: 'lost' });
  happens();
  twin.changeSettings({ pushes: 'sent' });
  status = 503;
  happens();
  await until('the second try', () => states('channel-2').length === 3);
  status = 200;
  await until('the third try', () => states('channel-2').length === 4);
});

test('refuses an id twice and an address without https', async () => {
  await watch('channel-3');
  expect(await refusal(watch('channel-3'))).toBe('400 channelIdNotUnique');
  expect(await refusal(watch('channel-4', { address: 'http://clinic.example/push' }))).toBe(
    '400 push.webhookUrlNotHttps',
  );
});
