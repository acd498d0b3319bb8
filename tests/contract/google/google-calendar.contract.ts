import { afterEach, describe, expect, it } from 'vitest';
import type { CalendarEvent } from '../../../src/application/ports/scheduling/google-calendar.ts';
import type { LocalDate } from '../../../src/domain/clinic/local-time.ts';
import { slot } from '../../support/builders/an-appointment.ts';
import type { CalendarWish, GoogleHarness, MakeGoogle } from './google-harness.ts';

const lia = 'lia@calendars.example';
const event = (wish: Partial<CalendarEvent> = {}): CalendarEvent => ({
  eventId: 'abc0123',
  appointmentId: 'appointment-1',
  clinicId: 'clinic-1',
  slot: slot('12:00', '12:30'),
  timeZone: 'America/Sao_Paulo',
  title: 'Horário reservado',
  ...wish,
});
const date = (text: string) => text as LocalDate;

export const googleCalendarContract = (make: MakeGoogle) =>
  describe('a Google calendar', () => {
    let google: GoogleHarness;
    const open = async (...calendars: CalendarWish[]) => {
      google = await make(calendars.length === 0 ? [{ id: lia }] : calendars);
      return google.calendar;
    };
    afterEach(() => google.close());
    const busy = (ids: string[] = [lia], window = slot('00:00', '23:59')) =>
      google.calendar.busy(google.token, ids, window);

    it('keeps an event under the id we gave it, and says whose it is', async () => {
      const calendar = await open();
      expect(await calendar.insert(google.token, lia, event())).toEqual({ ok: 'inserted' });
      expect(await calendar.get(google.token, lia, 'abc0123')).toEqual({
        ok: {
          eventId: 'abc0123',
          isCancelled: false,
          slot: slot('12:00', '12:30'),
          appointmentId: 'appointment-1',
        },
      });
      expect(google.titles(lia)).toEqual(['Horário reservado']);
      expect(await busy()).toEqual({ ok: [{ calendarId: lia, busy: [slot('12:00', '12:30')] }] });
    });

    it('takes an id once per calendar, also after the event is gone', async () => {
      const calendar = await open({ id: lia }, { id: 'other' });
      await calendar.insert(google.token, lia, event());
      expect(await calendar.insert(google.token, lia, event({ slot: slot('13:00', '13:30') }))).toEqual({
        ok: 'duplicate',
      });
      expect(await calendar.insert(google.token, 'other', event())).toEqual({ ok: 'inserted' });
      expect(await calendar.remove(google.token, lia, 'abc0123')).toEqual({ ok: 'removed' });
      expect(await calendar.remove(google.token, lia, 'abc0123')).toEqual({ ok: 'gone' });
      expect(await calendar.insert(google.token, lia, event())).toEqual({ ok: 'duplicate' });
      expect(await calendar.get(google.token, lia, 'abc0123')).toMatchObject({ ok: { isCancelled: true } });
      expect(google.titles(lia)).toEqual([]);
      expect(await busy()).toEqual({ ok: [{ calendarId: lia, busy: [] }] });
    });

    it('lets two events lie on each other: it is no lock', async () => {
      const calendar = await open();
      await calendar.insert(google.token, lia, event());
      expect(await calendar.insert(google.token, lia, event({ eventId: 'abc0124' }))).toEqual({
        ok: 'inserted',
      });
      expect(await busy()).toEqual({ ok: [{ calendarId: lia, busy: [slot('12:00', '12:30')] }] });
    });

    it('knows nothing of an event that never was', async () => {
      const calendar = await open();
      expect(await calendar.get(google.token, lia, 'abc0123')).toMatchObject({ failure: 'not-found' });
      expect(await calendar.remove(google.token, lia, 'abc0123')).toEqual({ ok: 'gone' });
    });

    it('tells an event of others, and one that others deleted', async () => {
      const calendar = await open();
      google.addEvent(lia, 'foreign', slot('09:00', '10:00'));
      const found = await calendar.get(google.token, lia, 'foreign');
      expect(found).toMatchObject({ ok: { isCancelled: false, slot: slot('09:00', '10:00') } });
      expect('ok' in found && found.ok.appointmentId).toBeUndefined();
      await calendar.insert(google.token, lia, event());
      google.deleteEvent(lia, 'abc0123');
      expect(await calendar.get(google.token, lia, 'abc0123')).toMatchObject({ ok: { isCancelled: true } });
    });

    it('joins and sorts busy times, and leaves out what is marked as free', async () => {
      await open();
      google.addEvent(lia, 'late1', slot('15:00', '16:00'));
      google.addEvent(lia, 'first', slot('09:00', '10:00'));
      google.addEvent(lia, 'touch', slot('10:00', '10:30'));
      google.addEvent(lia, 'cover', slot('15:30', '17:00'));
      google.addEvent(lia, 'free1', slot('12:00', '13:00'), true);
      google.addEvent(lia, 'gone1', slot('13:00', '14:00'));
      google.deleteEvent(lia, 'gone1');
      expect(await busy()).toEqual({
        ok: [{ calendarId: lia, busy: [slot('09:00', '10:30'), slot('15:00', '17:00')] }],
      });
    });

    it('tells what makes a time busy one by one, and which of it is ours', async () => {
      const calendar = await open({ id: lia, timeZone: 'America/Manaus' });
      await calendar.insert(google.token, lia, event());
      google.addEvent(lia, 'above', slot('12:15', '13:00'));
      google.addEvent(lia, 'free1', slot('12:00', '13:00'), true);
      google.addEvent(lia, 'gone1', slot('12:00', '13:00'));
      google.deleteEvent(lia, 'gone1');
      google.addEvent(lia, 'touch', slot('12:30', '14:00'));
      google.addEvent(lia, 'ferias', [date('2027-03-01'), date('2027-03-02')]);
      const answer = await calendar.busyEvents(google.token, lia, slot('12:00', '12:30'));
      const found = 'ok' in answer ? answer.ok : [];
      const byId = [...found].sort((a, b) => (a.eventId < b.eventId ? -1 : 1));
      const created = expect.any(Date) as Date;
      expect(byId).toEqual([
        {
          eventId: 'abc0123',
          slot: slot('12:00', '12:30'),
          appointmentId: 'appointment-1',
          createdAt: created,
        },
        { eventId: 'above', slot: slot('12:15', '13:00'), appointmentId: undefined, createdAt: created },
        {
          eventId: 'ferias',
          slot: { start: new Date('2027-03-01T04:00:00Z'), end: new Date('2027-03-02T04:00:00Z') },
          appointmentId: undefined,
          createdAt: created,
        },
      ]);
      expect(await calendar.busyEvents(google.token, 'gone@x', slot('12:00', '12:30'))).toMatchObject({
        failure: 'not-found',
      });
    });

    it('counts whole days by the clocks of the calendar', async () => {
      await open({ id: lia, timeZone: 'America/Manaus' }, { id: 'lisbon', timeZone: 'Europe/Lisbon' });
      const days = [date('2027-03-27'), date('2027-03-29')] as const;
      google.addEvent(lia, 'ferias', days);
      google.addEvent('lisbon', 'ferias', days);
      const window = { start: new Date('2027-03-20T00:00:00Z'), end: new Date('2027-04-10T00:00:00Z') };
      const span = (start: string, end: string) => [{ start: new Date(start), end: new Date(end) }];
      expect(await busy([lia, 'lisbon'], window)).toEqual({
        ok: [
          { calendarId: lia, busy: span('2027-03-27T04:00:00Z', '2027-03-29T04:00:00Z') },
          // the clocks of Lisbon were set forward in between
          { calendarId: 'lisbon', busy: span('2027-03-27T00:00:00Z', '2027-03-28T23:00:00Z') },
        ],
      });
    });

    it('says for each calendar asked for whether it is known, in that order', async () => {
      const calendar = await open({ id: lia }, { id: 'b', role: 'freeBusyReader' });
      google.addEvent('b', 'event1', slot('09:00', '10:00'));
      expect(await busy(['b', 'nowhere', lia, 'b'])).toEqual({
        ok: [
          { calendarId: 'b', busy: [slot('09:00', '10:00')] },
          { calendarId: 'nowhere', unknown: 'not-found' },
          { calendarId: lia, busy: [] },
          { calendarId: 'b', busy: [slot('09:00', '10:00')] },
        ],
      });
      google.vanish(lia);
      expect(await busy()).toEqual({ ok: [{ calendarId: lia, unknown: 'not-found' }] });
      expect(await calendar.insert(google.token, lia, event())).toMatchObject({ failure: 'not-found' });
      expect(await busy([])).toEqual({ ok: [] });
    });

    it('answers for many calendars and many months, and misses nothing where the parts touch', async () => {
      const ids = Array.from({ length: 120 }, (_, n) => `calendar-${n}`);
      await open(...ids.map((id) => ({ id })));
      const start = new Date('2027-01-01T00:00:00Z');
      const day = (n: number, hours = 0) => new Date(start.getTime() + (n * 24 + hours) * 3_600_000);
      google.addEvent('calendar-77', 'across1', { start: day(60, -1), end: day(60, 1) });
      google.addEvent('calendar-77', 'last001', { start: day(179), end: day(181) });
      google.addEvent('calendar-119', 'across2', { start: day(120, -2), end: day(120) });
      const answer = await busy(ids, { start, end: day(180) });
      if (!('ok' in answer)) throw new Error(answer.reason);
      expect(answer.ok.map(({ calendarId }) => calendarId)).toEqual(ids);
      const busyTimes = answer.ok.filter((known) => 'busy' in known && known.busy.length > 0);
      expect(busyTimes).toMatchObject([
        {
          calendarId: 'calendar-77',
          busy: [{ start: day(60, -1), end: day(60, 1) }, { start: day(179) }],
        },
        { calendarId: 'calendar-119', busy: [{ start: day(120, -2), end: day(120) }] },
      ]);
    });

    it('lists every calendar of the account, hidden ones too', async () => {
      const many = Array.from({ length: 260 }, (_, n) => ({ id: `calendar-${n}` }));
      const calendar = await open(...many, {
        id: 'hidden',
        isHidden: true,
        role: 'reader',
        timeZone: 'America/Manaus',
      });
      const listed = await calendar.list(google.token);
      if (!('ok' in listed)) throw new Error(listed.reason);
      expect(listed.ok).toHaveLength(261);
      expect(listed.ok.find(({ calendarId }) => calendarId === 'hidden')).toEqual({
        calendarId: 'hidden',
        summary: 'hidden',
        timeZone: 'America/Manaus',
        accessRole: 'reader',
        isPrimary: false,
        isHidden: true,
      });
    });

    it('is written to by writers only', async () => {
      const calendar = await open(
        { id: 'read', role: 'reader' },
        { id: 'private', role: 'writerWithoutPrivateAccess' },
        { id: 'write', role: 'writer' },
      );
      expect(await calendar.insert(google.token, 'read', event())).toMatchObject({ failure: 'not-writable' });
      expect(await calendar.insert(google.token, 'private', event())).toEqual({ ok: 'inserted' });
      expect(await calendar.insert(google.token, 'write', event())).toEqual({ ok: 'inserted' });
    });

    it('refuses a token that is not (any more) good', async () => {
      const calendar = await open();
      for (const answer of [
        await calendar.list('bad'),
        await calendar.busy('bad', [lia], slot('00:00', '23:59')),
        await calendar.insert('bad', lia, event()),
        await calendar.get('bad', lia, 'abc0123'),
        await calendar.remove('bad', lia, 'abc0123'),
      ])
        expect(answer).toMatchObject({ failure: 'unauthorized' });
    });

    it.each([
      'transient',
      'unauthorized',
      'missing-scope',
      'not-writable',
      'not-found',
      'quota',
      'deployment',
    ] as const)('tells a failure that is %s from the others, and has done nothing', async (failure) => {
      const calendar = await open();
      google.failNext(failure);
      expect(await calendar.insert(google.token, lia, event())).toMatchObject({ failure });
      expect(google.titles(lia)).toEqual([]);
    });

    it('does not say that an insert failed when nobody knows', async () => {
      const calendar = await open();
      google.failNext('unknown-but-done');
      expect(await calendar.insert(google.token, lia, event())).toMatchObject({ failure: 'unknown' });
      // the same id tells
      expect(await calendar.insert(google.token, lia, event())).toEqual({ ok: 'duplicate' });
      expect(google.titles(lia)).toHaveLength(1);
    });

    it('can always be read again', async () => {
      await open();
      google.failNext('unknown-but-done');
      expect(await busy()).toMatchObject({ failure: 'transient' });
      expect(await busy()).toEqual({ ok: [{ calendarId: lia, busy: [] }] });
    });
  });
