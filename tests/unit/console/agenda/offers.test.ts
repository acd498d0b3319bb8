import { describe, expect, it } from 'vitest';
import {
  isOffered,
  joined,
  nearestOffer,
  nextOffer,
  offersOn,
} from '../../../../console/src/agenda/offers.ts';

const zone = 'America/Sao_Paulo';
const time = (start: string, end: string, professionalId?: string) => ({
  start: `2026-03-02T${start}:00-03:00`,
  end: `2026-03-02T${end}:00-03:00`,
  ...(professionalId !== undefined && { professionalId }),
});
const times = [
  time('10:00', '10:30', 'lara'),
  time('09:00', '09:30', 'lara'),
  time('09:30', '10:00', 'lara'),
  time('09:00', '09:30', 'otavio'),
  time('23:30', '23:59'),
  { start: '2026-03-03T02:30:00Z', end: '2026-03-03T02:50:00Z' },
];

describe('the times that are offered to a visit on its way', () => {
  const lara = offersOn(times, { day: '2026-03-02', professionalId: 'lara' }, zone);

  it('are those of the column, in minutes of the clinic’s day, the first one first', () => {
    expect(lara).toEqual([
      { from: 540, to: 570 },
      { from: 570, to: 600 },
      { from: 600, to: 630 },
    ]);
    expect(offersOn(times, { day: '2026-03-03', professionalId: 'lara' }, zone)).toEqual([]);
    expect(offersOn(times, { day: '2026-03-02', professionalId: undefined }, zone)).toHaveLength(2);
  });

  it('are drawn as one where they touch', () => {
    expect(joined([...lara, { from: 700, to: 730 }])).toEqual([
      { from: 540, to: 630 },
      { from: 700, to: 730 },
    ]);
    expect(joined([])).toEqual([]);
  });

  it('draw it to the nearest one, if that is near', () => {
    expect(nearestOffer(lara, 566, 10)).toBe(570);
    expect(nearestOffer(lara, 520, 10)).toBeUndefined();
    expect(nearestOffer(lara, 0, Infinity)).toBe(540);
    expect(nearestOffer([], 0, Infinity)).toBeUndefined();
  });

  it('follow each other both ways', () => {
    expect(nextOffer(lara, 545, 1)).toBe(570);
    expect(nextOffer(lara, 570, -1)).toBe(540);
    expect(nextOffer(lara, 540, -1)).toBeUndefined();
  });

  it('are starts, not everything between', () => {
    expect(isOffered(lara, 570)).toBe(true);
    expect(isOffered(lara, 580)).toBe(false);
  });
});
