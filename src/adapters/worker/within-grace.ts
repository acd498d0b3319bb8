import type { Timers } from '../../application/ports/system/timers.ts';

/** Waits until `work` has ended, at most `ms`. */
export function withinGrace(timers: Timers, ms: number, work: Promise<unknown>): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = timers.after(ms, resolve);
    work.then(() => resolve(), reject).finally(cancel);
  });
}
