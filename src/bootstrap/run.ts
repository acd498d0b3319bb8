import { ConfigError, readConfig } from './config/config.ts';
import { StartRefused } from './start-refused.ts';
import { unlessAborted } from './unless-aborted.ts';

/** Runs the product until `stop`, whenever that comes, and ends the process: with 1 when it could not start. */
export async function run(stop: AbortSignal): Promise<void> {
  try {
    const config = readConfig(process.env);
    // only now: what is set wrongly is told at once, before the whole program has been read
    const { start } = await import('./start.ts');
    const running = await start(config, stop);
    await unlessAborted(stop, new Promise<never>(() => undefined)).catch(() => running.stop(reasonOf(stop)));
    process.exit(0);
  } catch (error) {
    if (stop.aborted) process.exit(0);
    if (error instanceof ConfigError || error instanceof StartRefused) {
      console.error(error.message);
    } else {
      console.error('Atende could not start:', error instanceof Error ? error.message : error);
      if (process.env['LOG_LEVEL'] === 'debug') console.error(error);
    }
    process.exit(1);
  }
}

const reasonOf = ({ reason }: AbortSignal): string => (reason instanceof Error ? reason.message : 'stopped');
