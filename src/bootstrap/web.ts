import type { RequestListener } from 'node:http';
import type { Container } from 'inversify';
import { makeApp } from '../adapters/http/app.ts';
import { health } from '../adapters/http/routes/health.ts';
import { metrics } from '../adapters/http/routes/metrics.ts';
import { whatsappWebhook } from '../adapters/http/routes/whatsapp-webhook.ts';
import { backlogGauges } from '../adapters/prometheus/backlog-gauges.ts';
import { tokens as t } from './tokens.ts';

/** The routes of the web role. `isStopping` makes readiness fail before the listener closes. */
export function makeWeb(container: Container, isStopping: () => boolean): RequestListener {
  const log = container.get(t.log);
  const ids = container.get(t.ids);
  const { system, tenants } = container.get(t.pools);
  const registry = container.get(t.registry);
  const gauges = backlogGauges(registry, container.get(t.backlog));
  const needs = {
    webhookReader: container.get(t.webhookReader),
    ingestMessage: container.get(t.ingestMessage),
    telemetry: container.get(t.telemetry),
    clock: container.get(t.clock),
    log,
  };
  return makeApp(
    [
      (router) => whatsappWebhook(router, needs),
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
            await gauges
              .refresh()
              .catch((err: unknown) => log.warn({ err }, 'the backlog could not be read'));
            return { contentType: registry.contentType, text: await registry.metrics() };
          },
        }),
    ],
    { newId: () => ids.next(), log },
  );
}
