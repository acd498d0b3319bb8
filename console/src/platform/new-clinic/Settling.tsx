import { useState, type MouseEvent, type ReactNode } from 'react';

const settlingMs = 400;

/**
 * What has just appeared takes no click for a moment: the second of a double click was meant for what stood there before.
 * The keyboard works at once.
 */
export function Settling({ children }: { children: ReactNode }) {
  const [since] = useState(() => performance.now());
  const onClickCapture = (event: MouseEvent) => {
    // a key that presses a button makes a click, too, and counts none
    if (event.detail === 0 || event.timeStamp - since >= settlingMs) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return <div onClickCapture={onClickCapture}>{children}</div>;
}
