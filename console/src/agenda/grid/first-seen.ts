import { minutesOfDay } from '../../words/times.ts';
import { isOn, type Column } from '../layout.ts';

/** The minute of the day to stand on top; none where there is nothing to see. */
export function firstSeen(columns: readonly Column[], now: Date, zone: string): number | undefined {
  const isToday = columns.some(({ day }) => isOn(now, day, zone));
  if (isToday) return hourOf(minutesOfDay(now, zone)) - 60;
  const starts = columns.flatMap(({ visits }) => visits.map(({ from }) => from));
  return starts.length === 0 ? undefined : hourOf(Math.min(...starts));
}

const hourOf = (minutes: number): number => Math.floor(minutes / 60) * 60;
