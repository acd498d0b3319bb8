import type { calendar_v3 } from 'googleapis/build/src/apis/calendar/v3.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { GoogleTwin } from '../../../twin/google/start-google-twin.ts';
import {
  allScopes,
  calendars,
  clinic,
  library,
  person,
  refusal,
  startTwin,
} from '../../support/vendors/google-twin.ts';

let twin: GoogleTwin;
let cal: calendar_v3.Calendar;

beforeAll(async () => {
  twin = await startTwin();
  cal = library(twin, (await twin.issueTokens(clinic, allScopes)).access_token);
});
afterAll(() => twin.close());

const idsOf = async (params: calendar_v3.Params$Resource$Calendarlist$List) =>
  ((await cal.calendarList.list(params)).data.items ?? []).map(({ id }) => id);

test('the list names role, zone, the primary calendar, and leaves hidden ones out unless asked', async () => {
  const { data } = await cal.calendarList.list();
  expect(data.items?.[0]).toMatchObject({
    kind: 'calendar#calendarListEntry',
    id: clinic,
    primary: true,
    accessRole: 'owner',
    timeZone: 'America/Sao_Paulo',
  });
  expect(data.items?.[1]).not.toHaveProperty('primary');
  expect(data.items?.map(({ id }) => id)).not.toContain(calendars.hidden);
  const all = await cal.calendarList.list({ showHidden: true });
  expect(all.data.items?.find(({ id }) => id === calendars.hidden)).toMatchObject({ hidden: true });
});

test('pages are followed by nextPageToken to the end, without a gap or a repetition', async () => {
  const seen: unknown[] = [];
  let pageToken: string | undefined;
  let pages = 0;
  do {
    const { data } = await cal.calendarList.list({
      showHidden: true,
      maxResults: 2,
      ...(pageToken !== undefined && { pageToken }),
    });
    seen.push(...(data.items ?? []).map(({ id }) => id));
    pageToken = data.nextPageToken ?? undefined;
    pages += 1;
  } while (pageToken !== undefined);
  expect(pages).toBe(4);
  expect(seen).toEqual(await idsOf({ showHidden: true }));
  expect(await refusal(cal.calendarList.list({ pageToken: 'nonsense' }))).toBe('400 invalid');
});

test('minAccessRole leaves out what may only be read', async () => {
  expect(await idsOf({})).toContain(calendars.holidays);
  expect(await idsOf({ minAccessRole: 'writer' })).not.toContain(calendars.holidays);
});

test('fields cuts the answer down, the page token included', async () => {
  const { data } = await cal.calendarList.list({ maxResults: 1, fields: 'items(id,accessRole)' });
  expect(data).toEqual({ items: [{ id: clinic, accessRole: 'owner' }] });
  const { data: paged } = await cal.calendarList.list({ maxResults: 1, fields: 'nextPageToken,items/id' });
  expect(Object.keys(paged)).toEqual(['nextPageToken', 'items']);
  expect(await refusal(cal.calendarList.list({ fields: 'items(id' }))).toBe('400 invalidParameter');
});

test('an old sync token asks for a full sync', async () => {
  expect(await refusal(cal.calendarList.list({ syncToken: 'old' }))).toBe('410 fullSyncRequired');
});

test('an account has its own name and role for a calendar that is shared with it', async () => {
  const theirs = library(twin, (await twin.issueTokens(person, allScopes)).access_token);
  expect((await theirs.calendarList.get({ calendarId: calendars.lara })).data).toMatchObject({
    summary: 'Dra. Lara Monteiro',
    summaryOverride: 'Meu consultório',
    accessRole: 'writer',
  });
  const made = twin.addEvent(calendars.lara, {
    start: { dateTime: '2026-12-01T09:00:00-03:00' },
    end: { dateTime: '2026-12-01T10:00:00-03:00' },
  });
  expect((await theirs.events.get({ calendarId: calendars.lara, eventId: made.id })).status).toBe(200);
  twin.setAccess(calendars.lara, person, 'none');
  expect(await refusal(theirs.calendarList.get({ calendarId: calendars.lara }))).toBe('404 notFound');
  expect((await cal.events.get({ calendarId: calendars.lara, eventId: made.id })).status).toBe(200);
});
