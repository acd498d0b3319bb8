import type { calendar_v3 } from 'googleapis/build/src/apis/calendar/v3.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { GoogleTwin } from '../../../twin/google/start-google-twin.ts';
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
const { lara, otavio } = calendars;

beforeAll(async () => {
  twin = await startTwin();
  cal = library(twin, (await twin.issueTokens(clinic, allScopes)).access_token);
});
afterAll(() => twin.close());

const hour = (from: number, more: object = {}) => ({
  start: { dateTime: `2026-12-01T${String(from).padStart(2, '0')}:00:00-03:00` },
  end: { dateTime: `2026-12-01T${String(from + 1).padStart(2, '0')}:00:00-03:00` },
  ...more,
});
const list = async (calendarId: string, params: calendar_v3.Params$Resource$Events$List = {}) =>
  (await cal.events.list({ calendarId, ...params })).data;
const tokenOf = async (calendarId: string) => (await list(calendarId)).nextSyncToken ?? '';
const since = async (calendarId: string, syncToken: string) =>
  ((await list(calendarId, { syncToken })).items ?? []).map(({ id, status, summary }) => ({
    id,
    status,
    summary,
  }));

describe('a list with a sync token', () => {
  test('holds what has changed since, deleted events with their ids only, and is empty after that', async () => {
    twin.addEvent(lara, hour(9, { id: 'keeps1', summary: 'fica' }));
    twin.addEvent(lara, hour(10, { id: 'goes01', summary: 'sai' }));
    const token = await tokenOf(lara);
    expect(await since(lara, token)).toEqual([]);
    twin.changeEvent(lara, 'keeps1', hour(15));
    twin.deleteEvent(lara, 'goes01');
    expect(await since(lara, token)).toEqual([
      { id: 'keeps1', status: 'confirmed', summary: 'fica' },
      { id: 'goes01', status: 'cancelled', summary: undefined },
    ]);
    twin.restoreEvent(lara, 'goes01');
    expect(await since(lara, token)).toContainEqual({ id: 'goes01', status: 'confirmed', summary: 'sai' });
    expect(await since(lara, await tokenOf(lara))).toEqual([]);
  });

  test('gives the next token on the last page only', async () => {
    const syncToken = await tokenOf(lara);
    for (const id of ['page01', 'page02', 'page03']) twin.addEvent(lara, hour(11, { id }));
    const first = await list(lara, { syncToken, maxResults: 2 });
    expect(first.nextSyncToken).toBeUndefined();
    const last = await list(lara, { syncToken, maxResults: 2, pageToken: first.nextPageToken ?? '' });
    expect(last.items).toHaveLength(1);
    expect(last.nextSyncToken).toBeDefined();
  });

  test.each([
    ['the token has expired', () => twin.expireSyncTokens(lara)],
    [
      'somebody may see the calendar who could not before',
      () => twin.setAccess(lara, 'a@b.example', 'reader'),
    ],
  ])('is 410 when %s', async (_, happens) => {
    const syncToken = await tokenOf(lara);
    happens();
    expect(await refusal(list(lara, { syncToken }))).toBe('410 fullSyncRequired');
    expect(await refusal(list(lara, { syncToken: await tokenOf(lara) }))).toBe('no refusal');
  });

  test('is refused beside a window, and with other parameters than the first', async () => {
    const syncToken = await tokenOf(lara);
    expect(await refusal(list(lara, { syncToken, timeMin: '2026-12-01T10:00:00-03:00' }))).toBe(
      '400 invalid',
    );
    expect(await refusal(list(lara, { syncToken, singleEvents: true }))).toBe('400 invalid');
  });
});

describe('events.move', () => {
  test('leaves a cancelled stub behind, keeps the id, and may come back', async () => {
    twin.addEvent(lara, hour(14, { id: 'roams1' }));
    const tokens = { lara: await tokenOf(lara), otavio: await tokenOf(otavio) };
    await cal.events.move({ calendarId: lara, eventId: 'roams1', destination: otavio });
    expect(await since(lara, tokens.lara)).toEqual([{ id: 'roams1', status: 'cancelled' }]);
    expect(await since(otavio, tokens.otavio)).toMatchObject([{ id: 'roams1', status: 'confirmed' }]);
    await cal.events.move({ calendarId: otavio, eventId: 'roams1', destination: lara });
    expect(await since(lara, tokens.lara)).toMatchObject([{ id: 'roams1', status: 'confirmed' }]);
    twin.deleteEvent(lara, 'roams1');
    const again = cal.events.move({ calendarId: lara, eventId: 'roams1', destination: otavio });
    expect(await refusal(again)).toBe('410 deleted');
  });

  test('needs the right to write into both calendars', async () => {
    twin.addEvent(lara, hour(14, { id: 'remains' }));
    const move = cal.events.move({ calendarId: lara, eventId: 'remains', destination: calendars.holidays });
    expect(await refusal(move)).toBe('403 requiredAccessLevel');
  });
});

describe('a recurring event', () => {
  const week = { timeMin: '2027-01-03T00:00:00-03:00', timeMax: '2027-01-11T00:00:00-03:00' };
  const single = async () =>
    (await list(otavio, { ...week, singleEvents: true, orderBy: 'startTime' })).items;

  test('is listed as one or by its occurrences, each of which may move or go alone', async () => {
    const time = (at: string) => ({ dateTime: `2027-01-04T${at}:00`, timeZone: 'America/Sao_Paulo' });
    twin.addEvent(otavio, {
      id: 'series1',
      start: time('09:00'),
      end: time('10:00'),
      recurrence: ['RRULE:FREQ=WEEKLY;BYDAY=MO,WE,FR;COUNT=6'],
    });
    expect((await list(otavio, week)).items).toMatchObject([{ id: 'series1' }]);
    expect((await single())?.map(({ id }) => id)).toEqual([
      'series1_20270104T120000Z',
      'series1_20270106T120000Z',
      'series1_20270108T120000Z',
    ]);
    await cal.events.patch({
      calendarId: otavio,
      eventId: 'series1_20270106T120000Z',
      requestBody: {
        start: { dateTime: '2027-01-06T14:00:00-03:00' },
        end: { dateTime: '2027-01-06T15:00:00-03:00' },
      },
    });
    await cal.events.delete({ calendarId: otavio, eventId: 'series1_20270108T120000Z' });
    expect((await single())?.map(({ start }) => start?.dateTime)).toEqual([
      '2027-01-04T09:00:00-03:00',
      '2027-01-06T14:00:00-03:00',
    ]);
    const { data } = await cal.freebusy.query({ requestBody: { ...week, items: [{ id: otavio }] } });
    expect(data.calendars?.[otavio]?.busy).toHaveLength(2);
    const all = await cal.events.instances({ calendarId: otavio, eventId: 'series1' });
    expect(all.data.items).toHaveLength(5);
    await cal.events.delete({ calendarId: otavio, eventId: 'series1' });
    expect(await single()).toEqual([]);
  });
});
