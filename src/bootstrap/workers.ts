import type { Container } from 'inversify';
import { postgresWakeUps } from '../adapters/postgres/wake-ups.ts';
import { answerDueTurns } from '../adapters/worker/answer-due-turns.ts';
import { deliverDueMessages } from '../adapters/worker/deliver-due-messages.ts';
import type { Config } from './config.ts';
import { tokens as t } from './tokens.ts';

/** Time for work in hand when stopping; what is not done by then is found again when its lease has expired. */
const graceMs = 5_000;

/** Starts the loops of the worker role. */
export function startWorkers(
  container: Container,
  config: Config,
  systemUrl: string,
): { stop(): Promise<void> } {
  const log = container.get(t.log);
  const telemetry = container.get(t.telemetry);
  const pollMs = config.POLL_MS;
  const loops = {
    turn: answerDueTurns(
      { turns: container.get(t.turns), answerPatient: container.get(t.answerPatient), telemetry, log },
      { concurrency: config.WORKER_CONCURRENCY, leaseMs: config.TURN_LEASE_MS, pollMs },
    ),
    send: deliverDueMessages(
      { outbox: container.get(t.outbox), deliverMessage: container.get(t.deliverMessage), telemetry, log },
      { concurrency: config.DELIVERY_CONCURRENCY, leaseMs: config.DELIVERY_LEASE_MS, pollMs },
    ),
  };
  const wakeUps = postgresWakeUps(systemUrl, (err) =>
    log.warn({ err }, 'the wake-up connection broke; polling carries on'),
  );
  wakeUps.subscribe((kind, afterMs) => {
    if (kind === 'turn' || kind === 'send') loops[kind].wake(afterMs);
  });
  for (const loop of Object.values(loops)) loop.start();
  return {
    async stop() {
      await Promise.all(Object.values(loops).map((loop) => loop.stop(graceMs)));
      await wakeUps.close();
    },
  };
}
