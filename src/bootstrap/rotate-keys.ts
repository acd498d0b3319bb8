import { migrate } from '../adapters/postgres/migrate.ts';
import { openLog } from '../adapters/system/logger.ts';
import { ConfigError, readConfig } from './config.ts';
import { makeContainer } from './container.ts';
import { openDatabase } from './database.ts';
import { openAccess } from './development-secrets.ts';
import { noGoogle } from './open-google.ts';
import { tokens } from './tokens.ts';

// `npm run rotate-keys`: seals every stored token with the first of ENCRYPTION_KEYS. First start every process with
// the new key in front and the old one behind it, then run this beside them, then take the old key away.
try {
  const config = readConfig(process.env);
  const log = openLog('warn', false);
  const database = await openDatabase(config, log);
  await migrate(database.url);
  const meta = { verifyToken: '', appSecrets: [], accessToken: '', graphUrl: 'http://localhost' };
  const access = await openAccess(config.DATA_DIR, config.access);
  const container = makeContainer(config, { databaseUrl: database.url, meta, google: noGoogle, access, log });
  const { looked, resealed, unreadable } = await container.get(tokens.rotateKeys)();
  const [{ kid }] = access.encryptionKeys;
  console.log(
    `${looked} tokens looked at, ${resealed} sealed anew with key ${kid}, ${unreadable} unreadable`,
  );
  await container.unbindAllAsync();
  await database.close();
  process.exitCode = unreadable === 0 ? 0 : 1;
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exitCode = 1;
}
