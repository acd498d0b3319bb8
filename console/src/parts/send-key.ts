import type { KeyboardEvent } from 'react';

/** Ctrl Enter, on a Mac also Command Enter: sends what is written. Enter alone begins a line. */
export const isSendKey = ({ key, ctrlKey, metaKey }: KeyboardEvent): boolean =>
  key === 'Enter' && (ctrlKey || metaKey);

/** For the field in which one writes. */
export const onSendKey =
  (send: () => void) =>
  (event: KeyboardEvent): void => {
    if (!isSendKey(event)) return;
    event.preventDefault();
    send();
  };
