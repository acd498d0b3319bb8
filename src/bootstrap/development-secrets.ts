import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { MetaSettings } from './config.ts';

const secrets = z.object({ verifyToken: z.string(), appSecret: z.string(), accessToken: z.string() });

/** Secrets for the twin, made once and kept readable by their owner only. Never used in production. */
export async function developmentSecrets(dataDir: string): Promise<MetaSettings> {
  await mkdir(dataDir, { recursive: true });
  const file = join(dataDir, 'development-secrets.json');
  const fresh = () => randomBytes(24).toString('base64url');
  const made = { verifyToken: fresh(), appSecret: fresh(), accessToken: fresh() };
  try {
    await writeFile(file, JSON.stringify(made), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const { verifyToken, appSecret, accessToken } = secrets.parse(JSON.parse(await readFile(file, 'utf8')));
  // the address of the twin is put in when it has started
  return { verifyToken, appSecrets: [appSecret], accessToken, graphUrl: '' };
}
