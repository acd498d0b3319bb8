import { expect, test } from 'vitest';
import {
  boundedWindow,
  busyBesideOwn,
  workingTimeOf,
} from '../../../src/domain/scheduling/calendars/agenda-of-a-window.ts';

const at = (time: string, day = '2026-11-30') => new Date(`${day}T${time}:00-03:00`);
const slot = (from: string, to: string) => ({ start: at(from), end: at(to) });
const window = { start: at('00:00'), end: at('00:00', '2026-12-01') };
const everyDay = (opens: number, closes: number) => Array.from({ length: 7 }, () => [{ opens, closes }]);
const clinic = (week?: ReturnType<typeof everyDay>) => ({
  timeZone: 'America/Sao_Paulo',
  openingHours: { week, holidays: [], notes: [] },
});

test('somebody works while the clinic is open and they are there', () => {
  const availability = everyDay(420, 780);
  expect(workingTimeOf(clinic(everyDay(480, 1_080)), { availability }, window)).toEqual([
    slot('08:00', '13:00'),
  ]);
  expect(workingTimeOf(clinic(everyDay(480, 1_080)), {}, window)).toEqual([slot('08:00', '18:00')]);
  expect(workingTimeOf(clinic(), {}, window)).toEqual([]);
});

test('what is busy besides our own visits lies within the window', () => {
  const busy = [slot('09:00', '11:00'), { start: at('22:00'), end: at('06:00', '2026-12-01') }];
  expect(busyBesideOwn(busy, [{ slot: slot('09:00', '10:00') }], window)).toEqual([
    slot('10:00', '11:00'),
    { start: at('22:00'), end: window.end },
  ]);
});

test('a window ends where nobody looks any more', () => {
  const { end } = boundedWindow({ start: at('00:00'), end: at('00:00', '2027-11-30') });
  expect(end).toEqual(at('00:00', '2027-01-01'));
});
