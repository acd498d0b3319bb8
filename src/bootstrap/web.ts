import type { RequestListener } from 'node:http';
import type { Container } from 'inversify';
import { makeApp, type Routes } from '../adapters/http/app.ts';
import { appointments } from '../adapters/http/routes/appointments.ts';
import { availability } from '../adapters/http/routes/availability.ts';
import { googleCalendars } from '../adapters/http/routes/google-calendars.ts';
import { googleCallback } from '../adapters/http/routes/google-callback.ts';
import { googleConnection } from '../adapters/http/routes/google-connection.ts';
import { health } from '../adapters/http/routes/health.ts';
import { metrics } from '../adapters/http/routes/metrics.ts';
import { whatsappWebhook } from '../adapters/http/routes/whatsapp-webhook.ts';
import { isOutage } from '../adapters/postgres/transaction.ts';
import { backlogGauges } from '../adapters/prometheus/backlog-gauges.ts';
import { connectionGauges } from '../adapters/prometheus/connection-gauges.ts';
import { tokens as t } from './tokens.ts';

type Wish = {
  /** The web role. Without it only health and metrics are served. */
  readonly takesRequests: boolean;
  /** Makes readiness fail before the listener closes. */
  readonly isStopping: () => boolean;
  /** Whether the outside reaches us by https. */
  readonly isSecure: boolean;
  readonly googleReturnUrl: string | undefined;
};

/** What a process answers over HTTP. */
export function makeWeb(
  container: Container,
  { takesRequests, isStopping, isSecure, googleReturnUrl }: Wish,
): RequestListener {
  const log = container.get(t.log);
  const ids = container.get(t.ids);
  const { system, tenants } = container.get(t.pools);
  const registry = container.get(t.registry);
  const gauges = [
    backlogGauges(registry, container.get(t.backlog)),
    connectionGauges(registry, container.get(t.googleConnections)),
  ];
  const needs = {
    webhookReader: container.get(t.webhookReader),
    ingestMessage: container.get(t.ingestMessage),
    telemetry: container.get(t.telemetry),
    clock: container.get(t.clock),
    log,
  };
  const connection = {
    callerTokens: container.get(t.callerTokens),
    connectGoogle: container.get(t.connectGoogle),
    googleConnectionStatus: container.get(t.googleConnectionStatus),
    disconnectGoogle: container.get(t.disconnectGoogle),
    listCalendars: container.get(t.listCalendars),
    associateCalendars: container.get(t.associateCalendars),
    secrets: container.get(t.secrets),
    telemetry: container.get(t.telemetry),
    log,
    isSecure,
    ...(googleReturnUrl !== undefined && { returnUrl: googleReturnUrl }),
  };
  const scheduling = {
    callerTokens: container.get(t.callerTokens),
    findAvailability: container.get(t.findAvailability),
    appointments: container.get(t.appointments),
    listAppointments: container.get(t.listAppointments),
    bookAppointment: container.get(t.bookAppointment),
    rescheduleAppointment: container.get(t.rescheduleAppointment),
    cancelAppointment: container.get(t.cancelAppointment),
    telemetry: container.get(t.telemetry),
  };
  const requests: readonly Routes[] = [
    (router) => whatsappWebhook(router, needs),
    (router) => googleConnection(router, connection),
    (router) => googleCallback(router, connection),
    (router) => googleCalendars(router, connection),
    (router) => availability(router, scheduling),
    (router) => appointments(router, scheduling),
  ];
  return makeApp(
    [
      ...(takesRequests ? requests : []),
      (router) =>
        health(router, {
          async readiness() {
            if (isStopping()) throw new Error('stopping');
            await Promise.all([system, tenants.connections].map((pool) => pool.query('select 1')));
          },
        }),
      (router) =>
        metrics(router, {
          async metrics() {
            // a scrape must succeed while the database is away: counters are worth having then
            await Promise.all(gauges.map((gauge) => gauge.refresh())).catch((err: unknown) =>
              log.warn({ err }, 'the gauges could not be read'),
            );
            return { contentType: registry.contentType, text: await registry.metrics() };
          },
        }),
    ],
    { newId: () => ids.next(), log, isOutage },
  );
}
