import { useLayoutEffect, useRef, type RefObject } from 'react';
import type { Column } from '../layout.ts';
import { firstSeen } from './first-seen.ts';

type Shown = {
  readonly body: RefObject<HTMLDivElement | null>;
  /** Of which days and people; `undefined` before they are known, or while a marked visit is what one comes for. */
  readonly place: string | undefined;
  readonly columns: readonly Column[];
  readonly now: Date;
  readonly zone: string;
  readonly y: (minutes: number) => number;
};

/** Where a day is opened: today at the hour before now, another one at its first visit; once, then people scroll. */
export function useOpeningScroll({ body, place, columns, now, zone, y }: Shown): void {
  const opened = useRef<string>(undefined);
  useLayoutEffect(() => {
    const frame = body.current?.parentElement;
    if (!frame || place === undefined || opened.current === place) return;
    opened.current = place;
    const minutes = firstSeen(columns, now, zone);
    if (minutes !== undefined) frame.scrollTo({ top: y(minutes) });
  });
}
