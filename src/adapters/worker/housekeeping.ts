import type { EndQuietAlerts } from '../../application/maintenance/end-quiet-alerts.ts';
import type { Log } from '../../application/ports/operations/log.ts';

type Needs = { endQuietAlerts: EndQuietAlerts; log: Log };

const everyMs = 10 * 60_000;

/** What nobody's work depends on, now and then; several processes may do it at once. */
export function keepHouse({ endQuietAlerts, log }: Needs): { stop(): void } {
  const timer = setInterval(() => {
    endQuietAlerts().catch((err: unknown) => log.warn({ err }, 'housekeeping failed; it is tried again'));
  }, everyMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
