import type { calendar_v3 } from 'googleapis/build/src/apis/calendar/v3.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
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
const day = { timeMin: '2026-12-01T00:00:00-03:00', timeMax: '2026-12-02T00:00:00-03:00' };

beforeEach(async () => {
  twin = await startTwin();
  cal = library(twin, (await twin.issueTokens(clinic, allScopes)).access_token);
});
afterEach(() => twin.close());

async function ask(ids: readonly string[], more: calendar_v3.Schema$FreeBusyRequest = {}) {
  const requestBody = { ...day, items: ids.map((id) => ({ id })), ...more };
  return (await cal.freebusy.query({ requestBody })).data.calendars ?? {};
}
const book = (from: string, to: string, more = {}) =>
  twin.addEvent(lara, {
    start: { dateTime: `2026-12-01T${from}:00-03:00` },
    end: { dateTime: `2026-12-01T${to}:00-03:00` },
    ...more,
  });

test('busy times are sorted, joined where they touch, cut to the window, and written in the zone asked for', async () => {
  book('11:00', '12:00');
  book('09:00', '10:00');
  book('10:00', '10:30');
  book('11:30', '13:00');
  const window = { timeMin: '2026-12-01T09:15:00-03:00', timeMax: '2026-12-01T12:30:00-03:00' };
  expect((await ask([lara], window))[lara]?.busy).toEqual([
    { start: '2026-12-01T12:15:00Z', end: '2026-12-01T13:30:00Z' },
    { start: '2026-12-01T14:00:00Z', end: '2026-12-01T15:30:00Z' },
  ]);
  const manaus = await ask([lara], { ...window, timeZone: 'America/Manaus' });
  expect(manaus[lara]?.busy?.[0]?.start).toBe('2026-12-01T08:15:00-04:00');
});

test('with untidyBusy they are neither sorted, nor joined, nor cut', async () => {
  book('09:00', '10:00');
  book('10:00', '11:00');
  twin.changeSettings({ untidyBusy: true });
  const window = { timeMin: '2026-12-01T09:30:00-03:00', timeMax: '2026-12-01T10:30:00-03:00' };
  expect((await ask([lara], window))[lara]?.busy).toEqual([
    { start: '2026-12-01T13:00:00Z', end: '2026-12-01T14:00:00Z' },
    { start: '2026-12-01T12:00:00Z', end: '2026-12-01T13:00:00Z' },
  ]);
});

test('events marked as free, cancelled, or declined by the calendar’s own user are not busy', async () => {
  book('09:00', '10:00', { transparency: 'transparent' });
  book('11:00', '12:00', { attendees: [{ email: lara, self: true, responseStatus: 'declined' }] });
  twin.deleteEvent(lara, book('13:00', '14:00').id);
  expect((await ask([lara]))[lara]).toEqual({ busy: [] });
  book('15:00', '16:00', { status: 'tentative' });
  expect((await ask([lara]))[lara]?.busy).toHaveLength(1);
});

test('an all-day event is busy from midnight to midnight in the calendar’s zone', async () => {
  twin.addEvent(lara, { start: { date: '2026-12-01' }, end: { date: '2026-12-02' } });
  const wide = { timeMin: '2026-11-30T00:00:00Z', timeMax: '2026-12-03T00:00:00Z' };
  expect((await ask([lara], wide))[lara]?.busy).toEqual([
    { start: '2026-12-01T03:00:00Z', end: '2026-12-02T03:00:00Z' },
  ]);
});

test('an all-day event across a change of the clock is an hour shorter', async () => {
  const id = 'new-york@group.calendar.google.com';
  twin.addAccount({
    sub: '104200000000000000009',
    email: 'ny@example.com',
    name: 'NY',
    calendars: [{ id, summary: 'NY', timeZone: 'America/New_York' }],
  });
  twin.addEvent(id, { start: { date: '2026-03-08' }, end: { date: '2026-03-09' } });
  twin.setAccess(id, clinic, 'reader');
  const window = { timeMin: '2026-03-07T00:00:00Z', timeMax: '2026-03-10T00:00:00Z' };
  expect((await ask([id], window))[id]?.busy).toEqual([
    { start: '2026-03-08T05:00:00Z', end: '2026-03-09T04:00:00Z' },
  ]);
});

test('a calendar that is gone or not shared has errors in an answer of 200', async () => {
  twin.vanish(otavio);
  const answer = await ask([lara, otavio, 'never@example.com']);
  const notFound = { errors: [{ domain: 'global', reason: 'notFound' }], busy: [] };
  expect(answer).toEqual({ [lara]: { busy: [] }, [otavio]: notFound, 'never@example.com': notFound });
});

test('more than fifty calendars are too many', async () => {
  const ids = Array.from({ length: 51 }, (_, n) => `c${n}@example.com`);
  const answer = await ask([...ids.slice(0, 50), lara]);
  expect(Object.keys(answer)).toHaveLength(51);
  expect(answer[lara]?.errors?.[0]?.reason).toBe('tooManyCalendarsRequested');
});

test('only the first 50 of the same list are read, in any case', async () => {
  const answer = await ask([lara, ...Array.from({ length: 50 }, (_, n) => `c${n}@example.com`)]);
  expect(answer[lara]).toEqual({ busy: [] });
});

test.each([
  ['an empty range', { timeMax: day.timeMin }, '400 timeRangeEmpty'],
  ['a range of four months', { timeMax: '2027-04-01T00:00:00-03:00' }, '400 timeRangeTooLong'],
  ['a time without offset', { timeMin: '2026-12-01T00:00:00' }, '400 badRequest'],
  ['an unknown zone', { timeZone: 'Mars/Base' }, '400 invalid'],
  ['an expansion beyond fifty', { calendarExpansionMax: 51 }, '400 invalid'],
])('refuses %s', async (_, change, reason) => {
  expect(await refusal(ask([lara], change))).toBe(reason);
});
