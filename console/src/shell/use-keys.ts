import { useEffect } from 'react';

export type Keys = Readonly<Record<string, (event: KeyboardEvent) => void>>;

/** Also on a button beside the field: what is typed there was meant for the field. */
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest('input, textarea, select, [contenteditable], [data-composer]') !== null;

const setting = 'atende-keys';
export const keysAreOn = (): boolean => localStorage.getItem(setting) !== 'off';
export const turnKeys = (on: boolean): void => localStorage.setItem(setting, on ? 'on' : 'off');

/** How long the second key of `g c` may take. */
const chordMs = 1_500;
let chordUntil = 0;

/** `c`, or `g c` shortly after a `g`; what the one means is then not meant. */
function nameOf({ key, timeStamp }: KeyboardEvent): string {
  const name = timeStamp < chordUntil ? `g ${key}` : key;
  // after everybody who listens to this event
  setTimeout(() => (chordUntil = name === 'g' ? timeStamp + chordMs : 0));
  return name;
}

/** Single keys do nothing while somebody types, while a dialog is open, or when they were turned off (WCAG 2.1.4). */
export function useKeys(keys: Keys): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
      if (isTyping(event.target) || document.querySelector('dialog[open]') !== null || !keysAreOn()) return;
      const act = keys[nameOf(event)];
      if (act === undefined) return;
      event.preventDefault();
      act(event);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [keys]);
}
