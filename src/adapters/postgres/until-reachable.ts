import type { Timers } from '../../application/ports/system/timers.ts';
import { withClient } from './connection.ts';
import { postgresFault } from './fault.ts';

type Patience = {
  readonly withinMs: number;
  /** Called once, when the first attempt has failed. */
  readonly onWait: (error: unknown) => void;
};

const firstPauseMs = 200;
const longestPauseMs = 3_000;

/**
 * Waits for a database that is not up yet, e.g. because machine and database were started together. A refused login or a
 * database that does not exist is not waited for. @throws the last error
 */
export async function untilReachable(
  url: string,
  { withinMs, onWait }: Patience,
  timers: Timers,
): Promise<void> {
  const deadline = timers.elapsed() + withinMs;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
    try {
      await tryOnce(url);
      return;
    } catch (error) {
      const mayPass = ['database.unavailable', 'database.overloaded'].includes(
        postgresFault(error)?.code ?? '',
      );
      if (!mayPass || timers.elapsed() + pauseMs > deadline) throw error;
      if (pauseMs === firstPauseMs) onWait(error);
      await timers.sleep(pauseMs);
    }
  }
}

const tryOnce = (url: string): Promise<void> =>
  withClient({ url, role: undefined, applicationName: 'atende' }, async () => undefined);
