import { runMaintenance } from '../adapters/worker/maintenance.ts';
import type { MaintenanceJob } from '../application/maintenance/job.ts';
import type { Services } from './composition/services.ts';
import type { Config } from './config/config.ts';

const minutes = 60_000;
/** What a round has not done by then is done by the first one of the next start. */
const graceMs = 5_000;

type Row = MaintenanceJob & { readonly roles: readonly ('web' | 'worker' | 'renewal')[] };

/** All periodic work of the product, and the roles of the processes that do it. */
const jobsOf = (services: Services, config: Config): readonly Row[] => [
  {
    name: 'quiet-alerts',
    roles: ['worker', 'renewal'],
    everyMs: 10 * minutes,
    run: () => services.endQuietAlerts(),
  },
  {
    name: 'privacy',
    roles: ['worker'],
    everyMs: config.PRIVACY_ROUND_MS,
    run: (stillWanted) => services.keepPrivacy(stillWanted),
  },
  {
    name: 'old-requests',
    roles: ['web', 'worker', 'renewal'],
    everyMs: 10 * minutes,
    run: () => services.forgetOldRequests(),
  },
];

export function startMaintenance(services: Services, config: Config): { stop(): Promise<void> } {
  const jobs = jobsOf(services, config).filter(({ roles }) => roles.some((role) => config.roles.has(role)));
  const maintenance = runMaintenance(services, jobs);
  return { stop: () => maintenance.stop(graceMs) };
}
