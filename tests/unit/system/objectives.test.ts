import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { connectionGauges } from '../../../src/adapters/prometheus/connection-gauges.ts';
import { prometheusTelemetry } from '../../../src/adapters/prometheus/telemetry.ts';
import { makeJudgeConnections } from '../../../src/application/operations/judge-connections.ts';
import { clinicId } from '../../../src/domain/clinic/clinic.ts';
import type { ConnectionStatus } from '../../../src/domain/connection/google-connection.ts';
import type { Objective } from '../../../src/domain/figures/objectives.ts';

type Told = (telemetry: ReturnType<typeof prometheusTelemetry>) => void | Promise<void>;
const clinic = clinicId('01890000-0000-7000-8000-000000000001');

async function judged(tell: Told, registry = new Registry()) {
  await tell(prometheusTelemetry(registry));
  const { values = [] } = (await registry.getSingleMetric('atende_objective_events_total')?.get()) ?? {};
  return Object.fromEntries(
    values.map(({ labels, value }) => [`${String(labels['objective'])} ${String(labels['verdict'])}`, value]),
  );
}
const standing = (status: ConnectionStatus) => ({ statuses: async () => new Map([[clinic, status]]) });
const of = (objective: Objective, good: number, bad: number) => ({
  [`${objective} good`]: good,
  [`${objective} bad`]: bad,
});

test('a webhook keeps its promise when it is stored within a second; a stranger’s is nobody’s', async () => {
  const tell: Told = (telemetry) => {
    telemetry.webhookAnswered(clinic, 200, 1_000);
    telemetry.webhookAnswered(clinic, 200, 1_001);
    telemetry.webhookAnswered(clinic, 503, 3);
    telemetry.webhookAnswered(clinic, 401, 1);
  };
  expect(await judged(tell)).toEqual(of('acknowledged', 1, 2));
});

test('a turn keeps its promise when it is answered, or needs no answer, within ten seconds', async () => {
  const tell: Told = (telemetry) => {
    telemetry.turnEnded(clinic, 'answered', 10_000);
    telemetry.turnEnded(clinic, 'nothing-to-say', 1);
    telemetry.turnEnded(clinic, 'answered', 10_001);
    telemetry.turnEnded(clinic, 'failed', 1);
    telemetry.turnEnded(clinic, 'gave-up', 1);
    telemetry.turnEnded(clinic, 'overtaken', 99_999);
    telemetry.turnEnded(clinic, 'postponed', 99_999);
  };
  expect(await judged(tell)).toEqual(of('answered', 2, 3));
});

test('a message keeps its promise when it arrives, and breaks it when it fails; on its way it says nothing', async () => {
  const tell: Told = (telemetry) => {
    // accepted, and failed later
    for (const status of ['accepted', 'sent', 'failed']) telemetry.delivery(clinic, status, undefined);
    telemetry.messageEnded(clinic, 'failed');
    for (const status of ['accepted', 'sent', 'delivered', 'read'])
      telemetry.delivery(clinic, status, undefined);
    telemetry.messageEnded(clinic, 'arrived');
    for (const status of ['simulated', 'cancelled', 'waiting', 'unknown', 'accepted'])
      telemetry.delivery(clinic, status, undefined);
  };
  expect(await judged(tell)).toEqual(of('delivered', 1, 1));
});

test('a message that was reported failed and arrived after all has kept its promise', async () => {
  const tell: Told = (telemetry) => {
    for (const ending of ['failed', 'arrived-after-all'] as const) telemetry.messageEnded(clinic, ending);
  };
  // one event, which was bad; the rules of Prometheus take the restored ones off
  expect(await judged(tell)).toEqual({ ...of('delivered', 0, 1), 'delivered restored': 1 });
});

test('a calendar keeps its promise when it could be read', async () => {
  const tell: Told = (telemetry) => {
    for (const outcome of ['all-read', 'changes-read', 'again', 'reconnect-required', 'overtaken'])
      telemetry.calendarRead(clinic, outcome, 1);
  };
  expect(await judged(tell)).toEqual(of('calendar-fresh', 2, 2));
});

test('a connection keeps its promise at each look at which it works', async () => {
  const looks = ['connected', 'connected', 'renewing_failed', 'reconnect_required', 'disconnecting'] as const;
  const looksOnce =
    (status: ConnectionStatus): Told =>
    (telemetry) =>
      makeJudgeConnections({ googleConnections: standing(status), telemetry })();
  expect(await Promise.all(looks.map((status) => judged(looksOnce(status))))).toEqual([
    of('token-healthy', 1, 0),
    of('token-healthy', 1, 0),
    of('token-healthy', 0, 1),
    of('token-healthy', 0, 1),
    {},
  ]);
});

test('a scrape shows how connections stand, and judges no promise', async () => {
  const registry = new Registry();
  const gauges = connectionGauges(registry, standing('renewing_failed'));
  const scrape = () => gauges.refresh();
  expect(await judged(scrape, registry)).toEqual({});
  expect(await registry.metrics()).toContain(
    `atende_google_connection{clinic="${clinic}",status="renewing_failed"} 1`,
  );
});

test('what was never broken counts as kept, not as unknown', async () => {
  const tell: Told = (telemetry) => telemetry.turnEnded(clinic, 'answered', 1);
  expect(await judged(tell)).toEqual(of('answered', 1, 0));
});
