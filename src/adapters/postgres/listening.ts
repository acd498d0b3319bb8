import pg from 'pg';
import { sessionText } from './connection.ts';

const retryMs = 2_000;

type Subscription = {
  readonly url: string;
  readonly channel: string;
  readonly applicationName: string;
  readonly onNotification: (payload: string) => void;
  /** Hears of each break. */
  readonly onFailure: (error: Error) => void;
  /** The channel is heard now, for the first time or again; what was said before it was not. */
  readonly onListening?: () => void;
};

/** Listens on a connection of its own; when it breaks it is opened again. Returns how to end it. */
export function listenTo(subscription: Subscription): () => Promise<void> {
  const { url, channel, applicationName, onNotification, onFailure, onListening } = subscription;
  let client: pg.Client | undefined;
  let retry: NodeJS.Timeout | undefined;
  let closed = false;

  const again = (error: Error) => {
    if (closed || retry !== undefined) return;
    onFailure(error);
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
      connectionString: url,
      application_name: applicationName,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    });
    client = fresh;
    fresh.on('error', again);
    fresh.on('end', () => again(new Error(`The connection of ${applicationName} ended`)));
    fresh.on('notification', ({ payload = '' }) => onNotification(payload));
    fresh
      .connect()
      .then(() => fresh.query(`${sessionText('atende_system')}; listen ${channel}`))
      .then(() => onListening?.())
      .catch((error: unknown) => again(error instanceof Error ? error : new Error(String(error))));
  };
  connect();

  return async () => {
    closed = true;
    clearTimeout(retry);
    await client?.end();
  };
}
