import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { backlogGauges } from '../../../src/adapters/prometheus/backlog-gauges.ts';
import { clinicLabels } from '../../../src/adapters/prometheus/clinic-labels.ts';
import { connectionGauges } from '../../../src/adapters/prometheus/connection-gauges.ts';
import { prometheusTelemetry } from '../../../src/adapters/prometheus/telemetry.ts';
import { clinicId } from '../../../src/domain/clinic/clinic.ts';

const clinics = Array.from({ length: 5_000 }, (_, n) =>
  clinicId(`01890000-0000-7000-8000-${String(n).padStart(12, '0')}`),
);

test('no metric has more clinics than the bound allows, whatever is counted', async () => {
  const registry = new Registry();
  const telemetry = prometheusTelemetry(registry, clinicLabels(10));
  for (const clinic of clinics.slice(0, 30)) {
    telemetry.webhookItem(clinic, 'message', 'stored');
    telemetry.webhookAnswered(clinic, 200, 1);
    telemetry.turnEnded(clinic, 'answered', 1);
    telemetry.delivery(clinic, 'sent', 'none');
    telemetry.deliveryTook(clinic, 1);
    telemetry.retry(clinic, 'none');
    telemetry.unknownSend(clinic, 'opened');
    telemetry.readReceipt(clinic, 'told');
    telemetry.consent(clinic, 'connected');
    telemetry.renewal(clinic, 'renewed', 1);
    telemetry.connectionSeen(clinic, 'connected');
    telemetry.revocation(clinic, 'revoked');
    telemetry.bookingAnswered(clinic, 'book', 'done');
    telemetry.appointmentSynced(clinic, 'c', 'confirmed', 1);
    telemetry.legacyCalled('/x', clinic);
    telemetry.retained(clinic, 1, 1);
    telemetry.modelAsked(clinic, 'said', 1);
    telemetry.modelTurn(clinic, 'model', { input: 1 });
  }
  for (const { name } of await registry.getMetricsAsJSON()) {
    const text = await registry.getSingleMetricAsString(name);
    const named = new Set([...text.matchAll(/clinic="([^"]+)"/g)].map(([, clinic]) => clinic));
    expect(named.size, name).toBeLessThanOrEqual(11);
  }
});

test('the figures of 5 000 clinics are a scrape that a process bears, and none of them is lost', async () => {
  const registry = new Registry();
  const labelOf = clinicLabels(500);
  const telemetry = prometheusTelemetry(registry, labelOf);
  for (const clinic of clinics) {
    telemetry.webhookItem(clinic, 'message', 'stored');
    telemetry.webhookAnswered(clinic, 200, 10);
    telemetry.turnEnded(clinic, 'answered', 20);
    telemetry.delivery(clinic, 'delivered', undefined);
    telemetry.deliveryTook(clinic, 100);
    telemetry.appointmentSynced(clinic, `calendar of ${clinic}`, 'confirmed', 5);
  }
  const waiting = { turnsWaiting: 0, sendsDue: 2, sendsWaiting: 0, unknownSends: 0, appointmentsDue: 0 };
  const backlog = backlogGauges(
    registry,
    {
      read: async () => ({
        clinics: clinics.map((id, n) => ({
          clinicId: id,
          turnsDue: 1,
          ...waiting,
          oldestDueMs: { turn: n, send: 0, appointment: 0, reminder: 0, file: 0, calendar: 0 },
        })),
        parkedItems: ['field:calls', 'field:invented_by_meta', 'account:BAN'].map((reason) => ({
          reason,
          count: 2,
        })),
        openAlerts: new Map(),
      }),
    },
    labelOf,
  );
  const statuses = async () => new Map(clinics.map((id) => [id, 'connected' as const]));
  const connections = connectionGauges(registry, { statuses }, labelOf);
  await backlog.refresh();
  await connections.refresh();
  const text = await registry.metrics();
  expect(text.length).toBeLessThan(4 * 1024 * 1024);

  expect(text).toContain(`atende_turns_total{clinic="${clinics[0]}",outcome="answered"} 1`);
  expect(text).toContain('atende_turns_total{clinic="other",outcome="answered"} 4500');
  expect(text).toContain('atende_sends{clinic="other",state="due"} 9000');
  expect(text).toContain('atende_oldest_due_seconds{clinic="other",kind="turn"} 4.999');
  expect(text).toContain('atende_google_connection{clinic="other",status="connected"} 4500');
  expect(text).toContain('atende_parked_items{clinic="none",reason="field"} 4');
  expect(text).not.toContain('invented_by_meta');
});
