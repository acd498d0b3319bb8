import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { KeyRing } from '../../adapters/crypto/named-keys.ts';
import type { MetaSettings } from '../config/meta-config.ts';
import type { KeySettings } from '../config/key-config.ts';

const fresh = () => randomBytes(32).toString('base64url');
const metaSecrets = z.object({ verifyToken: z.string(), appSecret: z.string(), accessToken: z.string() });
const keySecrets = z.object({ encryptionKey: z.base64url(), stateKey: z.base64url() });

/** Secrets for the twin of Meta. Never used in production. */
export async function developmentSecrets(dataDir: string): Promise<MetaSettings> {
  const made = { verifyToken: fresh(), appSecret: fresh(), accessToken: fresh() };
  const kept = await makeOnce(dataDir, 'development-secrets.json', made);
  const { verifyToken, appSecret, accessToken } = metaSecrets.parse(kept);
  // the address of the twin is put in when it has started
  return { verifyToken, appSecrets: [appSecret], accessToken, graphUrl: '' };
}

export type Keys = { readonly encryptionKeys: KeyRing; readonly stateKeys: KeyRing };

/** The keys of the configuration; what is missing is made once. Never used in production. */
export async function openKeys(dataDir: string, { encryptionKeys, stateKeys }: KeySettings): Promise<Keys> {
  if (encryptionKeys && stateKeys) return { encryptionKeys, stateKeys };
  const made = { encryptionKey: fresh(), stateKey: fresh() };
  const kept = keySecrets.parse(await makeOnce(dataDir, 'development-keys.json', made));
  const ring = (key: string): KeyRing => [
    { kid: 'development', key: new Uint8Array(Buffer.from(key, 'base64url')) },
  ];
  return {
    encryptionKeys: encryptionKeys ?? ring(kept.encryptionKey),
    stateKeys: stateKeys ?? ring(kept.stateKey),
  };
}

/** Written whole under another name first: of processes that start together all read what one of them wrote. */
export async function makeOnce(dataDir: string, name: string, made: object): Promise<unknown> {
  await mkdir(dataDir, { recursive: true });
  const file = join(dataDir, name);
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, JSON.stringify(made), { mode: 0o600, flag: 'wx' });
  try {
    await link(draft, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    await rm(draft, { force: true });
  }
  return JSON.parse(await readFile(file, 'utf8'));
}
