import { zoneClock } from '../clinic/local-time.ts';
import type { OpenInterval } from '../clinic/hours/open-interval.ts';
import type { Hours, OpeningHours } from '../clinic/opening-hours.ts';
import { clipped } from './booking-window.ts';
import { spanOf, union, type Span } from './spans.ts';
import type { TimeSlot } from './time-slot.ts';
import { attendanceLine, clinicLine, daysAround, workingTime } from './working-time.ts';

/** What a booking takes of the time. */
export type Visit = {
  readonly durationMinutes: number;
  /** Between the beginnings of times on the grid; the visit with its buffers when absent. */
  readonly stepMinutes?: number;
  /** Kept free around it. */
  readonly bufferMinutes: { readonly before: number; readonly after: number };
};

/** Somebody who may be visited, with everything that keeps them from it. */
export type WorkingAgenda = {
  /** Seven days from Sunday; the clinic's hours alone count when absent. */
  readonly week?: readonly (readonly OpenInterval[])[];
  /** Own hours and absences of those that the visit takes, beside `week`. */
  readonly attendances?: readonly Hours[];
  readonly busy: readonly TimeSlot[];
  /** What may be booked of the window; all of it when absent. */
  readonly bookable?: TimeSlot;
  /** In which no visit may begin. */
  readonly full?: readonly TimeSlot[];
  readonly visit: Visit;
};

type Attendance = Pick<WorkingAgenda, 'week' | 'attendances'>;
type Opening = { readonly timeZone: string; readonly hours: Hours | OpeningHours };

const minuteMs = 60_000;

/** Answers for several agendas of one clinic: what they have in common is worked out once. */
export function makeFreeSlots({ timeZone, hours }: Opening, window: TimeSlot) {
  const days = daysAround(timeZone, window);
  const open = clinicLine(hours, days);
  const clock = zoneClock(timeZone);
  const working = ({ week, attendances = [] }: Attendance): readonly Span[] => {
    const all = [...(week === undefined ? [] : [{ week, holidays: [] }]), ...attendances];
    // nobody has said when: nothing can be offered
    if (hours.week === undefined && all.every((one) => one.week === undefined)) return [];
    return workingTime(
      clock,
      open,
      all.map((one) => attendanceLine(one, days)),
    );
  };

  return {
    /** When they work and the clinic is open. */
    workingTime: (attendance: Attendance): readonly TimeSlot[] =>
      working(attendance).map(([from, to]) => ({ start: new Date(from), end: new Date(to) })),
    /**
     * The slots of the grid that lie wholly in the window and in working time, and whose time with buffers is free.
     * Each interval of working time starts a row, on which slots begin step by step.
     */
    freeSlots: (agenda: WorkingAgenda): readonly TimeSlot[] =>
      fit(working(agenda), agenda, spanOf(clipped(window, agenda.bookable ?? window))),
    /** Whether a visit lies in working time, on the grid or not. */
    isWorkingTime: (agenda: Attendance, slot: TimeSlot): boolean => {
      const [from, to] = spanOf(slot);
      return union(working(agenda)).some(([start, end]) => start <= from && to <= end);
    },
  };
}

function fit(
  working: readonly Span[],
  { busy, visit, full = [] }: WorkingAgenda,
  [earliest, latest]: Span,
): readonly TimeSlot[] {
  const duration = visit.durationMinutes * minuteMs;
  const [before, after] = [visit.bufferMinutes.before * minuteMs, visit.bufferMinutes.after * minuteMs];
  const step = visit.stepMinutes === undefined ? duration + before + after : visit.stepMinutes * minuteMs;
  const closed = union(full.map(spanOf));
  const taken = union(busy.map(spanOf));
  const free: TimeSlot[] = [];
  let next = 0;
  let nextClosed = 0;
  let inTheWay = spanAt(taken, next);
  let shut = spanAt(closed, nextClosed);
  for (const [from, to] of working) {
    const skipped = Math.max(0, Math.ceil((earliest - from) / step));
    for (let start = from + skipped * step; start + duration <= Math.min(to, latest); start += step) {
      while (inTheWay[1] <= start - before) inTheWay = spanAt(taken, (next += 1));
      while (shut[1] <= start) shut = spanAt(closed, (nextClosed += 1));
      // nothing begins on the grid before what is in the way is over
      const blockedTo =
        inTheWay[0] < start + duration + after ? inTheWay[1] + before : shut[0] <= start ? shut[1] : start;
      if (blockedTo > start) start += Math.ceil((blockedTo - start) / step) * step - step;
      else free.push({ start: new Date(start), end: new Date(start + duration) });
    }
  }
  return free;
}

const never: Span = [Infinity, Infinity];
const spanAt = (spans: readonly Span[], index: number): Span => spans[index] ?? never;

/** Whether the visit with its buffers keeps clear of everything. */
export function isClear(
  slot: TimeSlot,
  { bufferMinutes }: Pick<Visit, 'bufferMinutes'>,
  busy: readonly TimeSlot[],
) {
  const from = slot.start.getTime() - bufferMinutes.before * minuteMs;
  const to = slot.end.getTime() + bufferMinutes.after * minuteMs;
  return !busy.some(({ start, end }) => start.getTime() < to && from < end.getTime() && start < end);
}
