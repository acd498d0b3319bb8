import type { Container } from 'inversify';
import { tokens as t } from './composition/tokens.ts';

const everyMs = 10 * 60_000;
const keptMs = 24 * 3_600_000;

/** Now and then forgets what was kept for repeats, and rates that are full again. Any number of processes may do it. */
export function forgetOldRequests(container: Container): { stop(): void } {
  const log = container.get(t.log);
  const timer = setInterval(() => {
    const now = Date.now();
    Promise.all([
      container.get(t.idempotentRequests).forget(new Date(now - keptMs)),
      container.get(t.requestBudgets).forget(new Date(now - everyMs)),
    ]).catch((err: unknown) => log.warn({ err }, 'old requests could not be forgotten'));
  }, everyMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
