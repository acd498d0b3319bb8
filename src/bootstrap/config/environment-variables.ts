import { z } from 'zod';
import { mostClinicsByDefault } from '../../adapters/prometheus/clinic-labels.ts';
import { defaultClinicCache } from '../../adapters/caching/cached-clinics.ts';
import { defaultGroupCommit } from '../../application/messaging/group-commit.ts';
import { defaultBusyMemory } from '../../application/scheduling/calendar-sync/busy-memory.ts';
import { defaultHandoverPatienceMs } from '../../domain/assistant/who-answers.ts';
import { defaultPacing } from '../../domain/messaging/pacing.ts';
import { defaultRetryPolicy } from '../../domain/messaging/retry-policy.ts';
import { defaultTurnPolicy, defaultTurnTimes } from '../../domain/messaging/turn.ts';
import { defaultFeedPolicy } from '../../domain/scheduling/feed-policy.ts';
import { defaultSyncPolicy } from '../../domain/scheduling/sync-policy.ts';
import { alertVariables } from './alert-config.ts';
import { authVariables } from './auth-config.ts';
import { blobVariables } from './blob-config.ts';
import { list, postgresUrl, text, webUrl, whole } from './config-values.ts';
import { googleVariables } from './google-config.ts';
import { keyVariables } from './key-config.ts';
import { metaVariables } from './meta-config.ts';
import { modelVariables } from './model-config.ts';
import { oidcVariables } from './oidc-config.ts';
import { privacyVariables } from './privacy-config.ts';
import { pushVariables } from './push-config.ts';
import { signupVariables } from './signup-config.ts';
import { tracingVariables } from './tracing-config.ts';
import { transcriptionVariables } from './transcription-config.ts';

/** Scheme, host and port, as a browser sends it: no path, no slash at the end, no `*`. */
const origin = text.refine(
  (url) => URL.canParse(url) && /^https?:/.test(url) && new URL(url).origin === url,
  {
    error: 'must be origins as browsers send them, e.g. https://app.example.com',
  },
);

const roles = ['web', 'worker', 'renewal'] as const;

