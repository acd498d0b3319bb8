import { ConfigError, readConfig, type Config } from './config.ts';

/** What an operator's command may use besides the database; the variables of everything else are not looked at. */
export type CommandNeed = 'meta' | 'keys' | 'erasing' | 'erasure-key' | 'google';

const metaNames = ['WEBHOOK_VERIFY_TOKEN', 'META_APP_SECRET', 'META_ACCESS_TOKEN', 'META_GRAPH_URL'];
const keyNames = ['ENCRYPTION_KEYS', 'STATE_KEYS'];
const erasureNames = ['ERASURE_KEY', 'CERTIFICATE_KEYS', 'ERASURE_JOURNAL'];
const required: Readonly<Record<CommandNeed, readonly string[]>> = {
  meta: ['META_ACCESS_TOKEN'],
  // what lies sealed is opened with the keys of the running program or not at all
  keys: ['ENCRYPTION_KEYS'],
  erasing: erasureNames,
  // backups are sealed with one made from it
  'erasure-key': ['ERASURE_KEY'],
  // where it is missing the command says so
  google: [],
};

/** Variables of servers and workers; a wrong one is theirs to complain about. */
const foreign =
  /^(?:AUTH_|OIDC_|GOOGLE_|LLM_|TURN_|RATE_LIMIT_|RETRY_|RENEWAL_|APPOINTMENT_|DELIVERY_|PORT$|HOST$|PUBLIC_URL$|CORS_|METRICS_)/;

/** Where the journal lies is no secret, and worth knowing to whoever backs up. */
const isShown = (name: string, needs: readonly CommandNeed[]): boolean =>
  needs.includes('erasure-key') && name !== 'CERTIFICATE_KEYS';

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * The configuration of a command: the database and what it says it needs, whatever else a running program wants.
 * @throws ConfigError
 */
export function readCommandConfig(variables: Variables, needs: readonly CommandNeed[]): Config {
  const ignored = new Set([
    ...(needs.includes('meta') ? [] : metaNames),
    ...(needs.includes('keys') ? [] : keyNames),
    ...(needs.includes('erasing') ? [] : erasureNames.filter((name) => !isShown(name, needs))),
  ]);
  const used = Object.entries(variables).filter(
    ([name]) =>
      !ignored.has(name) &&
      (!foreign.test(name) || (needs.includes('google') && /^(?:GOOGLE_|PUBLIC_URL$)/.test(name))),
  );
  const given = Object.fromEntries(used);
  if (variables['NODE_ENV'] === 'production') {
    const database = variables['DATABASE_URL'] ?? variables['DATABASE_APP_URL'];
    const missing = needs.flatMap((need) => required[need]).filter((name) => !given[name]?.trim());
    if (!database?.trim()) missing.unshift('DATABASE_URL');
    if (missing.length > 0)
      throw new ConfigError(missing.map((name) => `${name}: this command needs it in production`));
  }
  // a command speaks to Meta with the token alone: the secrets of webhooks are not its business
  const filled =
    needs.includes('meta') && given['META_ACCESS_TOKEN']
      ? { WEBHOOK_VERIFY_TOKEN: 'unused', META_APP_SECRET: 'unused-secret', ...given }
      : given;
  return readConfig({ ...filled, NODE_ENV: 'development', ROLE: 'web' });
}
