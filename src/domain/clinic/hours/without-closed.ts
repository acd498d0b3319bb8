import { plusDays, type LocalDate } from '../local-time.ts';
import { closedOn, type ClosedRange } from './closed-range.ts';
import type { OpenInterval } from './open-interval.ts';

const minutesPerDay = 1_440;

/** What is open of a day: less its closed parts, and those of the next day for the night that reaches into it. */
export function withoutClosed(
  usual: readonly OpenInterval[],
  closures: readonly ClosedRange[],
  date: LocalDate,
): readonly OpenInterval[] {
  const holes: OpenInterval[] = [];
  for (const range of closures) {
    const today = partOn(range, date);
    if (today) holes.push({ opens: today.from, closes: today.to });
    // a whole closed day leaves the night before it alone
    const isPartial = range.from !== undefined || range.until !== undefined;
    const tomorrow = isPartial ? partOn(range, plusDays(date, 1)) : undefined;
    if (tomorrow) holes.push({ opens: tomorrow.from + minutesPerDay, closes: tomorrow.to + minutesPerDay });
  }
  if (holes.length === 0) return usual;
  return holes.reduce(cut, usual);
}

const partOn = (range: ClosedRange, date: LocalDate) => {
  const part = closedOn(range, date);
  return part === 'day' ? undefined : part;
};

const cut = (open: readonly OpenInterval[], hole: OpenInterval): readonly OpenInterval[] =>
  open.flatMap(({ opens, closes }) =>
    hole.closes <= opens || hole.opens >= closes
      ? [{ opens, closes }]
      : [
          { opens, closes: Math.min(closes, hole.opens) },
          { opens: Math.max(opens, hole.closes), closes },
        ].filter((part) => part.opens < part.closes),
  );
