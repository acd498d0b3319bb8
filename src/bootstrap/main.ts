import { ConfigError, readConfig } from './config.ts';
import { PortTaken } from './listen-on.ts';
import { start } from './start.ts';

/** A stop must end well within ten seconds; leases of unfinished work expire by themselves. */
const lastResortMs = 9_000;

try {
  const config = readConfig(process.env);
  const running = await start(config);
  let stopping = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      setTimeout(() => process.exit(0), lastResortMs).unref();
      void running.stop(signal).finally(() => process.exit(0));
    });
  }
} catch (error) {
  if (error instanceof ConfigError || error instanceof PortTaken) {
    console.error(error.message);
  } else {
    console.error('Atende could not start:', error instanceof Error ? error.message : error);
    if (process.env['LOG_LEVEL'] === 'debug') console.error(error);
  }
  process.exit(1);
}
