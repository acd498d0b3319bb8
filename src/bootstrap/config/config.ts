import type { WebPushSettings } from '../../adapters/announcing/push/web-push.ts';
import type { OidcSettings } from '../../adapters/auth/oidc.ts';
import type { TracingSettings } from '../../adapters/tracing/otlp-tracing.ts';
import { checkAlerts } from './alert-config.ts';
import { readAuth, type AuthSettings } from './auth-config.ts';
import { checkBlobs } from './blob-config.ts';
import { environment, type EnvironmentVariables } from './environment-variables.ts';
import { readGoogle, type GoogleSettings } from './google-config.ts';
import { readKeys, type KeySettings } from './key-config.ts';
import { readMeta, type MetaSettings } from './meta-config.ts';
import { readModel, type ModelSource } from './model-config.ts';
import { readOidc } from './oidc-config.ts';
import { checkPrivacy } from './privacy-config.ts';
import { readPush } from './push-config.ts';
import { readTracing } from './tracing-config.ts';
import { readTranscription, type TranscriptionSource } from './transcription-config.ts';

export type Config = EnvironmentVariables & {
  readonly roles: ReadonlySet<EnvironmentVariables['ROLE'][number]>;
  readonly host: string;
  /** The port was asked for: another one would not do. */
  readonly portIsFixed: boolean;
  /** How long requests are still taken after a stop was asked for, so that a load balancer can notice. */
  readonly drainMs: number;
  readonly meta: MetaSettings | undefined;
  /** Absent when the twin of Google stands in for it. */
  readonly google: GoogleSettings | undefined;
  /** Absent when the guided assistant answers alone. */
  readonly languageModel: ModelSource | undefined;
  /** Absent when nobody listens to recordings. */
  readonly transcription: TranscriptionSource | undefined;
  readonly keys: KeySettings;
  readonly auth: AuthSettings | undefined;
  /** Absent when nobody signs in with a browser, but for the link of a local run. */
  readonly oidc: OidcSettings | undefined;
  /** Absent when nobody has set up keys for it. */
  readonly push: WebPushSettings | undefined;
  /** Absent when nobody wants to see spans. */
  readonly tracing: TracingSettings | undefined;
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
  const languageModel = readModel(values, isProduction, problems);
  const transcription = readTranscription(values, isProduction, problems);
  const keys = readKeys(values, isProduction, problems);
  const auth = readAuth(values, isProduction, problems);
  const oidc = readOidc(values, auth !== undefined, problems);
  const push = readPush(values, isProduction, problems);
  checkPrivacy(values, isProduction, problems);
  checkBlobs(values, problems);
  checkAlerts(values, isProduction, problems);
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
    drainMs: values.DRAIN_MS ?? (isProduction ? 3_000 : 0),
    meta,
    google,
    languageModel,
    transcription,
    keys,
    auth,
    oidc,
    push,
    tracing: readTracing(values),
  };
}
