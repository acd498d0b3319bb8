import type { MaintenanceJob } from '../../application/maintenance/job.ts';
import type { Cancel } from '../../application/ports/system/timers.ts';
import { withinGrace } from './within-grace.ts';
import type { LoopNeeds } from './work-loop.ts';

type Maintenance = {
  /** Begins no more rounds and waits for those under way, at most `graceMs`. */
  stop(graceMs: number): Promise<void>;
};

/**
 * Runs every job at once and then again and again. The next round of a job is set when its last one has ended, so that
 * there are never two at a time, and a little earlier or later, so that processes started together drift apart.
 */
export function runMaintenance(
  { timers, randomness, telemetry, log }: Omit<LoopNeeds, 'clock' | 'ingestFirst'>,
  jobs: readonly MaintenanceJob[],
): Maintenance {
  const running = new Set<Promise<void>>();
  const nextRounds = new Map<MaintenanceJob, Cancel>();
  let isStopping = false;

  const round = async (job: MaintenanceJob) => {
    try {
      await job.run(() => !isStopping);
    } catch (err) {
      telemetry.loopFailed(job.name);
      log.warn({ err, loop: job.name }, 'maintenance failed; it is tried again');
    }
    if (!isStopping)
      nextRounds.set(
        job,
        timers.after(job.everyMs * (0.9 + 0.2 * randomness.next()), () => begin(job)),
      );
  };
  const begin = (job: MaintenanceJob) => {
    const underWay = round(job).finally(() => running.delete(underWay));
    running.add(underWay);
  };
  jobs.forEach(begin);

  return {
    async stop(graceMs) {
      isStopping = true;
      for (const cancel of nextRounds.values()) cancel();
      await withinGrace(timers, graceMs, Promise.all(running));
    },
  };
}
