import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { CommandRefused } from './report.ts';

/** What only the operator knows. */
const toFillIn = [
  ['DATABASE_APP_URL', 'the login of the application (docs/operations.md#database-logins)'],
  ['DATABASE_SYSTEM_URL', 'the login of the system'],
  ['PUBLIC_URL', 'as the outside reaches it, with https'],
  ['META_APP_SECRET', "the app's secret at Meta"],
  ['META_ACCESS_TOKEN', 'a token of a system user that may send messages'],
  ['GOOGLE_CLIENT_ID', 'the OAuth client at Google'],
  ['GOOGLE_CLIENT_SECRET', 'its secret'],
  ['AUTH_JWKS_URL', "the identity provider's keys"],
  ['AUTH_ISSUER', 'as its tokens name it'],
  ['ERASURE_JOURNAL', 'a file that backups of the database do not hold'],
] as const;

/** Writes a new environment file with fresh keys; the names that are still to be filled in. @throws CommandRefused */
export async function makeEnvironmentFile(file: string, now: Date): Promise<readonly string[]> {
  const key = () => randomBytes(32).toString('base64url');
  const named = () => `k${now.toISOString().slice(0, 10).replaceAll('-', '')}:${key()}`;
  const made = {
    NODE_ENV: 'production',
    ENCRYPTION_KEYS: named(),
    STATE_KEYS: named(),
    CERTIFICATE_KEYS: named(),
    ERASURE_KEY: key(),
    WEBHOOK_VERIFY_TOKEN: key(),
    METRICS_TOKEN: key(),
  };
  const lines = [
    '# Made by atende init. Secret: for the program and nobody else. Every variable: docs/operations.md',
    ...Object.entries(made).map(([name, value]) => `${name}=${value}`),
    '',
    '# To fill in',
    ...toFillIn.flatMap(([name, what]) => [`# ${what}`, `${name}=`]),
    '',
  ];
  try {
    await writeFile(file, lines.join('\n'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      throw new CommandRefused(
        `${file} is there already: its keys may open what is stored, so it is left as it is`,
      );
    throw error;
  }
  return toFillIn.map(([name]) => name);
}
