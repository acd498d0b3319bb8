import { z } from 'zod';
import { defaultGroupCommit } from '../../application/messaging/group-commit.ts';
import { defaultBusyMemory } from '../../application/scheduling/read-busy-times.ts';
import { defaultPacing } from '../../domain/messaging/pacing.ts';
import { defaultRetryPolicy } from '../../domain/messaging/retry-policy.ts';
import { defaultSyncPolicy } from '../../domain/scheduling/sync-policy.ts';
import { defaultTurnPolicy } from '../../domain/messaging/turn.ts';
import { defaultClinicCache } from '../../adapters/caching/cached-clinics.ts';
import { keyVariables, readKeys, type KeySettings } from './key-config.ts';
import { list, postgresUrl, text, webUrl, whole } from './config-values.ts';
import { checkPrivacy, privacyVariables } from './privacy-config.ts';
import { googleVariables, readGoogle, type GoogleSettings } from './google-config.ts';

/** Scheme, host and port, as a browser sends it: no path, no slash at the end, no `*`. */
const origin = text.refine(
  (url) => URL.canParse(url) && /^https?:/.test(url) && new URL(url).origin === url,
  {
    error: 'must be origins as browsers send them, e.g. https://app.example.com',
  },
);

const roles = ['web', 'worker', 'renewal'] as const;
type Role = (typeof roles)[number];

/** Every variable, with its default. An empty value counts as not set. */
const environment = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  PORT: whole(3_000, 0, 65_535),
  HOST: text.optional(),
  PUBLIC_URL: webUrl.optional(),
  ROLE: list.pipe(z.array(z.enum(roles)).min(1)).default([...roles]),
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_APP_URL: postgresUrl.optional(),
  DATABASE_SYSTEM_URL: postgresUrl.optional(),
  DATABASE_POOL_SIZE: whole(10, 4, 200),
  DATA_DIR: text.default('.data'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),

  WEBHOOK_VERIFY_TOKEN: text.optional(),
  META_APP_SECRET: list.pipe(z.array(z.string().min(8)).min(1).max(2)).optional(),
  META_ACCESS_TOKEN: text.optional(),
  META_GRAPH_URL: webUrl.optional(),
  META_GRAPH_VERSION: z
    .string()
    .regex(/^v\d+\.\d+$/)
    .default('v25.0'),
  META_TIMEOUT_MS: whole(10_000, 100, 60_000),

  AUTH_JWKS_URL: webUrl.optional(),
  AUTH_JWT_SECRET: list.pipe(z.array(z.string().min(32)).min(1).max(2)).optional(),
  AUTH_ISSUER: text.optional(),
  AUTH_AUDIENCE: text.default('authenticated'),
  AUTH_ROLE_CLAIM: text.default('app_metadata.atende_role'),
  AUTH_CLINICS_CLAIM: text.default('app_metadata.clinic_ids'),
  CORS_ORIGINS: list.pipe(z.array(origin)).default([]),
  METRICS_TOKEN: z.string().trim().min(16).regex(/^\S+$/, 'must be without spaces').optional(),
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

  ...googleVariables,
  ...keyVariables,
  ...privacyVariables,
  RENEWAL_CONCURRENCY: whole(16, 1, 200),
  RENEWAL_LEASE_MS: whole(30_000, 1_000),

  HOLD_MS: whole(defaultSyncPolicy.holdMs, 1_000),
  AVAILABILITY_CACHE_MS: whole(defaultBusyMemory.keepMs, 0, 60_000),
  APPOINTMENT_CONCURRENCY: whole(16, 1, 200),
  APPOINTMENT_LEASE_MS: whole(60_000, 100),
  RETRY_CALENDAR_MAX_ATTEMPTS: whole(defaultSyncPolicy.maxAttempts, 1),
  RETRY_CALENDAR_BASE_MS: whole(defaultSyncPolicy.baseMs, 1),
  RETRY_CALENDAR_CAP_MS: whole(defaultSyncPolicy.capMs, 1),
  CALENDAR_PATIENCE_MS: whole(defaultSyncPolicy.patienceMs, 1),

  LLM_PROVIDER: z.enum(['none']).default('none'),

  TURN_DEBOUNCE_MS: whole(defaultTurnPolicy.debounceMs),
  TURN_CAP_MS: whole(defaultTurnPolicy.capMs),
  TURN_MAX_ATTEMPTS: whole(defaultTurnPolicy.maxAttempts, 1),
  HUMAN_QUIET_MS: whole(defaultTurnPolicy.humanQuietMs),
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
  WORKER_CONCURRENCY: whole(8, 1, 200),
  DELIVERY_CONCURRENCY: whole(16, 1, 200),
  TURN_LEASE_MS: whole(10_000, 100),
  DELIVERY_LEASE_MS: whole(20_000, 100),
  POLL_MS: whole(1_000, 10),
});

type Environment = z.infer<typeof environment>;

/** What Meta needs to be spoken to; absent when the twin stands in for it. */
export type MetaSettings = {
  readonly verifyToken: string;
  readonly appSecrets: readonly string[];
  readonly accessToken: string;
  readonly graphUrl: string;
};

/** Who may call the REST API; absent when a person at this machine signs in by a link. */
export type AuthSettings = {
  readonly jwksUrl?: string;
  readonly secrets?: readonly string[];
  readonly issuer: string;
  readonly audience: string;
  readonly roleClaim: string;
  readonly clinicsClaim: string;
};

