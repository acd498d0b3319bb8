import { describe, expect, it } from 'vitest';
import { localTime } from '../../../src/domain/clinic/local-time.ts';
import { pointsOf, totalOf } from '../../../src/domain/figures/clinic-figures.ts';
import { figureSpan, placeIn } from '../../../src/domain/figures/figure-spans.ts';

const shown = (timeZone: string, starts: readonly Date[]) =>
  starts.map((start) => {
    const { date, minutes } = localTime(timeZone, start);
    return `${date} ${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  });

describe('the span of figures', () => {
  const zone = 'America/Sao_Paulo';
  const now = new Date('2026-06-10T01:20:30Z');

  it.each([
    ['7d', 7, '2026-06-03'],
    ['30d', 30, '2026-05-11'],
    ['90d', 90, '2026-03-12'],
  ] as const)('of %s has %d days of the clinic’s clocks, today the last', (period, days, firstDay) => {
    const span = figureSpan(period, zone, now);
    expect(span.firstDay).toBe(firstDay);
    expect(span.starts).toHaveLength(days);
    // in UTC it is the tenth already
    expect(shown(zone, span.starts.slice(-1))).toEqual(['2026-06-09 00:00']);
    expect(shown(zone, span.starts.slice(0, 1))).toEqual([`${firstDay} 00:00`]);
  });

  it('of a day has 24 full hours, the present one the last', () => {
    const { starts, firstDay } = figureSpan('24h', zone, now);
    expect(firstDay).toBe('2026-06-09');
    expect(starts).toHaveLength(24);
    expect(shown(zone, [starts[0]!, starts[23]!])).toEqual(['2026-06-08 23:00', '2026-06-09 22:00']);
    expect(shown('Asia/Kolkata', figureSpan('24h', 'Asia/Kolkata', now).starts.slice(-1))).toEqual([
      '2026-06-10 06:00',
    ]);
  });

  it('has the hour twice that the clocks show twice, and not the one that they leave out', () => {
    const hours = (moment: string) =>
      shown('America/New_York', figureSpan('24h', 'America/New_York', new Date(moment)).starts.slice(-4));
    expect(hours('2026-11-01T07:30:00Z').map((hour) => hour.slice(11))).toEqual([
      ...['00:00', '01:00', '01:00', '02:00'],
    ]);
    expect(hours('2026-03-08T08:30:00Z').map((hour) => hour.slice(11))).toEqual([
      ...['00:00', '01:00', '03:00', '04:00'],
    ]);
  });

  it('begins a day whose midnight is left out at its first moment', () => {
    const { starts } = figureSpan('7d', 'America/Santiago', new Date('2026-09-07T12:00:00Z'));
    expect(shown('America/Santiago', starts.slice(-3))).toEqual([
      '2026-09-05 00:00',
      '2026-09-06 01:00',
      '2026-09-07 00:00',
    ]);
    expect((starts[6]!.getTime() - starts[5]!.getTime()) / 3_600_000).toBe(23);
  });

  it('places a moment in the hour or day that it is in, and one before all of them nowhere', () => {
    const span = figureSpan('7d', zone, now);
    const [first, second] = span.starts as [Date, Date];
    expect([first, second].map((at) => placeIn(span, at))).toEqual([0, 1]);
    expect(placeIn(span, new Date(second.getTime() - 1))).toBe(0);
    expect(placeIn(span, new Date(first.getTime() - 1))).toBe(-1);
    expect(placeIn(span, now)).toBe(6);
  });
});

describe('the points of a period', () => {
  it('have what was counted in each, nothing elsewhere, and add up to the whole', () => {
    const span = figureSpan('7d', 'America/Sao_Paulo', new Date('2026-06-10T12:00:00Z'));
    const points = pointsOf(span, [
      { place: 0, kind: 'received', count: 3 },
      { place: 0, kind: 'received', count: 1 },
      { place: 6, kind: 'bookings', count: 2 },
      { place: -1, kind: 'bookings', count: 9 },
    ]);
    expect(points.map(({ received }) => received)).toEqual([4, 0, 0, 0, 0, 0, 0]);
    expect(points[6]).toMatchObject({ start: span.starts[6], bookings: 2, received: 0 });
    expect(totalOf(points)).toMatchObject({ received: 4, bookings: 2, freedTimes: 0 });
  });
});
