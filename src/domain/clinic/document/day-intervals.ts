import type { OpenInterval } from '../hours/open-interval.ts';
import { endOfSpan, type WrittenSpan } from './written-ranges.ts';

const minutesPerDay = 1_440;

export const withoutSpans = (
  open: readonly OpenInterval[],
  breaks: readonly WrittenSpan[],
): readonly OpenInterval[] => sortedIntervals(breaks.reduce(withoutBreak, open));

/** Of a night that is crossed, a break after midnight is one of the next day. */
function withoutBreak(open: readonly OpenInterval[], span: WrittenSpan): readonly OpenInterval[] {
  return open.flatMap(({ opens, closes }) => {
    const isAfterMidnight = closes > minutesPerDay && span[1] <= opens;
    const shift = isAfterMidnight ? minutesPerDay : 0;
    const [from, to] = [span[0] + shift, (span[1] <= span[0] ? endOfSpan(span) : span[1]) + shift];
    if (to <= opens || from >= closes) return [{ opens, closes }];
    return [
      { opens, closes: from },
      { opens: to, closes },
    ].filter((part) => part.opens < part.closes);
  });
}

/** In the order of the day. */
export const sortedIntervals = (intervals: readonly OpenInterval[]) =>
  intervals.toSorted((a, b) => a.opens - b.opens);
