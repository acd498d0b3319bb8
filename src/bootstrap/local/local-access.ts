import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AuthSettings } from '../config/auth-config.ts';
import type { Config } from '../config/config.ts';

/** Nobody but this machine knows the secret, so no token from elsewhere is ever one of these. */
const localIssuer = 'atende-local';

export type LocalAccess = { readonly auth: AuthSettings; readonly localSecret?: string };

/**
 * Who may call: as configured, else whoever sits at this machine, who signs in by a link. The secret for that is made
 * once and kept readable by its owner only. A production run never comes here without AUTH_*.
 */
export async function accessOf({ auth, DATA_DIR, ...config }: Config): Promise<LocalAccess> {
  if (auth !== undefined) return { auth };
  if (config.NODE_ENV === 'production') throw new Error('Nobody signs in by a link in production');
  const localSecret = await localSecretIn(DATA_DIR);
  return {
    auth: {
      secrets: [localSecret],
      issuer: localIssuer,
      audience: config.AUTH_AUDIENCE,
      roleClaim: config.AUTH_ROLE_CLAIM,
      clinicsClaim: config.AUTH_CLINICS_CLAIM,
    },
    localSecret,
  };
}

async function localSecretIn(dataDir: string): Promise<string> {
  await mkdir(dataDir, { recursive: true });
  const file = join(dataDir, 'local-access.secret');
  try {
    await writeFile(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return readFile(file, 'utf8');
}
