import type { Alerts } from '../../application/ports/alerts.ts';
import type { Clock } from '../../application/ports/clock.ts';
import type { Log } from '../../application/ports/log.ts';

type Needs = { alerts: Alerts; clock: Clock; log: Log };

const everyMs = 10 * 60_000;
/** A failing send is an incident, not a condition: a day without another one ends its alert. */
const incidentMs = 24 * 3_600_000;

/** What nobody's work depends on, now and then; several processes may do it at once. */
export function keepHouse({ alerts, clock, log }: Needs): { stop(): void } {
  const tidy = async () => {
    const now = clock.now();
    await alerts.expire('send-failed', new Date(now.getTime() - incidentMs), now);
  };
  const timer = setInterval(() => {
    tidy().catch((err: unknown) => log.warn({ err }, 'housekeeping failed; it is tried again'));
  }, everyMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
