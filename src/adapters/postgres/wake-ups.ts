import pg from 'pg';
import type { WakeUps } from '../../application/ports/wake-ups.ts';
import { connectAs } from './pool.ts';

const retryMs = 2_000;

/**
 * Listens on a connection of its own. When it breaks it is opened again; until then polling carries the work.
 * `onTrouble` hears of each break.
 */
export function postgresWakeUps(
  url: string,
  onTrouble: (error: Error) => void,
): WakeUps & { close(): Promise<void> } {
  const listeners = new Set<(kind: string, afterMs: number) => void>();
  let client: pg.Client | undefined;
  let retry: NodeJS.Timeout | undefined;
  let closed = false;

  const again = (error: Error) => {
    if (closed || retry !== undefined) return;
    onTrouble(error);
    const broken = client;
    client = undefined;
    broken?.end().catch(() => undefined);
    retry = setTimeout(() => {
      retry = undefined;
      connect();
    }, retryMs);
    retry.unref();
  };

  const connect = () => {
    const fresh = new pg.Client({
      ...connectAs(url, 'atende_system'),
      application_name: 'atende wake-ups',
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    });
    client = fresh;
    fresh.on('error', again);
    fresh.on('end', () => again(new Error('The wake-up connection ended')));
    fresh.on('notification', ({ payload = '' }) => {
      const [kind = '', afterMs = '0'] = payload.split(':');
      for (const listener of listeners) listener(kind, Number(afterMs));
    });
    fresh
      .connect()
      .then(() => fresh.query('listen atende_work'))
      .catch((error: unknown) => again(error instanceof Error ? error : new Error(String(error))));
  };
  connect();

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      closed = true;
      clearTimeout(retry);
      listeners.clear();
      await client?.end();
    },
  };
}
