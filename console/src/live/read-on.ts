import { AtendeError } from '../../../client/atende-client.ts';
import { client } from '../client.ts';
import { readStream, type LiveEvent } from './read-stream.ts';

/** `since`: ms since 1970, when the state began; of `live` the last sign of life. */
export type LiveState = {
  readonly kind: 'connecting' | 'live' | 'reconnecting' | 'signed-out' | 'no-access';
  readonly since: number;
};

export type LiveListener = {
  readonly onEvent: (event: LiveEvent) => void;
  readonly onState: (state: LiveState) => void;
};

/** The server shows life every 15 s; after this the connection counts as dead. */
export const silenceMs = 25_000;
const firstPauseMs = 500;
const longestPauseMs = 8_000;

/** Reads the clinic's stream and comes back whenever it ends, at once when the browser says that the network is back. */
export async function readOn(
  clinicId: string,
  { onEvent, onState }: LiveListener,
  signal: AbortSignal,
): Promise<void> {
  let pauseMs = firstPauseMs;
  let brokenSince: number | undefined;
  onState({ kind: 'connecting', since: Date.now() });
  while (!signal.aborted) {
    const connection = new AbortController();
    const end = () => connection.abort();
    signal.addEventListener('abort', end);
    // the browser knows at once; the silence would say it half a minute later
    window.addEventListener('offline', end);
    let silence: ReturnType<typeof setTimeout> | undefined;
    const onLife = () => {
      clearTimeout(silence);
      silence = setTimeout(end, silenceMs);
      brokenSince = undefined;
      pauseMs = firstPauseMs;
      onState({ kind: 'live', since: Date.now() });
    };
    try {
      silence = setTimeout(end, silenceMs);
      const answer = await client.watchConversations({ clinicId, signal: connection.signal });
      if (answer.body !== null) await readStream(answer.body, { onEvent, onLife });
    } catch (error) {
      const end = endOf(error);
      if (end !== undefined) {
        onState({ kind: end, since: Date.now() });
        return;
      }
      if (error instanceof AtendeError && error.retryAfterSeconds !== undefined)
        pauseMs = Math.max(pauseMs, error.retryAfterSeconds * 1_000);
    } finally {
      clearTimeout(silence);
      signal.removeEventListener('abort', end);
      window.removeEventListener('offline', end);
    }
    brokenSince ??= Date.now();
    onState({ kind: 'reconnecting', since: brokenSince });
    const wasWoken = await pause(pauseMs * (0.75 + Math.random() / 2), signal);
    pauseMs = wasWoken ? firstPauseMs : Math.min(pauseMs * 2, longestPauseMs);
  }
}

/** Refusals that no repeat changes; every other failure is tried again. */
function endOf(error: unknown): 'signed-out' | 'no-access' | undefined {
  if (!(error instanceof AtendeError)) return undefined;
  if (error.status === 401) return 'signed-out';
  return error.status === 403 || error.code === 'clinic.not-found' ? 'no-access' : undefined;
}

/** Ends early, and says so, when the network or the person comes back. */
function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const seen = () => document.visibilityState === 'visible' && done();
    const timer = setTimeout(() => done(false), ms);
    const woken = () => done();
    const done = (early = true) => {
      clearTimeout(timer);
      window.removeEventListener('online', woken);
      document.removeEventListener('visibilitychange', seen);
      signal.removeEventListener('abort', woken);
      resolve(early);
    };
    window.addEventListener('online', woken);
    document.addEventListener('visibilitychange', seen);
    signal.addEventListener('abort', woken);
  });
}
