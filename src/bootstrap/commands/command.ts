import { openLog } from '../../adapters/logging/logger.ts';
import { readConfig } from '../config/config.ts';
import { makeContainer } from '../composition/container.ts';
import { servicesOf, type Services } from '../composition/services.ts';
import { openDatabase } from '../database.ts';
import { openKeys, type Keys } from '../local/development-secrets.ts';
import { accessOf } from '../local/local-access.ts';
import { noGoogle } from '../open-google.ts';
import { openPrivacy } from '../open-privacy.ts';

const noMeta = { verifyToken: '', appSecrets: [], accessToken: '', graphUrl: 'http://localhost' };

/** Runs an operator's command on the configured database; safe beside a running service. Prints what it returns. */
export async function runCommand(
  command: (services: Services, keys: Keys) => Promise<string>,
): Promise<void> {
  try {
    const config = readConfig(process.env);
    const log = openLog('warn', false);
    const database = await openDatabase(config, log);
    try {
      const meta = config.meta ?? noMeta;
      const keys = await openKeys(config.DATA_DIR, config.keys);
      const access = await accessOf(config);
      const privacy = await openPrivacy(config.DATA_DIR, config);
      const environment = { database, meta, google: noGoogle, keys, ...access, privacy, log };
      const container = makeContainer(config, environment);
      try {
        console.log(await command(servicesOf(container), keys));
      } finally {
        await container.unbindAllAsync();
      }
    } finally {
      await database.close();
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
