import { setTimeout as sleep } from 'node:timers/promises';
import type { Timers } from '../../application/ports/system/timers.ts';

export const systemTimers: Timers = {
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  sleep: (ms) => sleep(ms),
  elapsed: () => performance.now(),
};
