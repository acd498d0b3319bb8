import { expect, test } from 'vitest';
import { freeParts, timeAt } from '../../../../console/src/agenda/grid/free-parts.ts';
import { firstSeen } from '../../../../console/src/agenda/grid/first-seen.ts';
import type { Column, Placed, Visit } from '../../../../console/src/agenda/layout.ts';

const visit = (from: number, to: number): Placed => ({ visit: {} as Visit, from, to });
const column = (parts: Partial<Column>): Column => ({
  key: 'one',
  day: '2026-12-01',
  professionalId: 'lara',
  name: 'Lara',
  working: [{ from: 480, to: 720 }],
  busy: [],
  isUnknown: false,
  visits: [],
  ...parts,
});

test('what of working hours nothing stands in can be booked', () => {
  const taken = { busy: [{ from: 420, to: 500 }], visits: [visit(540, 570), visit(580, 600)] };
  expect(freeParts(column(taken), 0)).toEqual([
    { from: 500, to: 540 },
    { from: 600, to: 720 },
  ]);
  // from the next quarter of an hour on, so that it does not change each minute
  expect(freeParts(column(taken), 650)).toEqual([{ from: 660, to: 720 }]);
  expect(freeParts(column({}), Infinity)).toEqual([]);
  expect(freeParts(column({ isUnknown: true }), 0)).toEqual([]);
});

test('a click takes the quarter of an hour that it hits, within what is free', () => {
  expect(timeAt(614, { from: 600, to: 720 })).toBe(600);
  expect(timeAt(615, { from: 600, to: 720 })).toBe(615);
  expect(timeAt(505, { from: 500, to: 720 })).toBe(500);
});

test('today opens at the hour before now, another day at its first visit', () => {
  const now = new Date('2026-12-01T18:40:00Z');
  const zone = 'America/Sao_Paulo';
  expect(firstSeen([column({ visits: [visit(540, 570)] })], now, zone)).toBe(14 * 60);
  expect(
    firstSeen([column({ day: '2026-12-02', visits: [visit(830, 860), visit(800, 830)] })], now, zone),
  ).toBe(13 * 60);
  expect(firstSeen([column({ day: '2026-12-02' })], now, zone)).toBeUndefined();
});
