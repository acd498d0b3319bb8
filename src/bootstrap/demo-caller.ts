import { SignJWT } from 'jose';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LocalAccess } from './local-access.ts';

const lifetime = '12h';

/**
 * A caller of the REST API for development, who may reach every clinic: the token, and the file it lies in. Absent when
 * callers are trusted by somebody else's keys.
 */
export async function demoCaller(
  dataDir: string,
  { auth: { issuer, audience }, localSecret }: LocalAccess,
): Promise<{ readonly token: string; readonly file: string } | undefined> {
  if (localSecret === undefined) return undefined;
  const token = await new SignJWT({ app_metadata: { atende_role: 'platform-admin' } })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject('development')
    .setIssuer(issuer)
    .setAudience(audience)
    .setExpirationTime(lifetime)
    .sign(new TextEncoder().encode(localSecret));
  const file = join(dataDir, 'development-token');
  await writeFile(file, token, { mode: 0o600 });
  await chmod(file, 0o600);
  return { token, file };
}
