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
let ids = 0;
const calendarId = calendars.lara;

beforeAll(async () => {
  twin = await startTwin();
  cal = library(twin, (await twin.issueTokens(clinic, allScopes)).access_token);
});
afterAll(() => twin.close());

const anEvent = (more: calendar_v3.Schema$Event = {}): calendar_v3.Schema$Event => ({
  id: `atende${String((ids += 1)).padStart(4, '0')}`,
  summary: 'Horário reservado (Atende)',
  start: { dateTime: '2026-12-01T14:00:00-03:00', timeZone: 'America/Sao_Paulo' },
  end: { dateTime: '2026-12-01T14:30:00-03:00', timeZone: 'America/Sao_Paulo' },
  extendedProperties: { private: { appointmentId: 'one', clinicId: 'two' } },
  ...more,
});
const insert = (requestBody: calendar_v3.Schema$Event, to = calendarId) =>
  cal.events.insert({ calendarId: to, requestBody, sendUpdates: 'none' });
const inserted = async (requestBody = anEvent()) => {
  const { data } = await insert(requestBody);
  return { eventId: data.id ?? '', etag: data.etag ?? '' };
};

describe('events.insert', () => {
  test('honours the id and keeps what was sent', async () => {
    const event = anEvent();
    const { status, data } = await insert(event);
    expect(status).toBe(200);
    expect(data).toMatchObject({ ...event, status: 'confirmed', kind: 'calendar#event' });
    expect((await cal.events.get({ calendarId, eventId: event.id ?? '' })).data).toEqual(data);
  });

  test('makes an id when none is given', async () => {
    const { start, end } = anEvent();
    expect((await insert({ start, end } as calendar_v3.Schema$Event)).data.id).toMatch(/^[a-v0-9]{26}$/);
  });

  test.each([['abcd'], ['with-dash'], ['UPPER123'], ['wxyz12345'], ['a'.repeat(1025)]])(
    'refuses the id %s',
    async (id) => {
      expect(await refusal(insert(anEvent({ id })))).toBe('400 invalid');
    },
  );

  test('refuses an id that is taken, also by a deleted event', async () => {
    const event = anEvent();
    await insert(event);
    expect(await refusal(insert(event))).toBe('409 duplicate');
    await cal.events.delete({ calendarId, eventId: event.id ?? '' });
    expect(await refusal(insert(event))).toBe('409 duplicate');
    expect((await cal.events.get({ calendarId, eventId: event.id ?? '' })).data.status).toBe('cancelled');
    expect((await insert(event, calendars.otavio)).status).toBe(200);
  });

  test('lets two events lie on each other', async () => {
    await insert(anEvent());
    expect((await insert(anEvent())).status).toBe(200);
  });

  const at = (dateTime: string, timeZone?: string) => ({ dateTime, ...(timeZone && { timeZone }) });
  test.each([
    ['end before start', { end: at('2026-12-01T13:00:00-03:00') }, '400 timeRangeEmpty'],
    ['neither offset nor zone', { start: at('2026-12-01T13:00:00') }, '400 required'],
    ['an unknown zone', { start: at('2026-12-01T13:00:00', 'Mars/Base') }, '400 invalid'],
    ['a date beside a time', { start: { date: '2026-12-01' } }, '400 invalid'],
    ['no start', { start: {} }, '400 required'],
    ['no time at all', { start: at('tomorrow', 'UTC') }, '400 invalid'],
    [
      'a rule of recurrence that the twin does not know',
      { recurrence: ['RRULE:FREQ=YEARLY'] },
      '400 invalid',
    ],
  ])('refuses %s', async (_, change, reason) => {
    expect(await refusal(insert(anEvent(change)))).toBe(reason);
  });

  test('reads a local time in its zone and writes it in the calendar’s', async () => {
    const { data } = await insert(
      anEvent({
        start: at('2026-12-01T13:00:00', 'America/Manaus'),
        end: at('2026-12-01T13:30:00', 'America/Manaus'),
      }),
    );
    expect(data.start).toEqual({ dateTime: '2026-12-01T14:00:00-03:00', timeZone: 'America/Manaus' });
  });

  test('refuses a calendar that may only be read, and one that is not there', async () => {
    expect(await refusal(insert(anEvent(), calendars.holidays))).toBe('403 requiredAccessLevel');
    expect(await refusal(insert(anEvent(), 'gone@group.calendar.google.com'))).toBe('404 notFound');
  });

  test('knows what sendUpdates may be', async () => {
    const call = cal.events.insert({ calendarId, requestBody: anEvent(), sendUpdates: 'everyone' });
    expect(await refusal(call)).toBe('400 invalidParameter');
  });
});

describe('an event', () => {
  test('is patched field by field, and only when its etag is the one named', async () => {
    const { eventId, etag } = await inserted();
    const headers = { 'If-Match': etag };
    const requestBody = { summary: 'Outro', extendedProperties: { private: { generation: '2' } } };
    const { data } = await cal.events.patch({ calendarId, eventId, requestBody }, { headers });
    expect(data).toMatchObject({
      summary: 'Outro',
      start: { dateTime: '2026-12-01T14:00:00-03:00' },
      extendedProperties: { private: { appointmentId: 'one', generation: '2' } },
    });
    expect(data.etag).not.toBe(etag);
    expect(await refusal(cal.events.patch({ calendarId, eventId, requestBody }, { headers }))).toBe(
      '412 conditionNotMet',
    );
    expect(await refusal(cal.events.delete({ calendarId, eventId }, { headers }))).toBe(
      '412 conditionNotMet',
    );
  });

  test('loses what an update leaves out', async () => {
    const { eventId } = await inserted();
    const { start, end } = anEvent();
    const { data } = await cal.events.update({ calendarId, eventId, requestBody: { start, end } as object });
    expect(data).not.toHaveProperty('summary');
  });

  test('is deleted once: 204, then 410, and 404 for one that never was', async () => {
    const { eventId } = await inserted();
    expect((await cal.events.delete({ calendarId, eventId })).status).toBe(204);
    expect(await refusal(cal.events.delete({ calendarId, eventId }))).toBe('410 deleted');
    expect(await refusal(cal.events.delete({ calendarId, eventId: 'never00' }))).toBe('404 notFound');
  });
});
