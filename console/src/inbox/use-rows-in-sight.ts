import { useLayoutEffect, useMemo, useState, type RefObject } from 'react';
import { rowsInSight, startsOf, type RowRange } from './rows-in-sight.ts';

/** The same range again changes nothing. */
const unlessSame =
  (next: RowRange) =>
  (before: RowRange): RowRange =>
    before.from === next.from && before.to === next.to ? before : next;

/** Which rows of known sizes have to be drawn in a frame that scrolls, however many there are. */
export function useRowsInSight(frame: RefObject<HTMLElement | null>, sizes: readonly number[]) {
  const starts = useMemo(() => startsOf(sizes), [sizes]);
  const [range, setRange] = useState<RowRange>({ from: 0, to: 0 });
  useLayoutEffect(() => {
    const shown = frame.current;
    if (shown === null) return;
    const look = () => setRange(unlessSame(rowsInSight(starts, shown.scrollTop, shown.clientHeight)));
    // looks at once, too, before anything is painted
    const resized = new ResizeObserver(look);
    resized.observe(shown);
    shown.addEventListener('scroll', look, { passive: true });
    return () => {
      resized.disconnect();
      shown.removeEventListener('scroll', look);
    };
  }, [frame, starts]);
  /** Scrolls no farther than needed for the row to be in sight. */
  const show = (index: number): void => {
    const shown = frame.current;
    const [start, end] = [starts[index], starts[index + 1]];
    if (shown === null || start === undefined || end === undefined) return;
    shown.scrollTo({ top: Math.min(start, Math.max(shown.scrollTop, end - shown.clientHeight)) });
    setRange(unlessSame(rowsInSight(starts, shown.scrollTop, shown.clientHeight)));
  };
  return { range, starts, show };
}
