import { postgresWakeUps } from '../adapters/postgres/wake-ups.ts';
import { answerDueTurns } from '../adapters/worker/answer-due-turns.ts';
import { deliverDueMessages } from '../adapters/worker/deliver-due-messages.ts';
import { endDueGrants } from '../adapters/worker/end-due-grants.ts';
import { keepCalendarsInStep } from '../adapters/worker/keep-calendars-in-step.ts';
import { renewDueConnections } from '../adapters/worker/renew-due-connections.ts';
import type { WorkLoop } from '../adapters/worker/work-loop.ts';
import type { Config } from './config/config.ts';
import type { Services } from './composition/services.ts';

/** Time for work in hand when stopping; what is not done by then is found again when its lease has expired. */
const graceMs = 5_000;

/** Starts the loops of the roles worker and renewal, as far as this process has them. */
export function startWorkers(
  services: Services,
  config: Config,
  systemUrl: string,
): { stop(): Promise<void> } {
  const log = services.log;
  const loops: ReadonlyMap<string, WorkLoop> = new Map([
    ...(config.roles.has('worker') ? workerLoops(services, config) : []),
    ...(config.roles.has('renewal') ? renewalLoops(services, config) : []),
  ]);
  const wakeUps = postgresWakeUps(systemUrl, (err) =>
    log.warn({ err }, 'the wake-up connection broke; polling carries on'),
  );
  wakeUps.subscribe((kind, afterMs) => {
    loops.get(kind)?.wake(afterMs);
  });
  for (const loop of loops.values()) loop.start();
  return {
    async stop() {
      await Promise.all([...loops.values()].map((loop) => loop.stop(graceMs)));
      await wakeUps.close();
    },
  };
}

type NamedLoop = readonly [wakeUp: string, loop: WorkLoop];

function workerLoops(services: Services, config: Config): readonly NamedLoop[] {
  const pollMs = config.POLL_MS;
  return [
    [
      'turn',
      answerDueTurns(services, {
        concurrency: config.WORKER_CONCURRENCY,
        leaseMs: config.TURN_LEASE_MS,
        pollMs,
      }),
    ],
    [
      'send',
      deliverDueMessages(services, {
        concurrency: config.DELIVERY_CONCURRENCY,
        leaseMs: config.DELIVERY_LEASE_MS,
        pollMs,
      }),
    ],
    [
      'appointment',
      keepCalendarsInStep(services, {
        concurrency: config.APPOINTMENT_CONCURRENCY,
        leaseMs: config.APPOINTMENT_LEASE_MS,
        pollMs,
      }),
    ],
  ];
}

function renewalLoops(services: Services, config: Config): readonly NamedLoop[] {
  const settings = {
    concurrency: config.RENEWAL_CONCURRENCY,
    leaseMs: config.RENEWAL_LEASE_MS,
    pollMs: config.POLL_MS,
  };
  return [
    ['renewal', renewDueConnections(services, settings)],
    ['revocation', endDueGrants(services, settings)],
  ];
}
