import { Container, ContainerModule } from 'inversify';
import { metaMessageSender } from '../adapters/meta/message-sender.ts';
import { metaWebhookReader } from '../adapters/meta/webhook-reader.ts';
import { postgresAlerts } from '../adapters/postgres/alerts.ts';
import { postgresBacklog } from '../adapters/postgres/backlog.ts';
import { postgresClinics } from '../adapters/postgres/clinics.ts';
import { postgresDeliveryLog } from '../adapters/postgres/delivery-log.ts';
import { postgresInbox } from '../adapters/postgres/inbox.ts';
import { postgresOutbox } from '../adapters/postgres/outbox.ts';
import { postgresParkedItems } from '../adapters/postgres/parked-items.ts';
import { postgresPeople } from '../adapters/postgres/people.ts';
import { ingestPlanOptions, openPool, openTenantPool } from '../adapters/postgres/pool.ts';
import { postgresTurns } from '../adapters/postgres/turns.ts';
import { openRegistry } from '../adapters/prometheus/registry.ts';
import { prometheusTelemetry } from '../adapters/prometheus/telemetry.ts';
import { cachedClinics, defaultClinicCache } from '../adapters/system/cached-clinics.ts';
import { systemClock } from '../adapters/system/clock.ts';
import { uuidV7Ids } from '../adapters/system/ids.ts';
import { systemRandomness } from '../adapters/system/randomness.ts';
import type { Log } from '../application/ports/log.ts';
import type { ProgramUrls } from '../adapters/postgres/verify-isolation.ts';
import type { Config, MetaSettings } from './config.ts';
import { tokens } from './tokens.ts';
import { useCases } from './use-cases.ts';

export type Surroundings = {
  readonly database: ProgramUrls;
  readonly meta: MetaSettings;
  readonly log: Log;
};

/** Claims, metrics and registration need few connections at a time; the work of clinics needs the others. */
const systemShare = 0.4;

const postgres = ({ database: { appUrl, systemUrl }, log }: Surroundings, config: Config) =>
  new ContainerModule(({ bind }) => {
    const onError = (err: Error) => log.warn({ err }, 'an idle database connection broke');
    const systemSize = Math.ceil(config.DATABASE_POOL_SIZE * systemShare);
    const pools = {
      system: openPool(
        { url: systemUrl, role: 'atende_system', max: systemSize, applicationName: 'atende system' },
        onError,
      ),
      tenants: openTenantPool(
        { url: appUrl, max: config.DATABASE_POOL_SIZE - systemSize, applicationName: 'atende' },
        onError,
      ),
    };
    const ingestPool = openPool(
      {
        url: systemUrl,
        role: 'atende_system',
        max: config.INGEST_IN_FLIGHT,
        applicationName: 'atende ingest',
        options: ingestPlanOptions,
      },
      onError,
    );
    bind(tokens.pools)
      .toConstantValue(pools)
      .onDeactivation(() =>
        Promise.all([pools.system.end(), pools.tenants.connections.end()]).then(() => undefined),
      );
    bind(tokens.ingestPool)
      .toConstantValue(ingestPool)
      .onDeactivation(() => ingestPool.end());
    bind(tokens.clinics).toConstantValue(
      cachedClinics(postgresClinics(pools), { ...defaultClinicCache, foundMs: config.CLINIC_CACHE_MS }),
    );
    bind(tokens.people).toResolvedValue(postgresPeople, [tokens.pools, tokens.ids]);
    bind(tokens.inbox).toResolvedValue(postgresInbox, [tokens.ingestPool]);
    bind(tokens.deliveryLog).toResolvedValue(postgresDeliveryLog, [tokens.ingestPool]);
    bind(tokens.parkedItems).toResolvedValue(({ system }) => postgresParkedItems(system), [tokens.pools]);
    bind(tokens.turns).toResolvedValue(postgresTurns, [tokens.pools]);
    bind(tokens.outbox).toResolvedValue(postgresOutbox, [tokens.pools]);
    bind(tokens.alerts).toResolvedValue(postgresAlerts, [tokens.pools, tokens.ids]);
    bind(tokens.backlog).toResolvedValue(
      ({ system }, parkedItems, alerts) => postgresBacklog(system, parkedItems, alerts),
      [tokens.pools, tokens.parkedItems, tokens.alerts],
    );
  });

const meta = ({ meta: settings, log }: Surroundings, config: Config) =>
  new ContainerModule(({ bind }) => {
    bind(tokens.webhookReader).toConstantValue(metaWebhookReader(settings));
    bind(tokens.sender).toConstantValue(
      metaMessageSender({
        graphUrl: settings.graphUrl,
        version: config.META_GRAPH_VERSION,
        accessToken: settings.accessToken,
        timeoutMs: config.META_TIMEOUT_MS,
        log: (call) => log.debug(call, 'graph api called'),
      }),
    );
  });

const system = ({ log }: Surroundings) =>
  new ContainerModule(({ bind }) => {
    bind(tokens.log).toConstantValue(log);
    bind(tokens.clock).toConstantValue(systemClock);
    bind(tokens.ids).toConstantValue(uuidV7Ids);
    bind(tokens.randomness).toConstantValue(systemRandomness);
    bind(tokens.registry).toConstantValue(openRegistry());
    bind(tokens.telemetry).toResolvedValue(prometheusTelemetry, [tokens.registry]);
  });

/** Everything wired; nothing has connected or started yet. `unbindAllAsync()` closes what was opened. */
export function makeContainer(config: Config, surroundings: Surroundings): Container {
  const container = new Container({ defaultScope: 'Singleton', jitless: true });
  container.load(
    system(surroundings),
    postgres(surroundings, config),
    meta(surroundings, config),
    useCases(config),
  );
  return container;
}
