import { randomBytes } from 'node:crypto';
import { openLog } from '../../adapters/logging/logger.ts';
import { makeContainer } from '../composition/container.ts';
import { servicesOf, type Services } from '../composition/services.ts';
import { readCommandConfig, type CommandNeed } from '../config/command-config.ts';
import type { Config } from '../config/config.ts';
import { openDatabase } from '../database.ts';
import { openKeys, type Keys } from '../local/development-secrets.ts';
import { noGoogle } from '../opening/open-google.ts';
import { openPrivacy, type PrivacySettings } from '../opening/open-privacy.ts';
import type { Report } from './report.ts';

const noMeta = { verifyToken: '', appSecrets: [], accessToken: '', graphUrl: 'http://127.0.0.1:9' };

export type OpenedServices = {
  readonly services: Services;
  readonly keys: Keys;
  readonly config: Config;
  readonly systemUrl: string;
};

/**
 * Runs a command's work with every use case on the configured database; safe beside a running service. It never
 * migrates a database that it was given.
 */
export async function withServices(
  needs: readonly CommandNeed[],
  work: (opened: OpenedServices) => Promise<Report>,
): Promise<Report> {
  const config = readCommandConfig(process.env, needs);
  const log = openLog('warn', false, { write: (line) => void process.stderr.write(line) });
  const database = await openDatabase({ ...config, DATABASE_WAIT_MS: 0 }, log, undefined, {
    migratesGiven: false,
  });
  try {
    const keys = needs.includes('keys') ? await openKeys(config.DATA_DIR, config.keys) : passingKeys();
    const privacy = needs.includes('erasing') ? await openPrivacy(config.DATA_DIR, config) : passingPrivacy();
    const container = makeContainer(config, {
      database,
      meta: config.meta ?? noMeta,
      google: config.google === undefined ? noGoogle : { ...config.google, redirectUri: '' },
      keys,
      auth: {
        secrets: [secret()],
        issuer: 'none',
        audience: 'none',
        roleClaim: 'none',
        clinicsClaim: 'none',
      },
      privacy,
      publicUrl: config.PUBLIC_URL ?? '',
      isSecure: true,
      log,
    });
    try {
      return await work({ services: servicesOf(container), keys, config, systemUrl: database.systemUrl });
    } finally {
      await container.unbindAllAsync();
    }
  } finally {
    await database.close();
  }
}

const secret = () => randomBytes(32).toString('base64url');
const key = () => [{ kid: 'unused', key: new Uint8Array(randomBytes(32)) }] as const;

/** For commands that open nothing: keys that no other process will ever know. */
const passingKeys = (): Keys => ({ encryptionKeys: key(), stateKeys: key() });
const passingPrivacy = (): PrivacySettings => ({
  erasureKey: undefined,
  certificateKeys: key(),
  journalPath: '',
});
