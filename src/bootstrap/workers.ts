import type { Container } from 'inversify';
import { postgresWakeUps } from '../adapters/postgres/wake-ups.ts';
import { makeEndQuietAlerts } from '../application/maintenance/end-quiet-alerts.ts';
import { answerDueTurns } from '../adapters/worker/answer-due-turns.ts';
import { deliverDueMessages } from '../adapters/worker/deliver-due-messages.ts';
import { keepHouse } from '../adapters/worker/housekeeping.ts';
import { keepPrivacy } from '../adapters/worker/keep-privacy.ts';
import { endDueGrants } from '../adapters/worker/end-due-grants.ts';
import { keepCalendarsInStep } from '../adapters/worker/keep-calendars-in-step.ts';
import { renewDueConnections } from '../adapters/worker/renew-due-connections.ts';
import type { WorkLoop } from '../adapters/worker/work-loop.ts';
import type { Config } from './config/config.ts';
import { tokens as t } from './composition/tokens.ts';

/** Time for work in hand when stopping; what is not done by then is found again when its lease has expired. */
const graceMs = 5_000;

/** Starts the loops of the roles worker and renewal, as far as this process has them. */
export function startWorkers(
  container: Container,
  config: Config,
  systemUrl: string,
): { stop(): Promise<void> } {
  const log = container.get(t.log);
  const loops: ReadonlyMap<string, WorkLoop> = new Map([
    ...(config.roles.has('worker') ? workerLoops(container, config) : []),
    ...(config.roles.has('renewal') ? renewalLoops(container, config) : []),
  ]);
  const wakeUps = postgresWakeUps(systemUrl, (err) =>
    log.warn({ err }, 'the wake-up connection broke; polling carries on'),
  );
  wakeUps.subscribe((kind, afterMs) => {
    loops.get(kind)?.wake(afterMs);
  });
  for (const loop of loops.values()) loop.start();
  const endQuietAlerts = makeEndQuietAlerts({
    alerts: container.get(t.alerts),
    clock: container.get(t.clock),
  });
  const house = keepHouse({ endQuietAlerts, log });
  const privacy = config.roles.has('worker') ? keepPrivacyOf(container, config) : undefined;
  return {
    async stop() {
      house.stop();
      await Promise.all([privacy?.stop(), ...[...loops.values()].map((loop) => loop.stop(graceMs))]);
      await wakeUps.close();
    },
  };
}

const keepPrivacyOf = (container: Container, config: Config) =>
  keepPrivacy(
    {
      resumeErasures: container.get(t.resumeErasures),
      applyRetention: container.get(t.applyRetention),
      erasedKeys: container.get(t.erasedKeys),
      telemetry: container.get(t.telemetry),
      clock: container.get(t.clock),
      log: container.get(t.log),
    },
    config.PRIVACY_ROUND_MS,
  );

type NamedLoop = readonly [wakeUp: string, loop: WorkLoop];

function workerLoops(container: Container, config: Config): readonly NamedLoop[] {
  const shared = { telemetry: container.get(t.telemetry), log: container.get(t.log) };
  const pollMs = config.POLL_MS;
  return [
    [
      'turn',
      answerDueTurns(
        { ...shared, turns: container.get(t.turns), answerPatient: container.get(t.answerPatient) },
        { concurrency: config.WORKER_CONCURRENCY, leaseMs: config.TURN_LEASE_MS, pollMs },
      ),
    ],
    [
      'send',
      deliverDueMessages(
        { ...shared, outbox: container.get(t.outbox), deliverMessage: container.get(t.deliverMessage) },
        { concurrency: config.DELIVERY_CONCURRENCY, leaseMs: config.DELIVERY_LEASE_MS, pollMs },
      ),
    ],
    [
      'appointment',
      keepCalendarsInStep(
        {
          ...shared,
          appointments: container.get(t.appointments),
          keepCalendarInStep: container.get(t.keepCalendarInStep),
        },
        { concurrency: config.APPOINTMENT_CONCURRENCY, leaseMs: config.APPOINTMENT_LEASE_MS, pollMs },
      ),
    ],
  ];
}

function renewalLoops(container: Container, config: Config): readonly NamedLoop[] {
  const shared = { telemetry: container.get(t.telemetry), log: container.get(t.log) };
  const settings = {
    concurrency: config.RENEWAL_CONCURRENCY,
    leaseMs: config.RENEWAL_LEASE_MS,
    pollMs: config.POLL_MS,
  };
  return [
    [
      'renewal',
      renewDueConnections(
        {
          ...shared,
          connections: container.get(t.googleConnections),
          renewTokens: container.get(t.renewTokens),
          health: container.get(t.clientHealth),
        },
        settings,
      ),
    ],
    [
      'revocation',
      endDueGrants(
        { ...shared, revocations: container.get(t.googleRevocations), endGrant: container.get(t.endGrant) },
        settings,
      ),
    ],
  ];
}
