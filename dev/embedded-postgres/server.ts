import { spawn, type ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { open, readFile, rename, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Binaries } from './binaries.ts';
import { serverEnvironment } from './cluster.ts';
import { ask } from './connection.ts';
import type { Place } from './place.ts';

/** Below the ephemeral ports, which the system hands out to anybody. */
const ports = { from: 20_000, to: 30_000 };
/** Crash recovery of a busy database takes its time. */
const readyTimeoutMs = 60_000;
/** Another server may have been faster on our port: then ours ends within this time. */
const refusedTimeoutMs = 2_000;
const attempts = 10;
const largestLogBytes = 5_000_000;

export type ServerSettings = Readonly<Record<string, string>>;

const settingsAt = (port: number): ServerSettings => ({
  port: String(port),
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  cluster_name: 'atende',
  max_connections: '100',
  shared_buffers: '256MB',
  max_wal_size: '4GB',
  checkpoint_timeout: '15min',
  wal_compression: 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] ',
  // Statements, parameters and rows are about patients and stay out of the log. Messages of errors quote values, too:
  // whoever made the error hears of it; the log has what the server itself has to say (LOG and above).
  log_min_messages: 'log',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_statement: 'none',
  log_min_duration_statement: '-1',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
});

/**
 * Starts the server and waits until it answers. Answers with its port. `own`: settings besides or instead of ours.
 * @throws Error with the end of the server's log, or the reason of `signal`: then the server has ended.
 */
export async function startServer(
  place: Place,
  binaries: Binaries,
  password: string,
  own: ServerSettings,
  signal: AbortSignal,
): Promise<number> {
  const logFile = join(place.home, 'postgres.log');
  await rotate(logFile);
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    signal.throwIfAborted();
    const logStart = await sizeOf(logFile);
    const server = await spawnServer(place, binaries, { ...settingsAt(port), ...own }, logFile);
    const failure = await untilReady(server, { place, port, password, signal });
    signal.throwIfAborted();
    if (failure === undefined) return port;

    const tail = (await readFile(logFile))
      .subarray(logStart)
      .toString()
      .trim()
      .split('\n')
      .slice(-15)
      .join('\n');
    // the port was taken meanwhile, or the backends of a killed server are not quite gone
    const passes = /Address already in use|could not bind|shared memory block.*still in use/.test(tail);
    if (!passes || attempt === attempts) throw new Error(`Postgres did not start: ${failure}\n${tail}`);
    await sleep(100 * attempt);
  }
}

/** `failure` says why the process is not there any more. */
type Server = { readonly child: ChildProcess; readonly failure: () => string | undefined };

async function spawnServer(
  place: Place,
  binaries: Binaries,
  settings: ServerSettings,
  logFile: string,
): Promise<Server> {
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const log = await open(logFile, 'a', 0o600);
  try {
    // detached: a Ctrl-C in the terminal is for us, and we stop Postgres after our own last query
    const child = spawn(binaries.postgres, ['-D', place.cluster, ...options], {
      ...place.account,
      cwd: place.home,
      env: serverEnvironment(),
      detached: true,
      windowsHide: true,
      stdio: ['ignore', log.fd, log.fd],
    });
    child.unref();
    // at once: a server whose settings are wrong may be gone before the log file is closed here
    let failure: string | undefined;
    child.once('error', (error) => (failure ??= error.message));
    child.once('exit', (code, signal) => (failure ??= `it ended with ${signal ?? `code ${code ?? '?'}`}`));
    return { child, failure: () => failure };
  } finally {
    await log.close();
  }
}

type Wait = {
  readonly place: Place;
  readonly port: number;
  readonly password: string;
  readonly signal: AbortSignal;
};

/** `undefined` once the server answers, else why it never will. */
async function untilReady({ child, failure }: Server, { place, port, password, signal }: Wait) {
  const startedAt = Date.now();
  for (;;) {
    const answer = await ask(place, port, password);
    if (signal.aborted) {
      // it may have no pid file yet, by which others would find it
      child.kill('SIGINT');
      while (failure() === undefined) await sleep(10);
      return failure();
    }
    if (answer === 'ready') return undefined;
    if (failure() !== undefined) return failure();
    const waited = Date.now() - startedAt;
    if (waited > readyTimeoutMs || (answer === 'refused' && waited > refusedTimeoutMs)) {
      child.kill('SIGQUIT');
      return answer === 'refused'
        ? `it refuses the password in ${place.home}`
        : `it is ${answer} after ${waited} ms`;
    }
    await sleep(15);
  }
}

async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const port = randomInt(ports.from, ports.to);
    if (await isFree(port)) return port;
  }
  throw new Error(`No free port between ${ports.from} and ${ports.to}`);
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

async function rotate(logFile: string): Promise<void> {
  if ((await sizeOf(logFile)) > largestLogBytes) await rename(logFile, `${logFile}.old`);
}

const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );
