import { describe, expect, it } from 'vitest';
import { slot } from '../../support/builders/an-appointment.ts';
import type { MakeGoogle } from './google-harness.ts';
import { busy, event, lia, open } from './google-steps.ts';

export const failuresContract = (make: MakeGoogle) =>
  describe('a Google calendar that cannot do what it is asked', () => {
    it('refuses a token that is not (any more) good', async () => {
      const google = await open(make);
      for (const answer of [
        await google.calendar.list('bad'),
        await google.calendar.busy('bad', [lia], slot('00:00', '23:59')),
        await google.calendar.insert('bad', lia, event()),
        await google.calendar.get('bad', lia, 'abc0123'),
        await google.calendar.remove('bad', lia, 'abc0123'),
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
      const google = await open(make);
      google.failNext(failure);
      expect(await google.calendar.insert(google.token, lia, event())).toMatchObject({ failure });
      expect(google.titles(lia)).toEqual([]);
    });

    it('does not say that an insert failed when nobody knows', async () => {
      const google = await open(make);
      google.failNext('unknown-but-done');
      expect(await google.calendar.insert(google.token, lia, event())).toMatchObject({ failure: 'unknown' });
      // the same id tells
      expect(await google.calendar.insert(google.token, lia, event())).toEqual({ ok: 'duplicate' });
      expect(google.titles(lia)).toHaveLength(1);
    });

    it('can always be read again', async () => {
      const google = await open(make);
      google.failNext('unknown-but-done');
      expect(await busy(google)).toMatchObject({ failure: 'transient' });
      expect(await busy(google)).toEqual({ ok: [{ calendarId: lia, busy: [] }] });
    });
  });
