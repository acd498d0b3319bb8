import { daysBetween, localTime, type LocalDate } from '../../../domain/clinic/local-time.ts';
import type { OfferedSlot } from '../../../domain/scheduling/offered-slots.ts';
import type { Period, WantedTime } from '../../../domain/scheduling/wanted-time.ts';
import type { Situation } from '../reply.ts';

/** Minutes by which "about three" may be missed. */
const about = 30;
const minutesPerDay = 1_440;

export const periodOf = (minutes: number): Exclude<Period, 'any'> =>
  minutes < 720 ? 'morning' : minutes < 1_080 ? 'afternoon' : 'evening';

/** Whether a time is what was asked for. */
export function matches({ slot }: OfferedSlot, wanted: WantedTime, timeZone: string): boolean {
  const { date, minutes } = localTime(timeZone, slot.start);
  return isOnDay(date, wanted) && isAtTime(minutes, wanted) && !isRefused(date, minutes, wanted);
}

const isRefused = (date: LocalDate, minutes: number, { except }: WantedTime) =>
  date === except?.day || periodOf(minutes) === except?.period;

const isOnDay = (date: LocalDate, { day, orLater }: WantedTime) =>
  day === undefined || (orLater ? date >= day : date === day);

function isAtTime(minutes: number, { minutes: wanted, clock, period }: WantedTime): boolean {
  if (wanted === undefined) return period === undefined || period === 'any' || periodOf(minutes) === period;
  switch (clock) {
    case 'after':
      return minutes >= wanted;
    case 'before':
      return minutes <= wanted;
    case 'about':
      return Math.abs(minutes - wanted) <= about;
    case undefined:
      break;
  }
  return minutes === wanted;
}

const middleOf: Readonly<Record<Period, number>> = {
  morning: 570,
  afternoon: 900,
  evening: 1_140,
  any: 0,
};

/** The `count` times closest to what was asked for, oldest first. */
export function nearest(
  times: readonly OfferedSlot[],
  wanted: WantedTime,
  { context: { timeZone }, today }: Pick<Situation, 'context' | 'today'>,
  count: number,
): readonly OfferedSlot[] {
  const target = wanted.minutes ?? middleOf[wanted.period ?? 'any'];
  const distance = ({ slot }: OfferedSlot) => {
    const { date, minutes } = localTime(timeZone, slot.start);
    const days = wanted.day === undefined ? daysBetween(today, date) : daysBetween(wanted.day, date);
    return Math.abs(days) * minutesPerDay + Math.abs(minutes - target);
  };
  return times
    .map((time) => ({ time, away: distance(time) }))
    .sort((a, b) => a.away - b.away)
    .slice(0, count)
    .map(({ time }) => time)
    .sort((a, b) => a.slot.start.getTime() - b.slot.start.getTime());
}