export type Config = Environment & {
  readonly roles: ReadonlySet<Role>;
  readonly host: string;
  /** The port was asked for: another one would not do. */
  readonly portIsFixed: boolean;
  readonly meta: MetaSettings | undefined;
  /** Absent when the twin of Google stands in for it. */
  readonly google: GoogleSettings | undefined;
  readonly keys: KeySettings;
  readonly auth: AuthSettings | undefined;
};

/** One line per wrong or missing variable, naming it; never its value. */
export class ConfigError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

/** @throws ConfigError */
export function readConfig(variables: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value?.trim()));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues.map(({ path, message }) => `${path.map(String)[0] ?? 'environment'}: ${message}`),
    );
  }
  const values = parsed.data;
  const problems: string[] = [];
  const isProduction = values.NODE_ENV === 'production';
  const meta = readMeta(values, isProduction, problems);
  const google = readGoogle(values, isProduction, problems);
  const keys = readKeys(values, isProduction, problems);
  const auth = readAuth(values, isProduction, problems);
  checkPrivacy(values, isProduction, problems);
  if ((values.DATABASE_APP_URL === undefined) !== (values.DATABASE_SYSTEM_URL === undefined)) {
    problems.push('DATABASE_APP_URL: is required together with DATABASE_SYSTEM_URL, and the other way round');
  }
  if (isProduction && values.DATABASE_URL === undefined && values.DATABASE_APP_URL === undefined) {
    problems.push('DATABASE_URL: is required in production; the embedded Postgres is for development');
  }
  if (meta === undefined && !values.ROLE.includes('web')) {
    problems.push(
      'META_GRAPH_URL: is required without the web role, because the twin of Meta runs beside it',
    );
  }
  if (values.TURN_CAP_MS < values.TURN_DEBOUNCE_MS) {
    problems.push('TURN_CAP_MS: must not be smaller than TURN_DEBOUNCE_MS');
  }
  if (values.DELIVERY_LEASE_MS <= values.META_TIMEOUT_MS) {
    problems.push(
      'DELIVERY_LEASE_MS: must be longer than META_TIMEOUT_MS, or a slow send would be claimed twice',
    );
  }
  if (values.APPOINTMENT_LEASE_MS <= 2 * values.GOOGLE_TIMEOUT_MS) {
    problems.push('APPOINTMENT_LEASE_MS: must be longer than twice GOOGLE_TIMEOUT_MS');
  }
  // a revocation is not sent in the last GOOGLE_TIMEOUT_MS of its lease
  if (values.RENEWAL_LEASE_MS <= 2 * values.GOOGLE_TIMEOUT_MS) {
    problems.push('RENEWAL_LEASE_MS: must be longer than twice GOOGLE_TIMEOUT_MS');
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return {
    ...values,
    roles: new Set(values.ROLE),
    host: values.HOST ?? (isProduction ? '0.0.0.0' : '127.0.0.1'),
    portIsFixed: 'PORT' in given,
    meta,
    google,
    keys,
    auth,
  };
}

function readAuth(values: Environment, isProduction: boolean, problems: string[]): AuthSettings | undefined {
  const { AUTH_JWKS_URL: jwksUrl, AUTH_JWT_SECRET: secrets, AUTH_ISSUER: issuer = '' } = values;
  if (jwksUrl === undefined && secrets === undefined) {
    if (isProduction && values.ROLE.includes('web'))
      problems.push('AUTH_JWKS_URL: it or AUTH_JWT_SECRET is required in production');
    return undefined;
  }
  if (issuer === '') problems.push('AUTH_ISSUER: is required with AUTH_JWKS_URL or AUTH_JWT_SECRET');
  if (isProduction && jwksUrl?.startsWith('http:') === true && !isLoopback(jwksUrl))
    problems.push('AUTH_JWKS_URL: must be https in production, or anybody on the way could sign in');
  return {
    ...(jwksUrl !== undefined && { jwksUrl }),
    ...(secrets !== undefined && { secrets }),
    issuer,
    audience: values.AUTH_AUDIENCE,
    roleClaim: values.AUTH_ROLE_CLAIM,
    clinicsClaim: values.AUTH_CLINICS_CLAIM,
  };
}

const isLoopback = (url: string) => ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);

/** All of Meta's variables or, outside production, none of them. */
function readMeta(values: Environment, isProduction: boolean, problems: string[]): MetaSettings | undefined {
  const { WEBHOOK_VERIFY_TOKEN, META_APP_SECRET, META_ACCESS_TOKEN, META_GRAPH_URL } = values;
  const named = { WEBHOOK_VERIFY_TOKEN, META_APP_SECRET, META_ACCESS_TOKEN };
  const isGiven = META_GRAPH_URL !== undefined || Object.values(named).some((value) => value !== undefined);
  if (!isGiven && !isProduction) return undefined;
  for (const [name, value] of Object.entries(named)) {
    if (value === undefined) {
      problems.push(
        `${name}: is required ${isProduction ? 'in production' : 'together with the other META_ variables'}`,
      );
    }
  }
  return {
    verifyToken: WEBHOOK_VERIFY_TOKEN ?? '',
    appSecrets: META_APP_SECRET ?? [],
    accessToken: META_ACCESS_TOKEN ?? '',
    graphUrl: META_GRAPH_URL ?? 'https://graph.facebook.com',
  };
}
