import { describe, expect, it } from 'vitest';
import { slot } from '../../support/builders/an-appointment.ts';
import type { MakeGoogle } from './google-harness.ts';
import { busy, event, lia, open } from './google-steps.ts';

export const eventsContract = (make: MakeGoogle) =>
  describe('a Google calendar', () => {
    it('keeps an event under the id we gave it, and says whose it is', async () => {
      const google = await open(make);
      expect(await google.calendar.insert(google.token, lia, event())).toEqual({ ok: 'inserted' });
      expect(await google.calendar.get(google.token, lia, 'abc0123')).toEqual({
        ok: {
          eventId: 'abc0123',
          isCancelled: false,
          slot: slot('12:00', '12:30'),
          appointmentId: 'appointment-1',
          isDeclined: false,
          etag: expect.stringMatching(/./) as string,
        },
      });
      expect(google.titles(lia)).toEqual(['Horário reservado']);
      expect(await busy(google)).toEqual({ ok: [{ calendarId: lia, busy: [slot('12:00', '12:30')] }] });
    });

    it('takes an id once per calendar, also after the event is gone', async () => {
      const google = await open(make, { id: lia }, { id: 'other' });
      await google.calendar.insert(google.token, lia, event());
      expect(
        await google.calendar.insert(google.token, lia, event({ slot: slot('13:00', '13:30') })),
      ).toEqual({
        ok: 'duplicate',
      });
      expect(await google.calendar.insert(google.token, 'other', event())).toEqual({ ok: 'inserted' });
      expect(await google.calendar.remove(google.token, lia, 'abc0123')).toEqual({ ok: 'removed' });
      expect(await google.calendar.remove(google.token, lia, 'abc0123')).toEqual({ ok: 'gone' });
      expect(await google.calendar.insert(google.token, lia, event())).toEqual({ ok: 'duplicate' });
      expect(await google.calendar.get(google.token, lia, 'abc0123')).toMatchObject({
        ok: { isCancelled: true },
      });
      expect(google.titles(lia)).toEqual([]);
      expect(await busy(google)).toEqual({ ok: [{ calendarId: lia, busy: [] }] });
    });

    it('lets two events lie on each other: it is no lock', async () => {
      const google = await open(make);
      await google.calendar.insert(google.token, lia, event());
      expect(await google.calendar.insert(google.token, lia, event({ eventId: 'abc0124' }))).toEqual({
        ok: 'inserted',
      });
      expect(await busy(google)).toEqual({ ok: [{ calendarId: lia, busy: [slot('12:00', '12:30')] }] });
    });

    it('gives an event another title, whatever has become of it, and moves nothing', async () => {
      const google = await open(make);
      await google.calendar.insert(google.token, lia, event());
      const place = { calendarId: lia, eventId: 'abc0123' };
      expect(await google.calendar.retitle(google.token, place, 'Horário reservado')).toEqual({
        ok: 'retitled',
      });
      expect(google.titles(lia)).toEqual(['Horário reservado']);
      expect(await busy(google)).toEqual({ ok: [{ calendarId: lia, busy: [slot('12:00', '12:30')] }] });
      const elsewhere = { calendarId: 'gone@example.com', eventId: 'abc0123' };
      expect(await google.calendar.retitle(google.token, elsewhere, 'x')).toEqual({ ok: 'gone' });
      expect(await google.calendar.retitle(google.token, { ...place, eventId: 'abc0999' }, 'x')).toEqual({
        ok: 'gone',
      });
      google.deleteEvent(lia, 'abc0123');
      expect(await google.calendar.retitle(google.token, place, 'x')).toEqual({ ok: 'deleted' });
      expect(google.titles(lia)).toEqual([]);
    });

    it('knows nothing of an event that never was', async () => {
      const google = await open(make);
      expect(await google.calendar.get(google.token, lia, 'abc0123')).toMatchObject({ failure: 'not-found' });
      expect(await google.calendar.remove(google.token, lia, 'abc0123')).toEqual({ ok: 'gone' });
    });

    it('tells an event of others, and one that others deleted', async () => {
      const google = await open(make);
      google.addEvent(lia, 'foreign', slot('09:00', '10:00'));
      const found = await google.calendar.get(google.token, lia, 'foreign');
      expect(found).toMatchObject({ ok: { isCancelled: false, slot: slot('09:00', '10:00') } });
      expect('ok' in found && found.ok.appointmentId).toBeUndefined();
      await google.calendar.insert(google.token, lia, event());
      google.deleteEvent(lia, 'abc0123');
      expect(await google.calendar.get(google.token, lia, 'abc0123')).toMatchObject({
        ok: { isCancelled: true },
      });
    });

    it('lists every calendar of the account, hidden ones too', async () => {
      const many = Array.from({ length: 260 }, (_, n) => ({ id: `calendar-${n}` }));
      const google = await open(make, ...many, {
        id: 'hidden',
        isHidden: true,
        role: 'reader',
        timeZone: 'America/Manaus',
      });
      const listed = await google.calendar.list(google.token);
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
      const google = await open(
        make,
        { id: 'read', role: 'reader' },
        { id: 'private', role: 'writerWithoutPrivateAccess' },
        { id: 'write', role: 'writer' },
      );
      expect(await google.calendar.insert(google.token, 'read', event())).toMatchObject({
        failure: 'not-writable',
      });
      expect(await google.calendar.insert(google.token, 'private', event())).toEqual({ ok: 'inserted' });
      expect(await google.calendar.insert(google.token, 'write', event())).toEqual({ ok: 'inserted' });
    });
  });
