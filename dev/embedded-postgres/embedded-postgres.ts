import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findBinaries } from './binaries.ts';
import { openCluster } from './cluster.ts';
import { ask, embeddedUrl, ensureDatabase } from './connection.ts';
import { alone } from '../../src/adapters/system/process-lock.ts';
import { runningServer, stopServer } from './orphan.ts';
import { choosePlace, type Log, type Place } from './place.ts';
import { startServer, type ServerSettings } from './server.ts';
import { addUser, otherUsers, removeUser } from './users.ts';

export type EmbeddedPostgres = {
  /** With the superuser's password: not for log lines. */
  readonly url: string;
  /** Where the data really are: `dataDir`, unless that was closed to Postgres. */
  readonly dataDir: string;
  /** Stops the server, unless another process still uses it: then the last one does. */
  stop(): Promise<void>;
};

type Request = {
  readonly dataDir: string;
  readonly log?: Log;
  /** Data are removed when the last user stops. */
  readonly disposable?: boolean;
  /** Of a server that this call starts; one that runs already keeps its own. */
  readonly settings?: ServerSettings;
  /** Ends a start that is under way, and whatever it has begun; nothing afterwards. */
  readonly signal?: AbortSignal;
};

/** How long a server that was left behind may say nothing, and how long it may take to recover. */
const patienceMs = { silent: 3_000, starting: 60_000 };

/**
 * A Postgres server on the data of `dataDir`, made on the first start. Processes that start on the same data share one
 * server; one that was left behind by a killed process is taken over.
 */
export async function startEmbeddedPostgres(request: Request): Promise<EmbeddedPostgres> {
  const { log = () => undefined, disposable = false, signal = new AbortController().signal } = request;
  const { settings = {} } = request;
  const place = await choosePlace(resolve(request.dataDir), log);
  const open = async () => {
    const user = await addUser(place.home);
    try {
      const url = await openServer({ place, user, settings, log, signal });
      let stopped: Promise<void> | undefined;
      const stop = () => (stopped ??= alone(place.home, () => leave(place, user, disposable, log)));
      return { url, dataDir: place.home, stop };
    } catch (error) {
      await leave(place, user, disposable, log);
      throw error;
    }
  };
  return alone(place.home, open, signal);
}

type Opening = {
  readonly place: Place;
  readonly user: string;
  readonly settings: ServerSettings;
  readonly log: Log;
  readonly signal: AbortSignal;
};

async function openServer({ place, user, settings, log, signal }: Opening): Promise<string> {
  const binaries = await findBinaries(place.account, log);
  const password = await openCluster(place, binaries, log, signal);
  const find = () => adopt(place, user, password, log, signal);
  const start = () =>
    startServer(place, binaries, password, settings, signal).catch(async (error: unknown) => {
      signal.throwIfAborted();
      const port = await find(); // one whose starter was killed before it had written its pid file
      if (port === undefined) throw error;
      return port;
    });
  const port = (await find()) ?? (await start());
  await ensureDatabase(port, password);
  log('embedded Postgres is ready', { port, version: binaries.version, place: place.home });
  return embeddedUrl(port, password);
}

/** The port of a server that already runs on our data; one that does not answer is stopped. */
async function adopt(
  place: Place,
  user: string,
  password: string,
  log: Log,
  signal: AbortSignal,
): Promise<number | undefined> {
  const server = await runningServer(place, log);
  if (server === undefined) return undefined;
  const foundAt = Date.now();
  let answer = await ask(place, server.port, password);
  while ((answer === 'silent' || answer === 'starting') && Date.now() - foundAt < patienceMs[answer]) {
    await sleep(50, undefined, { signal });
    if ((await runningServer(place, log))?.pid !== server.pid) return undefined; // it was just ending
    answer = await ask(place, server.port, password);
  }
  if (answer === 'ready') {
    log('using the embedded Postgres that already runs', { serverPid: server.pid });
    return server.port;
  }

  const others = await otherUsers(place.home, user);
  if (others.length > 0) {
    throw new Error(`Postgres (pid ${server.pid}) does not answer, and process ${others.join(', ')} uses it`);
  }
  log('stopping an embedded Postgres that was left behind and does not answer', { serverPid: server.pid });
  await stopServer(server, log);
  return undefined;
}

async function leave(place: Place, user: string, disposable: boolean, log: Log): Promise<void> {
  await removeUser(place.home, user);
  const others = await otherUsers(place.home, user);
  if (others.length > 0) {
    log('leaving the embedded Postgres to the processes that still use it', { userPids: others });
    return;
  }
  const server = await runningServer(place, log);
  if (server !== undefined) await stopServer(server, log);
  if (disposable) await rm(place.home, { recursive: true, force: true });
}
