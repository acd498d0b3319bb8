import { localMinute, localTime, plusDays, zoneClock, type LocalDate } from '../clinic/local-time.ts';

export const figurePeriods = ['24h', '7d', '30d', '90d'] as const;
export type FigurePeriod = (typeof figurePeriods)[number];

/** A period that ends now, divided by a clinic's clocks: a day into hours, a longer one into days. */
export type FigureSpan = {
  /** When each hour or day begins, oldest first; the last one is not over yet. */
  readonly starts: readonly Date[];
  /** The first day that is in the span as a whole, or today. */
  readonly firstDay: LocalDate;
};

const minuteMs = 60_000;
const days: Readonly<Record<Exclude<FigurePeriod, '24h'>, number>> = { '7d': 7, '30d': 30, '90d': 90 };

/** So many hours or days, the present one among them: what they have adds up to what the period has. */
export function figureSpan(period: FigurePeriod, timeZone: string, now: Date): FigureSpan {
  const today = localTime(timeZone, now).date;
  if (period === '24h') return { starts: lastHours(24, timeZone, now), firstDay: today };
  const firstDay = plusDays(today, 1 - days[period]);
  const clock = zoneClock(timeZone);
  const startOf = (date: LocalDate) => new Date(clock(localMinute({ date, minutes: 0 })).earliest);
  const starts = Array.from({ length: days[period] }, (_, n) => startOf(plusDays(firstDay, n)));
  return { starts, firstDay };
}

/**
 * Each is sixty minutes long and begins when the clocks show a full hour. Where they are set back, the hour that they show
 * twice is two; where they are set forward, the one that they leave out is none.
 */
function lastHours(count: number, timeZone: string, now: Date): readonly Date[] {
  const present = Math.floor(now.getTime() / minuteMs) - (localTime(timeZone, now).minutes % 60);
  return Array.from({ length: count }, (_, n) => new Date((present - (count - 1 - n) * 60) * minuteMs));
}

/** In which of the hours or days an instant lies, from 0; -1 before all of them. */
export const placeIn = ({ starts }: Pick<FigureSpan, 'starts'>, at: Date): number =>
  starts.findLastIndex((start) => start <= at);
