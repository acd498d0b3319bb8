import type { ClosedRange } from '../../../src/domain/clinic/hours/closed-range.ts';
import type { OpenInterval } from '../../../src/domain/clinic/hours/open-interval.ts';
import type { Hours } from '../../../src/domain/clinic/opening-hours.ts';
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
  readonly hours: Hours;
  readonly agenda: WorkingAgenda;
  readonly window: TimeSlot;
};

export function slotsByBruteForce({ timeZone, hours, agenda, window }: Question): readonly TimeSlot[] {
  const first = window.start.getTime() / minuteMs - margin;
  const count = (window.end.getTime() - window.start.getTime()) / minuteMs + 2 * margin;
  const walls = Array.from({ length: count }, (_, n) => wallClock(timeZone, (first + n) * minuteMs));
  const slots = new Map<number, TimeSlot>();
  for (const [from, to] of rows(walls, hours, agenda)) {
    const { durationMinutes, bufferMinutes, stepMinutes } = agenda.visit;
    const step = stepMinutes ?? durationMinutes + bufferMinutes.before + bufferMinutes.after;
    for (let start = from; start + durationMinutes <= to; start += step) {
      const moment = (first + start) * minuteMs;
      const slot = { start: new Date(moment), end: new Date(moment + durationMinutes * minuteMs) };
      if (slot.start < window.start || slot.end > window.end) continue;
      const { bookable = window, full = [] } = agenda;
      if (slot.start < bookable.start || slot.end > bookable.end || isBusy(full, moment)) continue;
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
  hours: Hours,
  { week, attendances = [] }: WorkingAgenda,
): readonly [number, number][] {
  const own = [...(week === undefined ? [] : [{ week, holidays: [] }]), ...attendances];
  if ([hours, ...own].every((each) => each.week === undefined)) return [];
  const lowest = Math.min(...walls) - 1_440;
  const highest = Math.max(...walls) + 1;
  const lines = [
    marks(hours, lowest, highest),
    ...own.map((each) => marks(each, lowest, highest, each.week === undefined)),
  ];
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

const dayOf = (day: number) => new Date(day * dateMs).toISOString().slice(0, 10);

/** The days that are holidays by law in the weeks of the questions, looked up by hand. */
const byLaw = [
  '1993-10-12',
  '2001-10-12',
  '2013-11-15',
  '2018-11-02',
  '2026-04-03',
  '2026-11-02',
  '2026-11-20',
  '2026-12-25',
  '2027-01-01',
];
const byCustom = ['2002-02-11', '2002-02-12', '2027-02-08', '2027-02-09'];
const ofState: Readonly<Record<string, readonly string[]>> = {
  SP: ['2026-07-09'],
  RJ: ['2002-02-12', '2027-02-09'],
};

/** One array: `marks` tells by its identity whether a day has hours of its own. */
const wholeDay: readonly OpenInterval[] = [{ opens: 0, closes: 1_440 }];

/** The intervals that begin on a day. */
function beginning(
  { week, holidays, closures = [], publicHolidays }: Hours,
  date: string,
): readonly OpenInterval[] {
  const weekday = new Date(date).getUTCDay();
  const usual = week === undefined ? wholeDay : week[weekday]!;
  const special =
    holidays.find((holiday) => holiday.date === date) ??
    holidays.find((holiday) => holiday.date === date.slice(5));
  if (special !== undefined) return special.isUsual ? usual : special.intervals;
  if (closures.some((range) => touches(range, date) === 'wholly')) return [];
  const kept = publicHolidays && [
    ...byLaw,
    ...(publicHolidays.optional ? byCustom : []),
    ...(ofState[publicHolidays.state ?? ''] ?? []),
  ];
  return kept?.includes(date) ? publicHolidays!.intervals : usual;
}

/** Every year's ranges as ranges of the years around the day. */
function datesOf({ first, last }: ClosedRange, date: string): readonly (readonly [string, string])[] {
  if (first.length > 5) return [[first, last]];
  const year = Number(date.slice(0, 4));
  return [year - 1, year].map(
    (from) => [`${from}-${first}`, `${last < first ? from + 1 : from}-${last}`] as const,
  );
}

function touches(range: ClosedRange, date: string): 'wholly' | ReadonlySet<number> | undefined {
  const around = datesOf(range, date).find(([first, last]) => first <= date && date <= last);
  if (around === undefined) return undefined;
  const isFirst = date === around[0] && range.from !== undefined;
  const isLast = date === around[1] && range.until !== undefined;
  if (!isFirst && !isLast) return 'wholly';
  const minutes = new Set<number>();
  for (let minute = 0; minute < 2 * 1_440; minute += 1)
    if ((!isFirst || minute >= range.from) && (!isLast || minute < range.until)) minutes.add(minute);
  return minutes;
}

/**
 * Every minute on which one is open, with where the row began that it belongs to: intervals of one day that overlap are
 * one row, what is closed in between ends it, and the hours of a day come before the night that reaches into it.
 * `goesOn`: whoever is there before and after midnight is there all the time.
 */
function marks(hours: Hours, lowest: number, highest: number, goesOn = false): ReadonlyMap<number, number> {
  const rowOf = new Map<number, number>();
  const { closures = [], holidays } = hours;
  for (let day = Math.floor(lowest / 1_440) - 2; day <= highest / 1_440; day += 1) {
    const date = dayOf(day);
    const intervals = beginning(hours, date);
    const isSpecial = holidays.some((holiday) => holiday.date === date || holiday.date === date.slice(5));
    const isKept =
      isSpecial || intervals !== beginning({ ...hours, publicHolidays: undefined as never }, date);
    const cuts = isKept
      ? []
      : closures.flatMap((range) => {
          const [today, tomorrow] = [touches(range, date), touches(range, dayOf(day + 1))];
          return [
            ...(typeof today === 'object' ? [today] : []),
            ...(typeof tomorrow === 'object' ? [new Set([...tomorrow].map((minute) => minute + 1_440))] : []),
          ];
        });
    let row: number | undefined;
    for (let minute = 0; minute < 3 * 1_440; minute += 1) {
      const around = intervals.filter(({ opens, closes }) => opens <= minute && minute < closes);
      if (around.length === 0 || cuts.some((cut) => cut.has(minute))) {
        row = undefined;
        continue;
      }
      const now = day * 1_440 + minute;
      if (goesOn && minute === 0) row = rowOf.get(now - 1);
      else if (around.every(({ opens }) => opens === minute)) row = undefined;
      row ??= now;
      rowOf.set(now, row);
    }
  }
  return rowOf;
}
