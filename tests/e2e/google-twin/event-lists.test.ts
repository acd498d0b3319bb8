import type { calendar_v3 } from 'googleapis/build/src/apis/calendar/v3.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
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
const calendarId = calendars.lara;

beforeAll(async () => {
  twin = await startTwin();
  cal = library(twin, (await twin.issueTokens(clinic, allScopes)).access_token);
  for (const hour of [11, 9, 10]) {
    twin.addEvent(calendarId, {
      id: `hour${hour}`,
      start: { dateTime: `2026-12-01T${String(hour).padStart(2, '0')}:00:00-03:00` },
      end: { dateTime: `2026-12-01T${hour + 1}:00:00-03:00` },
      extendedProperties: { private: { hour: String(hour) } },
    });
  }
});
afterAll(() => twin.close());

const idsOf = async (params: calendar_v3.Params$Resource$Events$List) =>
  ((await cal.events.list({ calendarId, ...params })).data.items ?? []).map(({ id }) => id);

test('bounds are exclusive: the end after timeMin, the start before timeMax', async () => {
  const timeMin = '2026-12-01T10:00:00-03:00';
  const timeMax = '2026-12-01T11:00:00-03:00';
  expect(await idsOf({ timeMin, timeMax })).toEqual(['hour10']);
  expect(await refusal(idsOf({ timeMin: '2026-12-01T10:00:00' }))).toBe('400 badRequest');
});

test('the order by start is given for single events only', async () => {
  expect(await idsOf({ singleEvents: true, orderBy: 'startTime' })).toEqual(['hour9', 'hour10', 'hour11']);
  expect(await refusal(idsOf({ orderBy: 'startTime' }))).toBe('400 invalid');
});

test('a private property finds its event', async () => {
  expect(await idsOf({ privateExtendedProperty: ['hour=10'] })).toEqual(['hour10']);
});

test('pages are short when asked to be', async () => {
  const { data } = await cal.events.list({ calendarId, maxResults: 2 });
  expect(data.items).toHaveLength(2);
  expect(await idsOf({ maxResults: 2, pageToken: data.nextPageToken ?? '' })).toEqual(['hour10']);
});

test('a deleted event is listed only when asked for', async () => {
  twin.deleteEvent(calendarId, 'hour9');
  expect(await idsOf({})).not.toContain('hour9');
  expect(await idsOf({ showDeleted: true })).toContain('hour9');
});

test('somebody who may only see when it is busy sees no more', async () => {
  twin.setAccess(calendarId, clinic, 'freeBusyReader');
  const { data } = await cal.events.get({ calendarId, eventId: 'hour10' });
  expect(data).not.toHaveProperty('summary');
  expect(data).not.toHaveProperty('extendedProperties');
  expect(data.start?.dateTime).toBe('2026-12-01T10:00:00-03:00');
});
