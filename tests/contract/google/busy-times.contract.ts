import { describe, expect, it } from 'vitest';
import { slot } from '../../support/builders/an-appointment.ts';
import type { MakeGoogle } from './google-harness.ts';
import { busy, date, event, lia, open } from './google-steps.ts';

export const busyTimesContract = (make: MakeGoogle) =>
  describe('the busy times of Google calendars', () => {
    it('joins and sorts busy times, and leaves out what is marked as free', async () => {
      const google = await open(make);
      google.addEvent(lia, 'late1', slot('15:00', '16:00'));
      google.addEvent(lia, 'first', slot('09:00', '10:00'));
      google.addEvent(lia, 'touch', slot('10:00', '10:30'));
      google.addEvent(lia, 'cover', slot('15:30', '17:00'));
      google.addEvent(lia, 'free1', slot('12:00', '13:00'), true);
      google.addEvent(lia, 'gone1', slot('13:00', '14:00'));
      google.deleteEvent(lia, 'gone1');
      expect(await busy(google)).toEqual({
        ok: [{ calendarId: lia, busy: [slot('09:00', '10:30'), slot('15:00', '17:00')] }],
      });
    });

    it('tells what makes a time busy one by one, and which of it is ours', async () => {
      const google = await open(make, { id: lia, timeZone: 'America/Manaus' });
      await google.calendar.insert(google.token, lia, event());
      google.addEvent(lia, 'above', slot('12:15', '13:00'));
      google.addEvent(lia, 'free1', slot('12:00', '13:00'), true);
      google.addEvent(lia, 'gone1', slot('12:00', '13:00'));
      google.deleteEvent(lia, 'gone1');
      google.addEvent(lia, 'touch', slot('12:30', '14:00'));
      google.addEvent(lia, 'ferias', [date('2027-03-01'), date('2027-03-02')]);
      const answer = await google.calendar.busyEvents(google.token, lia, slot('12:00', '12:30'));
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
      expect(await google.calendar.busyEvents(google.token, 'gone@x', slot('12:00', '12:30'))).toMatchObject({
        failure: 'not-found',
      });
    });

    it('counts whole days by the clocks of the calendar', async () => {
      const google = await open(
        make,
        { id: lia, timeZone: 'America/Manaus' },
        { id: 'lisbon', timeZone: 'Europe/Lisbon' },
      );
      const days = [date('2027-03-27'), date('2027-03-29')] as const;
      google.addEvent(lia, 'ferias', days);
      google.addEvent('lisbon', 'ferias', days);
      const window = { start: new Date('2027-03-20T00:00:00Z'), end: new Date('2027-04-10T00:00:00Z') };
      const span = (start: string, end: string) => [{ start: new Date(start), end: new Date(end) }];
      expect(await busy(google, [lia, 'lisbon'], window)).toEqual({
        ok: [
          { calendarId: lia, busy: span('2027-03-27T04:00:00Z', '2027-03-29T04:00:00Z') },
          // the clocks of Lisbon were set forward in between
          { calendarId: 'lisbon', busy: span('2027-03-27T00:00:00Z', '2027-03-28T23:00:00Z') },
        ],
      });
    });

    it('says for each calendar asked for whether it is known, in that order', async () => {
      const google = await open(make, { id: lia }, { id: 'b', role: 'freeBusyReader' });
      google.addEvent('b', 'event1', slot('09:00', '10:00'));
      expect(await busy(google, ['b', 'nowhere', lia, 'b'])).toEqual({
        ok: [
          { calendarId: 'b', busy: [slot('09:00', '10:00')] },
          { calendarId: 'nowhere', unknown: 'not-found' },
          { calendarId: lia, busy: [] },
          { calendarId: 'b', busy: [slot('09:00', '10:00')] },
        ],
      });
      google.vanish(lia);
      expect(await busy(google)).toEqual({ ok: [{ calendarId: lia, unknown: 'not-found' }] });
      expect(await google.calendar.insert(google.token, lia, event())).toMatchObject({
        failure: 'not-found',
      });
      expect(await busy(google, [])).toEqual({ ok: [] });
    });

    it('answers for many calendars and many months, and misses nothing where the parts touch', async () => {
      const ids = Array.from({ length: 120 }, (_, n) => `calendar-${n}`);
      const google = await open(make, ...ids.map((id) => ({ id })));
      const start = new Date('2027-01-01T00:00:00Z');
      const day = (n: number, hours = 0) => new Date(start.getTime() + (n * 24 + hours) * 3_600_000);
      google.addEvent('calendar-77', 'across1', { start: day(60, -1), end: day(60, 1) });
      google.addEvent('calendar-77', 'last001', { start: day(179), end: day(181) });
      google.addEvent('calendar-119', 'across2', { start: day(120, -2), end: day(120) });
      const answer = await busy(google, ids, { start, end: day(180) });
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
  });
