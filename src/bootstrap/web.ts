import type { RequestListener } from 'node:http';
import { mountEndpoints } from '../adapters/http/api/mount.ts';
import { openApi } from '../adapters/http/contract/openapi.ts';
import { makeApp, type Routes } from '../adapters/http/server/app.ts';
import { contract } from '../adapters/http/routes/operations/contract.ts';
import { googleConnectedPage } from '../adapters/http/routes/connection/google-callback.ts';
import { health } from '../adapters/http/routes/operations/health.ts';
import { metrics } from '../adapters/http/routes/operations/metrics.ts';
import { whatsappWebhook } from '../adapters/http/webhook/whatsapp-webhook.ts';
import { postgresFault } from '../adapters/postgres/fault.ts';
import { backlogGauges } from '../adapters/prometheus/backlog-gauges.ts';
import { connectionGauges } from '../adapters/prometheus/connection-gauges.ts';
import { apiEndpoints, apiNeeds, olderEndpoints } from './composition/api.ts';
import type { Config } from './config/config.ts';
import { errorCatalogue } from './composition/error-catalogue.ts';
import { beside, type Services } from './composition/services.ts';

type WebRequest = {
  readonly config: Config;
  /** Makes readiness fail before the listener closes. */
  readonly isStopping: () => boolean;
  /** Whether the outside reaches us by https. */
  readonly isSecure: boolean;
  /** Called when the sign-in link was used. */
  readonly onSignedIn: () => void;
};

export const apiVersion = '1.0.0';

/** What a process answers over HTTP: health and metrics always, requests only in the web role. */
export function makeWeb(services: Services, request: WebRequest): RequestListener {
  const { config, isStopping } = request;
  const servesOlder = config.roles.has('web') && config.LEGACY_ENDPOINTS === 'on';
  const { log, ids, metricsRegistry: registry } = services;
  const { system, tenants } = services.pools;
  const gauges = [
    backlogGauges(registry, services.backlog),
    connectionGauges(registry, services.googleConnections),
  ];
  const needs = beside(services, { answersPlainVisits: servesOlder });
  const requests = (): readonly Routes[] => {
    const endpoints = apiEndpoints(services, { ...request, returnUrl: config.GOOGLE_RETURN_URL });
    const document = openApi(endpoints, { version: apiVersion, catalogue: errorCatalogue });
    return [
      (router) => whatsappWebhook(router, needs),
      (router) => {
        const older = servesOlder ? olderEndpoints(services) : [];
        mountEndpoints(router, [...endpoints, ...older], apiNeeds(services, config));
      },
      (router) => contract(router, document),
      googleConnectedPage,
    ];
  };
  return makeApp(
    [
      ...(config.roles.has('web') ? requests() : []),
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
          secrets: services.secrets,
          policy: {
            token: config.METRICS_TOKEN,
            // in production the neighbour is often a proxy that asks for the whole world
            openToThisMachine: config.NODE_ENV !== 'production',
          },
        }),
    ],
    {
      newId: () => ids.next(),
      log,
      faultOf: postgresFault,
      corsOrigins: config.CORS_ORIGINS,
      maxInFlight: config.API_MAX_IN_FLIGHT,
      legacy: servesOlder
        ? {
            sunsetAt: config.LEGACY_SUNSET,
            onCall: (route, clinicId) => services.telemetry.legacyCalled(route, clinicId),
          }
        : undefined,
    },
  );
}
