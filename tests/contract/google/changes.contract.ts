import { describe, expect, it } from 'vitest';
import type { GoogleCalendar } from '../../../src/application/ports/scheduling/google-calendar.ts';
import { slot } from '../../support/builders/an-appointment.ts';
import type { GoogleHarness, MakeGoogle } from './google-harness.ts';
import { date, event, lia, open } from './google-steps.ts';

type Since = Parameters<GoogleCalendar['changes']>[2];

export const changesContract = (make: MakeGoogle) =>
  describe('a Google calendar says what has changed', () => {
    const from = { from: slot('00:00', '00:01').start };
    const changes = async (google: GoogleHarness, since: Since) => {
      const answer = await google.calendar.changes(google.token, lia, since);
      if (!('ok' in answer) || answer.ok === 'sync-token-expired') throw new Error(JSON.stringify(answer));
      return answer.ok;
    };

    it('since a token, deleted events by their ids, and nothing when nothing did', async () => {
      const google = await open(make);
      await google.calendar.insert(google.token, lia, event());
      google.addEvent(lia, 'other01', slot('13:00', '13:30'));
      const all = await changes(google, from);
      expect(all.events.map(({ eventId }) => eventId).sort()).toEqual(['abc0123', 'other01']);
      const quiet = await changes(google, all);
      expect(quiet.events).toEqual([]);
      google.drag(lia, 'abc0123', slot('15:00', '15:45'));
      google.deleteEvent(lia, 'other01');
      expect((await changes(google, quiet)).events).toEqual([
        { eventId: 'abc0123', isCancelled: false, slot: slot('15:00', '15:45'), isDeclined: false },
        { eventId: 'other01', isCancelled: true, slot: undefined, isDeclined: false },
      ]);
    });

    it('until the token is too old', async () => {
      const google = await open(make);
      const { syncToken } = await changes(google, from);
      google.expireSyncTokens(lia);
      expect(await google.calendar.changes(google.token, lia, { syncToken })).toEqual({
        ok: 'sync-token-expired',
      });
      expect((await changes(google, from)).events).toEqual([]);
    });

    it('in both calendars when an event is moved, and puts it back to its time unless it changed', async () => {
      const google = await open(make, { id: lia }, { id: 'other' });
      await google.calendar.insert(google.token, lia, event());
      const before = await changes(google, from);
      google.move(lia, 'abc0123', 'other');
      expect((await changes(google, before)).events).toMatchObject([
        { eventId: 'abc0123', isCancelled: true },
      ]);
      expect(await google.calendar.get(google.token, 'other', 'abc0123')).toMatchObject({
        ok: { isCancelled: false },
      });
      expect(await google.calendar.move(google.token, 'other', 'abc0123', lia)).toEqual({ ok: 'moved' });
      expect(await google.calendar.move(google.token, 'other', 'abc0123', lia)).toEqual({ ok: 'gone' });
      google.drag(lia, 'abc0123', slot('15:00', '15:45'));
      const found = await google.calendar.get(google.token, lia, 'abc0123');
      const etag = 'ok' in found ? found.ok.etag : '';
      const place = { calendarId: lia, eventId: 'abc0123', slot: slot('12:00', '12:30') };
      const options = { timeZone: 'America/Sao_Paulo', etag };
      expect(await google.calendar.putAt(google.token, place, options)).toEqual({ ok: 'put' });
      expect(await google.calendar.putAt(google.token, place, options)).toEqual({ ok: 'changed' });
      expect(await google.calendar.get(google.token, lia, 'abc0123')).toMatchObject({
        ok: { slot: place.slot },
      });
    });

    it('puts a day-long event back to its time', async () => {
      const google = await open(make);
      google.addEvent(lia, 'abc0123', [date('2027-03-01'), date('2027-03-02')]);
      const found = await google.calendar.get(google.token, lia, 'abc0123');
      expect(found).toMatchObject({ ok: { slot: undefined } });
      const place = { calendarId: lia, eventId: 'abc0123', slot: slot('12:00', '12:30') };
      const etag = 'ok' in found ? found.ok.etag : '';
      await google.calendar.putAt(google.token, place, { timeZone: 'America/Sao_Paulo', etag });
      expect(await google.calendar.get(google.token, lia, 'abc0123')).toMatchObject({
        ok: { slot: place.slot },
      });
    });

    it('to a channel that lives until it is stopped', async () => {
      const google = await open(make);
      const channel = {
        channelId: 'c-1',
        token: 't',
        address: 'http://127.0.0.1:1/push',
        lifetimeMs: 60_000,
      };
      const watched = await google.calendar.watch(google.token, lia, channel);
      if (!('ok' in watched)) throw new Error(watched.reason);
      expect(google.channels()).toEqual(['c-1']);
      const { resourceId } = watched.ok;
      const stop = () => google.calendar.stopChannel(google.token, { channelId: 'c-1', resourceId });
      expect(await stop()).toEqual({ ok: 'stopped' });
      expect(await stop()).toEqual({ ok: 'stopped' });
      expect(google.channels()).toEqual([]);
    });
  });
