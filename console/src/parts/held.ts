import type { MouseEvent } from 'react';

/**
 * For a button that does nothing for now: while its request is under way, or as long as something is missing. It keeps the
 * focus, which one that is `disabled` loses, and with it whoever types on; a click on it does nothing.
 */
export const held = (isHeld: boolean) =>
  isHeld ? ({ 'aria-disabled': true, onClickCapture: swallow } as const) : {};

function swallow(event: MouseEvent): void {
  event.preventDefault();
  event.stopPropagation();
}
