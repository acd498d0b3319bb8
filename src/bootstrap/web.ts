import { readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { z } from 'zod';
import type { BuiltConsole } from '../adapters/http/console/built-console.ts';
import { consolePages } from '../adapters/http/console/console-pages.ts';
import { mountEndpoints } from '../adapters/http/api/mount.ts';
import { openApi } from '../adapters/http/contract/openapi.ts';
import { makeApp, type Routes } from '../adapters/http/server/app.ts';
import { contract } from '../adapters/http/routes/operations/contract.ts';
import { googleConnectedPage } from '../adapters/http/routes/connection/google-callback.ts';
import { health } from '../adapters/http/routes/operations/health.ts';
import { metrics } from '../adapters/http/routes/operations/metrics.ts';
import { googleCalendarWebhook } from '../adapters/http/webhook/google-calendar-webhook.ts';
import { whatsappWebhook } from '../adapters/http/webhook/whatsapp-webhook.ts';
import { postgresFault } from '../adapters/postgres/fault.ts';
import { backlogGauges } from '../adapters/prometheus/backlog-gauges.ts';
import { connectionGauges } from '../adapters/prometheus/connection-gauges.ts';
import { objectiveGauges } from '../adapters/prometheus/objective-gauges.ts';
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
  /** The web front end; absent when it was not built. */
  readonly builtConsole: BuiltConsole | undefined;
  /** Where requests come in, as the outside knows it. */
  readonly publicUrl: string;
  /** Called when the sign-in link was used. */
  readonly onSignedIn: () => void;
};

/** The one of package.json: what runs, and what its documents describe. */
export const apiVersion = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))).version;

/** What a process answers over HTTP: health and metrics always, requests only in the web role. */
export function makeWeb(services: Services, request: WebRequest): RequestListener {
  const { config, isStopping } = request;
  const servesOlder = config.roles.has('web') && config.LEGACY_ENDPOINTS === 'on';
  const { log, ids, metricsRegistry: registry } = services;
  const { system, tenants } = services.pools;
  const gauges = [
    backlogGauges(registry, services.backlog, services.clinicLabel),
    connectionGauges(registry, services.googleConnections, services.clinicLabel),
    objectiveGauges(registry, services.objectiveTallies, services.clock),
  ];
  const needs = beside(services, { answersPlainVisits: servesOlder });
  const requests = (): readonly Routes[] => {
    const endpoints = apiEndpoints(services, {
      ...request,
      hasIdentityProvider: config.oidc !== undefined,
      returnUrl: config.GOOGLE_RETURN_URL,
    });
    return [
      (router) => whatsappWebhook(router, needs),
      (router) => googleCalendarWebhook(router, services),
      (router) => {
        const older = servesOlder ? olderEndpoints(services) : [];
        mountEndpoints(
          router,
          [...endpoints, ...older],
          apiNeeds(services, { config, publicUrl: request.publicUrl }),
        );
      },
      (router) =>
        contract(router, () => openApi(endpoints, { version: apiVersion, catalogue: errorCatalogue })),
      consolePages(request.builtConsole),
      (router) => router.get('/', (ctx) => ctx.redirect('/docs')),
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
      measured: { telemetry: services.telemetry, timers: services.timers, tracing: services.tracing },
      faultOf: postgresFault,
      corsOrigins: config.CORS_ORIGINS,
      maxInFlight: config.API_MAX_IN_FLIGHT,
      proxies: config.TRUSTED_PROXIES,
      legacy: servesOlder
        ? {
            sunsetAt: config.LEGACY_SUNSET,
            onCall: (route, clinicId) => services.telemetry.legacyCalled(route, clinicId),
          }
        : undefined,
    },
  );
}
