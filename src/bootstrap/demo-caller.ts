import { SignJWT } from 'jose';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Access } from './development-secrets.ts';

const lifetime = '12h';

/**
 * A caller of the REST API for development, who may reach every clinic: the token, and the file it lies in. Absent when
 * callers are trusted by somebody else's keys.
 */
export async function demoCaller(
  dataDir: string,
  { callers: { trust, issuer, audience } }: Access,
): Promise<{ readonly token: string; readonly file: string } | undefined> {
  if (!('secret' in trust)) return undefined;
  const jwt = new SignJWT({ app_metadata: { atende_role: 'platform-admin' } })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject('development')
    .setExpirationTime(lifetime);
  if (issuer !== undefined) jwt.setIssuer(issuer);
  if (audience !== undefined) jwt.setAudience(audience);
  const token = await jwt.sign(new TextEncoder().encode(trust.secret));
  const file = join(dataDir, 'development-token');
  await writeFile(file, token, { mode: 0o600 });
  await chmod(file, 0o600);
  return { token, file };
}
