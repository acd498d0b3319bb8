import type { Pool } from 'pg';
import { announcedAlerts } from '../../adapters/announcing/announced-clinic.ts';
import { announcedStores } from '../../adapters/announcing/announcing-stores.ts';
import { cachedClinics, defaultClinicCache } from '../../adapters/caching/cached-clinics.ts';
import { hmacErasureKeys } from '../../adapters/crypto/erasure-keys.ts';
import { noErasureKeys } from '../../adapters/crypto/no-erasure-keys.ts';
import { loggedAlerts } from '../../adapters/logging/logged-alerts.ts';
import { postgresConversationEvents } from '../../adapters/postgres/messaging/conversation-events.ts';
import { postgresBacklog } from '../../adapters/postgres/operations/backlog.ts';
import {
  batchPlans,
  claimPlans,
  openIngestPool,
  openPool,
  openTenantPool,
  type Pools,
} from '../../adapters/postgres/pool.ts';
import { postgresStores } from '../../adapters/postgres/stores.ts';
import { uuidV7Ids } from '../../adapters/system/ids.ts';
import type { Config } from '../config/config.ts';
import { poolSizes } from '../config/pool-sizes.ts';
import type { Environment } from './environment.ts';

/** Every store on Postgres. Nothing connects before it is used. */
export function openStores({ database, log, privacy }: Environment, config: Config) {
  const pools = openPools(database, config, log);
  const ingestPool = openIngestPoolOf(database, config, log);
  const erasureKeys = privacy.erasureKey === undefined ? noErasureKeys : hmacErasureKeys(privacy.erasureKey);
  const stores = postgresStores(pools, ingestPool, { ids: uuidV7Ids, erasureKeys });
  const conversationEvents = postgresConversationEvents(pools.system, {
    url: database.systemUrl,
    onFailure: (err) => log.warn({ err }, 'conversation events cannot be sent or received'),
  });
  const alerts = announcedAlerts(loggedAlerts(stores.alerts, log), conversationEvents);
  return {
    ...announcedStores(stores, conversationEvents),
    alerts,
    clinics: cachedClinics(stores.clinics, { ...defaultClinicCache, foundMs: config.CLINIC_CACHE_MS }),
    backlog: postgresBacklog(pools.system, alerts),
    conversationEvents,
    erasureKeys,
    pools,
    ingestPool,
  };
}

export type OpenStores = ReturnType<typeof openStores>;

const onError = (log: Environment['log']) => (err: Error) => log.warn({ err }, 'a database connection broke');

function openPools(
  { appUrl, systemUrl }: Environment['database'],
  config: Config,
  log: Environment['log'],
): Pools {
  const sizes = poolSizes(config.DATABASE_POOL_SIZE);
  const asSystem = { url: systemUrl, role: 'atende_system' } as const;
  return {
    system: openPool({ ...asSystem, max: sizes.system, applicationName: 'atende system' }, onError(log)),
    claims: openPool(
      { ...asSystem, max: sizes.claims, applicationName: 'atende claims', session: claimPlans },
      onError(log),
    ),
    batches: openPool(
      { ...asSystem, max: sizes.batches, applicationName: 'atende batches', session: batchPlans },
      onError(log),
    ),
    tenants: openTenantPool({ url: appUrl, max: sizes.tenants, applicationName: 'atende' }, onError(log)),
  };
}

/** One connection more than batches, so that a conversation which somebody of a clinic opens delays none of them. */
const openIngestPoolOf = (
  { systemUrl: url }: Environment['database'],
  config: Config,
  log: Environment['log'],
): Pool =>
  openIngestPool(
    {
      url,
      role: 'atende_system',
      max: config.INGEST_IN_FLIGHT + 1,
      applicationName: 'atende ingest',
    },
    onError(log),
  );
