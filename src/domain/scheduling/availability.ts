import { zoneClock } from '../clinic/local-time.ts';
import type { OpeningHours, OpenInterval } from '../clinic/opening-hours.ts';
import { spanOf, union, type Span } from './spans.ts';
import type { TimeSlot } from './time-slot.ts';
import { clinicLine, daysAround, practitionerLine, workingTime } from './working-time.ts';

/** What a booking takes of the time. */
export type Visit = {
  readonly durationMinutes: number;
  /** Kept free around it. */
  readonly bufferMinutes: { readonly before: number; readonly after: number };
};

/** Somebody who may be visited, with everything that keeps them from it. */
export type WorkingAgenda = {
  /** Seven days from Sunday; the clinic's hours alone count when absent. */
  readonly week?: readonly (readonly OpenInterval[])[];
  readonly busy: readonly TimeSlot[];
  readonly visit: Visit;
};

type Opening = { readonly timeZone: string; readonly hours: OpeningHours };

const minuteMs = 60_000;

/** Answers for several agendas of one clinic: what they have in common is worked out once. */
export function makeFreeSlots({ timeZone, hours }: Opening, window: TimeSlot) {
  const days = daysAround(timeZone, window);
  const open = clinicLine(hours, days);
  const clock = zoneClock(timeZone);
  const working = ({ week }: Pick<WorkingAgenda, 'week'>): readonly Span[] => {
    // nobody has said when: nothing can be offered
    if (week === undefined && hours.week === undefined) return [];
    return workingTime(clock, open, week && practitionerLine(week, days));
  };

  return {
    /**
     * The slots of the grid that lie wholly in the window and in working time, and whose time with buffers is free.
     * Each interval of working time starts a row; the next slot begins when the visit and its buffers are over.
     */
    freeSlots: (agenda: WorkingAgenda): readonly TimeSlot[] => fit(working(agenda), agenda, spanOf(window)),
    /** Whether a visit lies in working time, on the grid or not. */
    isWorkingTime: (agenda: Pick<WorkingAgenda, 'week'>, slot: TimeSlot): boolean => {
      const [from, to] = spanOf(slot);
      return union(working(agenda)).some(([start, end]) => start <= from && to <= end);
    },
  };
}

function fit(
  working: readonly Span[],
  { busy, visit }: WorkingAgenda,
  [earliest, latest]: Span,
): readonly TimeSlot[] {
  const duration = visit.durationMinutes * minuteMs;
  const [before, after] = [visit.bufferMinutes.before * minuteMs, visit.bufferMinutes.after * minuteMs];
  const step = duration + before + after;
  const taken = union(busy.map(spanOf));
  const free: TimeSlot[] = [];
  let next = 0;
  for (const [from, to] of working) {
    const skipped = Math.max(0, Math.ceil((earliest - from) / step));
    for (let start = from + skipped * step; start + duration <= Math.min(to, latest); start += step) {
      while ((taken[next]?.[1] ?? Infinity) <= start - before) next += 1;
      if ((taken[next]?.[0] ?? Infinity) < start + duration + after) continue;
      free.push({ start: new Date(start), end: new Date(start + duration) });
    }
  }
  return free;
}

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
