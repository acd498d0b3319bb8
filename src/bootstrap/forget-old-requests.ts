import type { Services } from './composition/services.ts';

const everyMs = 10 * 60_000;
const keptMs = 24 * 3_600_000;

/** Now and then forgets what was kept for repeats, and rates that are full again. Any number of processes may do it. */
export function forgetOldRequests(services: Services): { stop(): void } {
  const log = services.log;
  const timer = setInterval(() => {
    const now = Date.now();
    Promise.all([
      services.idempotentRequests.forget(new Date(now - keptMs)),
      services.requestBudgets.forget(new Date(now - everyMs)),
    ]).catch((err: unknown) => log.warn({ err }, 'old requests could not be forgotten'));
  }, everyMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
