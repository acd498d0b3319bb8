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
    name: 'judged-connections',
    // usually one process has this role; of several each would count a look of its own
    roles: ['renewal'],
    everyMs: minutes,
    run: () => services.judgeConnections(),
  },
  {
    name: 'objectives',
    roles: ['web', 'worker', 'renewal'],
    everyMs: minutes,
    run: () => services.saveObjectives(),
  },
  {
    name: 'old-objectives',
    roles: ['worker'],
    everyMs: 60 * minutes,
    run: () => services.forgetOldObjectives(),
  },
  {
    name: 'told-alerts',
    roles: ['worker'],
    everyMs: 60 * minutes,
    run: () => services.forgetToldAlerts(),
  },
  {
    name: 'push-plans',
    roles: ['worker'],
    everyMs: config.PUSH_ROUND_MS,
    run: (stillWanted) => services.planPushes(stillWanted),
  },
  {
    name: 'privacy',
    roles: ['worker'],
    everyMs: config.PRIVACY_ROUND_MS,
    run: (stillWanted) => services.keepPrivacy(stillWanted),
  },
  {
    name: 'parked-items',
    roles: ['worker'],
    everyMs: config.PARKED_ROUND_MS,
    run: (stillWanted) => services.placeParkedItems(stillWanted),
  },
  {
    name: 'parked-alerts',
    roles: ['worker'],
    everyMs: minutes,
    run: () => services.watchParkedItems(),
  },
  {
    name: 'overlooked-waits',
    roles: ['worker'],
    everyMs: 5 * minutes,
    run: () => services.queueOverlooked(),
  },
  {
    name: 'deleted-files',
    roles: ['worker'],
    everyMs: minutes,
    run: async (stillWanted) => {
      await services.removeDeletedBlobs(stillWanted);
    },
  },
  {
    name: 'misplaced-visits',
    roles: ['worker'],
    everyMs: 5 * minutes,
    run: (stillWanted) => services.moveMisplacedVisits.round(stillWanted),
  },
  {
    name: 'calendar-channels',
    roles: ['worker'],
    everyMs: minutes,
    run: (stillWanted) => services.stopLeftChannels.round(stillWanted),
  },
  {
    name: 'templates',
    roles: ['worker'],
    everyMs: config.TEMPLATE_ROUND_MS,
    run: (stillWanted) => services.mirrorTemplates(stillWanted),
  },
  {
    name: 'whatsapp-onboardings',
    roles: ['worker'],
    everyMs: config.ONBOARDING_ROUND_MS,
    run: (stillWanted) => services.continueOnboardings(stillWanted),
  },
  {
    name: 'number-health',
    roles: ['worker'],
    everyMs: config.NUMBER_HEALTH_ROUND_MS,
    run: (stillWanted) => services.readNumberHealth(stillWanted),
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
