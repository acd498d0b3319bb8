import { migrate } from '../adapters/postgres/migrate.ts';
import { openLog } from '../adapters/system/logger.ts';
import { readConfig } from './config.ts';
import { makeContainer } from './container.ts';
import { accessOf } from './local-access.ts';
import { openDatabase } from './database.ts';
import { tokens } from './tokens.ts';

// `npm run replay`: ingests parked webhook items again, e.g. after a number was registered. Safe beside a running service.
const config = readConfig(process.env);
const log = openLog('warn', false);
const database = await openDatabase(config, log);
await migrate(database.url);
const meta = config.meta ?? {
  verifyToken: '',
  appSecrets: [],
  accessToken: '',
  graphUrl: 'http://localhost',
};
const container = makeContainer(config, {
  databaseUrl: database.url,
  meta,
  ...(await accessOf(config)),
  log,
});
const { looked, resolved } = await container.get(tokens.replayParkedItems)();
console.log(
  `${looked} parked items looked at, ${resolved} found their place, ${looked - resolved} stay parked`,
);
await container.unbindAllAsync();
await database.close();
