import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  ago,
  clockTime,
  dayLine,
  dayOf,
  instantAt,
  isDay,
  listTime,
  longDay,
  minutesOfDay,
  ofMinutes,
  shortDay,
  weekdayOf,
} from '../../../console/src/words/times.ts';

const saoPaulo = 'America/Sao_Paulo';
const zones = [saoPaulo, 'America/Manaus', 'Europe/Lisbon', 'America/New_York', 'Pacific/Auckland'];

describe('times of the clinic', () => {
  test('are shown by its clocks, whatever those of the browser say', () => {
    expect(clockTime('2026-11-30T11:30:00Z', saoPaulo)).toBe('08:30');
    expect(clockTime('2026-11-30T11:30:00Z', 'America/Manaus')).toBe('07:30');
    expect(dayOf('2026-12-01T02:00:00Z', saoPaulo)).toBe('2026-11-30');
  });

  test('lead back to the instant that they show', () => {
    const anInstant = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2035, 0) });
    fc.assert(
      fc.property(anInstant, fc.constantFrom(...zones), (ms, zone) => {
        const instant = new Date(Math.floor(ms / 60_000) * 60_000);
        const back = instantAt(dayOf(instant, zone), minutesOfDay(instant, zone), zone);
        // an hour that comes twice is either of the two
        expect([0, 3_600_000]).toContain(Math.abs(back.getTime() - instant.getTime()));
        expect(clockTime(back, zone)).toBe(clockTime(instant, zone));
      }),
    );
  });

  test('hold over a change of clocks', () => {
    expect(instantAt('2026-03-28', 540, 'Europe/Lisbon').toISOString()).toBe('2026-03-28T09:00:00.000Z');
    expect(instantAt('2026-03-29', 540, 'Europe/Lisbon').toISOString()).toBe('2026-03-29T08:00:00.000Z');
  });
});

test('days are written as people of a clinic write them', () => {
  expect(shortDay('2026-11-30')).toBe('seg., 30 nov.');
  expect(longDay('2026-11-30')).toBe('segunda-feira, 30 de novembro');
  expect(dayLine('2026-11-29', '2026-11-30')).toBe('Ontem');
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(weekdayOf('2026-11-30')).toBe(1);
  expect(ofMinutes(545)).toBe('09:05');
});

test('an address says only days that exist', () => {
  expect(['2026-11-30', '2028-02-29'].filter(isDay)).toHaveLength(2);
  const none = [
    '2026-99-99',
    '2026-02-31',
    '2026-02-29',
    '2026-00-10',
    '26-11-30',
    '',
    20_261_130,
    undefined,
  ];
  expect(none.filter(isDay)).toEqual([]);
});

test('how long ago is said in what matters', () => {
  const now = new Date('2026-11-30T12:00:00Z');
  const before = (minutes: number) => ago(new Date(now.getTime() - minutes * 60_000), now);
  expect([0, 6, 59, 60, 1_500, 4_000].map(before)).toEqual([
    'agora',
    'há 6 min',
    'há 59 min',
    'há 1 h',
    'há 1 dia',
    'há 2 dias',
  ]);
  expect(listTime('2026-11-29T12:00:00Z', saoPaulo, now)).toBe('ontem');
  expect(listTime('2026-11-20T12:00:00Z', saoPaulo, now)).toBe('20/11');
});
