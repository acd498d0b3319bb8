import { localMinute, localTime, plusDays, zoneClock } from '../clinic/local-time.ts';
import { ruleOf, type QuietHours, type ReminderTime } from '../clinic/rules/reminder-rules.ts';

/** One reminder of one time of a visit. */
export type PlannedReminder = {
  readonly rule: string;
  readonly at: Date;
  /** Later it is worth nothing: half of the time that was left to the visit is gone, or it is about to begin. */
  readonly usefulUntil: Date;
};

const minuteMs = 60_000;
const day = 1_440;
/** A reminder of the night goes out so long before it: it has arrived when the night begins. */
const beforeQuiet = 30;
const lastMinutes = 15;

/**
 * When a visit that begins at `start` is reminded of, earliest first; by the clinic's clocks, also where they are set
 * forward or back in between. What would fall into quiet hours comes before them, never after.
 */
export function planReminders(
  times: readonly ReminderTime[],
  { quiet, timeZone }: { readonly quiet: QuietHours; readonly timeZone: string },
  start: Date,
): readonly PlannedReminder[] {
  const clock = zoneClock(timeZone);
  const visit = localTime(timeZone, start);
  const wantedAt = (time: ReminderTime): Date =>
    'daysBefore' in time
      ? new Date(
          clock(localMinute({ date: plusDays(visit.date, -time.daysBefore), minutes: time.at })).earliest,
        )
      : new Date(start.getTime() - time.minutesBefore * minuteMs);
  return times
    .map((time) => ({ rule: ruleOf(time), at: outsideQuiet(wantedAt(time), quiet, timeZone) }))
    .filter(({ at }) => at < start)
    .map((planned) => ({ ...planned, usefulUntil: usefulUntil(planned.at, start) }))
    .sort((a, b) => a.at.getTime() - b.at.getTime());
}

export function usefulUntil(at: Date, start: Date): Date {
  const half = at.getTime() + (start.getTime() - at.getTime()) / 2;
  return new Date(Math.max(at.getTime(), Math.min(half, start.getTime() - lastMinutes * minuteMs)));
}

function outsideQuiet(at: Date, quiet: QuietHours, timeZone: string): Date {
  if (!isQuiet(at, quiet, timeZone)) return at;
  const shown = localTime(timeZone, at);
  const into = (shown.minutes - quiet.from + day) % day;
  return new Date(zoneClock(timeZone)(localMinute(shown) - into - beforeQuiet).earliest);
}

/** Whether nobody is written to at this moment without having asked. */
export function isQuiet(at: Date, { from, to }: QuietHours, timeZone: string): boolean {
  const { minutes } = localTime(timeZone, at);
  return from <= to ? minutes >= from && minutes < to : minutes >= from || minutes < to;
}

/** The end of the quiet hours that hold at this moment. */
export function quietEnds(at: Date, { to }: QuietHours, timeZone: string): Date {
  const shown = localTime(timeZone, at);
  const left = (to - shown.minutes + day) % day;
  return new Date(zoneClock(timeZone)(localMinute(shown) + left).latest);
}