/** Every variable, with its default. An empty value counts as not set. */
export const environment = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  PORT: whole(3_000, 0, 65_535),
  HOST: text.optional(),
  PUBLIC_URL: webUrl.optional(),
  TRUSTED_PROXIES: whole(0, 0, 10),
  DRAIN_MS: z.coerce.number().int().min(0).max(60_000).optional(),
  DATABASE_WAIT_MS: whole(60_000, 0),
  ROLE: list.pipe(z.array(z.enum(roles)).min(1)).default([...roles]),
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_APP_URL: postgresUrl.optional(),
  DATABASE_SYSTEM_URL: postgresUrl.optional(),
  DATABASE_POOL_SIZE: whole(10, 4, 200),
  DATA_DIR: text.default('.data'),
  DEMO_DATA: z.enum(['on', 'off']).default('on'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),

  ...metaVariables,
  ...authVariables,
  CORS_ORIGINS: list.pipe(z.array(origin)).default([]),
  METRICS_TOKEN: z.string().trim().min(16).regex(/^\S+$/, 'must be without spaces').optional(),
  METRICS_MOST_CLINICS: whole(mostClinicsByDefault, 1, 20_000),
  LEGACY_ENDPOINTS: z.enum(['on', 'off']).default('off'),
  LEGACY_SUNSET: z.iso
    .date()
    .default('2027-06-30')
    .transform((date) => new Date(date)),
  API_TIMEOUT_MS: whole(20_000, 100, 55_000),
  API_MAX_IN_FLIGHT: whole(256, 1),
  RATE_LIMIT_API_CALLER_PER_MINUTE: whole(600, 0),
  RATE_LIMIT_API_CALLER_BURST: whole(120, 1),
  RATE_LIMIT_API_CLINIC_PER_MINUTE: whole(3_000, 0),
  RATE_LIMIT_API_CLINIC_BURST: whole(600, 1),
  RATE_LIMIT_API_ROUTE_PER_MINUTE: whole(300, 0),
  RATE_LIMIT_API_ROUTE_BURST: whole(60, 1),
  RATE_LIMIT_API_REFUSALS_PER_MINUTE: whole(120, 0),
  RATE_LIMIT_API_REFUSALS_BURST: whole(60, 1),

  ...oidcVariables,
  ...googleVariables,
  ...signupVariables,
  ...keyVariables,
  ...privacyVariables,
  ...blobVariables,
  ...tracingVariables,
  ...alertVariables,
  ...pushVariables,
  RENEWAL_CONCURRENCY: whole(16, 1, 200),
  RENEWAL_LEASE_MS: whole(30_000, 1_000),

  HOLD_MS: whole(defaultSyncPolicy.holdMs, 1_000),
  AVAILABILITY_CACHE_MS: whole(defaultBusyMemory.keepMs, 0, 60_000),
  APPOINTMENT_CONCURRENCY: whole(16, 1, 200),
  APPOINTMENT_LEASE_MS: whole(60_000, 100),
  REMINDER_CONCURRENCY: whole(8, 1, 200),
  REMINDER_LEASE_MS: whole(30_000, 100),
  RETRY_CALENDAR_MAX_ATTEMPTS: whole(defaultSyncPolicy.maxAttempts, 1),
  RETRY_CALENDAR_BASE_MS: whole(defaultSyncPolicy.baseMs, 1),
  RETRY_CALENDAR_CAP_MS: whole(defaultSyncPolicy.capMs, 1),
  CALENDAR_PATIENCE_MS: whole(defaultSyncPolicy.patienceMs, 1),
  CALENDAR_READ_MS: whole(defaultFeedPolicy.readMs, 1_000),
  CALENDAR_READ_CONCURRENCY: whole(16, 1, 500),
  CALENDAR_READS_PER_DAY: whole(defaultFeedPolicy.readsPerDay, 1_000),
  CALENDAR_READS_PER_SECOND: whole(40, 1, 1_000),
  CALENDAR_NEWS_QUIET_MS: whole(defaultSyncPolicy.newsQuietMs, 0),

  ...modelVariables,
  ...transcriptionVariables,

  TURN_DEBOUNCE_MS: whole(defaultTurnPolicy.debounceMs),
  TURN_CAP_MS: whole(defaultTurnPolicy.capMs),
  TURN_MAX_ATTEMPTS: whole(defaultTurnPolicy.maxAttempts, 1),
  HUMAN_QUIET_MS: whole(defaultTurnPolicy.humanQuietMs),
  HANDOVER_PATIENCE_MS: whole(defaultHandoverPatienceMs),
  RETRY_MAX_ATTEMPTS: whole(defaultRetryPolicy.maxAttempts, 1),
  RETRY_MAX_REFUSED_ATTEMPTS: whole(defaultRetryPolicy.maxRefusedAttempts, 1),
  RETRY_BASE_MS: whole(defaultRetryPolicy.baseMs, 1),
  RETRY_CAP_MS: whole(defaultRetryPolicy.capMs, 1),
  RETRY_UNKNOWN_AFTER_MS: whole(defaultRetryPolicy.unknownDeadlineMs, 1),
  RETRY_MAX_RESENDS: whole(defaultRetryPolicy.maxResends.reply),
  RETRY_MAX_RESENDS_OF_NOTICES: whole(defaultRetryPolicy.maxResends.notice),
  RETRY_MAX_RESENDS_AFTER_ERROR: whole(defaultRetryPolicy.maxResends.afterError),
  RATE_LIMIT_PAIR_INTERVAL_MS: whole(defaultPacing.pair.intervalMs, 0),
  RATE_LIMIT_PAIR_BURST: whole(defaultPacing.pair.burst, 1, 45),
  RATE_LIMIT_NUMBER_PER_SECOND: whole(1_000 / defaultPacing.number.intervalMs, 1),
  INGEST_IN_FLIGHT: whole(defaultGroupCommit.inFlight, 1, 8),
  INGEST_MAX_BATCH: whole(defaultGroupCommit.maxBatch, 1, 2_000),
  INGEST_MAX_WAITING: whole(defaultGroupCommit.maxWaiting, 1),
  CLINIC_CACHE_MS: whole(defaultClinicCache.foundMs),
  PARKED_ROUND_MS: whole(30_000, 100),
  WORKER_CONCURRENCY: whole(64, 1, 200),
  DELIVERY_CONCURRENCY: whole(32, 1, 200),
  TURN_LEASE_MS: whole(defaultTurnTimes.leaseMs, 100),
  TURN_DEADLINE_MS: whole(defaultTurnTimes.deadlineMs, 1_000, 60_000),
  DELIVERY_LEASE_MS: whole(20_000, 100),
  POLL_MS: whole(1_000, 10),
  TEMPLATE_ROUND_MS: whole(60_000, 1_000),
  ONBOARDING_ROUND_MS: whole(5_000, 100),
  NUMBER_HEALTH_ROUND_MS: whole(60_000, 100),
});

export type EnvironmentVariables = z.infer<typeof environment>;
