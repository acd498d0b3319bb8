import type { OpeningHours, OpenInterval } from '../../../src/domain/clinic/opening-hours.ts';
import type { WorkingAgenda } from '../../../src/domain/scheduling/availability.ts';
import type { TimeSlot } from '../../../src/domain/scheduling/time-slot.ts';

/** Looks at every single minute: slow, and without any of the arithmetic of the code it judges. */
const minuteMs = 60_000;
const margin = 3 * 1_440;
const dateMs = 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();
const seen = new Map<string, number>();

/** What the wall clock shows, as if it were UTC, in minutes. */
function wallClock(timeZone: string, moment: number): number {
  const key = `${timeZone} ${moment}`;
  const known = seen.get(key);
  if (known !== undefined) return known;
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'short', timeStyle: 'short', hourCycle: 'h23' });
  formats.set(timeZone, format);
  const [, day, month, year, hour, minute] =
    /^(\d+)\/(\d+)\/(\d+), (\d+):(\d+)$/.exec(format.format(moment))?.map(Number) ?? [];
  const wall = Date.UTC(year!, month! - 1, day, hour, minute) / minuteMs;
  seen.set(key, wall);
  return wall;
}

/** The moment at which a day of the zone begins. */
export function midnight(timeZone: string, date: string): Date {
  const wanted = Date.parse(`${date}T00:00:00Z`) / minuteMs;
  for (let moment = wanted - 1_440; ; moment += 1)
    if (wallClock(timeZone, moment * minuteMs) >= wanted) return new Date(moment * minuteMs);
}

/** The day that the wall shows. */
export const localDay = (timeZone: string, moment: Date): string =>
  new Date(wallClock(timeZone, moment.getTime()) * minuteMs).toISOString().slice(0, 10);

type Question = {
  readonly timeZone: string;
  readonly hours: OpeningHours;
  readonly agenda: WorkingAgenda;
  readonly window: TimeSlot;
};

export function slotsByBruteForce({ timeZone, hours, agenda, window }: Question): readonly TimeSlot[] {
  const first = window.start.getTime() / minuteMs - margin;
  const count = (window.end.getTime() - window.start.getTime()) / minuteMs + 2 * margin;
  const walls = Array.from({ length: count }, (_, n) => wallClock(timeZone, (first + n) * minuteMs));
  const slots = new Map<number, TimeSlot>();
  for (const [from, to] of rows(walls, hours, agenda)) {
    const { durationMinutes, bufferMinutes } = agenda.visit;
    const step = durationMinutes + bufferMinutes.before + bufferMinutes.after;
    for (let start = from; start + durationMinutes <= to; start += step) {
      const moment = (first + start) * minuteMs;
      const slot = { start: new Date(moment), end: new Date(moment + durationMinutes * minuteMs) };
      if (slot.start < window.start || slot.end > window.end) continue;
      let free = true;
      for (
        let minute = start - bufferMinutes.before;
        minute < start + durationMinutes + bufferMinutes.after;
        minute += 1
      )
        if (isBusy(agenda.busy, (first + minute) * minuteMs)) free = false;
      if (free) slots.set(moment, slot);
    }
  }
  return [...slots.values()].sort((a, b) => a.start.getTime() - b.start.getTime());
}

const isBusy = (busy: readonly TimeSlot[], moment: number) =>
  busy.some(({ start, end }) => start.getTime() <= moment && moment < end.getTime());

/** Pieces of working time as indexes of minutes: by the wall, then found on the line of real minutes. */
function rows(
  walls: readonly number[],
  hours: OpeningHours,
  { week }: WorkingAgenda,
): readonly [number, number][] {
  if (week === undefined && hours.week === undefined) return [];
  const clinic = (date: string, weekday: number) =>
    hours.holidays.find((holiday) => holiday.date === date || holiday.date === date.slice(5))?.intervals ??
    (hours.week === undefined ? [{ opens: 0, closes: 1_440 }] : hours.week[weekday]!);
  const lowest = Math.min(...walls) - 1_440;
  const highest = Math.max(...walls) + 1;
  const lines = [marks(clinic, lowest, highest)];
  if (week !== undefined) lines.push(marks((_, weekday) => week[weekday]!, lowest, highest));
  const pieces: [number, number][] = [];
  let from: number | undefined;
  for (let wall = lowest; wall <= highest; wall += 1) {
    const works = lines.every((line) => line.has(wall));
    const goesOn = lines.every((line) => line.get(wall) === line.get(wall - 1));
    if (from !== undefined && (!works || !goesOn)) {
      pieces.push([from, wall]);
      from = undefined;
    }
    if (works) from ??= wall;
  }
  return pieces.flatMap(([begins, ends]): [number, number][] => {
    const shown = walls.lastIndexOf(begins);
    const start = shown >= 0 ? shown : walls.findIndex((wall) => wall > begins);
    const end = walls.findIndex((wall) => wall >= ends);
    return start >= 0 && end > start ? [[start, end]] : [];
  });
}

/**
 * Every minute on which one is open, with where the row began that it belongs to: intervals of one day that overlap are
 * one row, and the hours of a day come before the night that reaches into it.
 */
function marks(
  of: (date: string, weekday: number) => readonly OpenInterval[],
  lowest: number,
  highest: number,
): ReadonlyMap<number, number> {
  const rowOf = new Map<number, number>();
  for (let day = Math.floor(lowest / 1_440) - 2; day <= highest / 1_440; day += 1) {
    const date = new Date(day * dateMs);
    const intervals = of(date.toISOString().slice(0, 10), date.getUTCDay());
    let row = 0;
    for (let minute = 0; minute < 3 * 1_440; minute += 1) {
      const around = intervals.filter(({ opens, closes }) => opens <= minute && minute < closes);
      if (around.length === 0) continue;
      if (around.every(({ opens }) => opens === minute)) row = day * 1_440 + minute;
      rowOf.set(day * 1_440 + minute, row);
    }
  }
  return rowOf;
}
