import { countWorkers } from '../../../adapters/postgres/operations/program-sessions.ts';
import { lateMs } from '../views/read-queue.ts';
import { distance } from '../report.ts';
import { withServices } from '../with-services.ts';
import type { Checks, DoctorFinding } from './finding.ts';

/** Whether somebody does the work: who is connected, and how long what is due has waited. */
export const runningChecks: Checks = (variables) => {
  const systemUrl = variables['DATABASE_SYSTEM_URL'] ?? variables['DATABASE_URL'];
  if (systemUrl === undefined) return [];
  return [
    [
      'worker',
      async () => {
        const workers = await countWorkers(systemUrl);
        if (workers > 0) return [{ state: 'ok', found: `${workers} working processes are connected` }];
        const advice = 'Start a process with ROLE worker and renewal: nobody is answered meanwhile';
        return [{ state: 'failed', found: 'no working process is connected', advice }];
      },
    ],
    [
      'queue',
      async () => {
        const findings: Omit<DoctorFinding, 'check'>[] = [];
        await withServices([], async ({ services }) => {
          const { clinics } = await services.backlog.read();
          const oldestMs = Math.max(0, ...clinics.flatMap(({ oldestDueMs }) => Object.values(oldestDueMs)));
          const stopped = await services.workStatus.stoppedNumbers();
          const advice = 'npx atende queue shows where';
          if (oldestMs > lateMs)
            findings.push({ state: 'failed', found: `work has been due for ${distance(oldestMs)}`, advice });
          if (stopped.length > 0)
            findings.push({
              state: 'warning',
              found: `the sends of ${stopped.length} numbers are stopped`,
              advice,
            });
          if (findings.length === 0) findings.push({ state: 'ok', found: 'nothing is late' });
          return { text: '', json: undefined };
        });
        return findings;
      },
    ],
  ];
};
