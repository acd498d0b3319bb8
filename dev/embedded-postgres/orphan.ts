import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Log, Place } from './place.ts';
import { isRunning, processIdentity } from './users.ts';

export type RunningServer = { readonly pid: number; readonly port: number };

/**
 * The Postgres that serves `place`, whoever started it. A `postmaster.pid` whose pid now belongs to another program, or
 * to a zombie that nobody reaps (in containers), is removed: Postgres would take it for a server and refuse to start.
 */
export async function runningServer(place: Place, log: Log): Promise<RunningServer | undefined> {
  const pidFile = join(place.cluster, 'postmaster.pid');
  const lines = (await readFile(pidFile, 'utf8').catch(() => '')).split('\n');
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  if (!Number.isInteger(pid) || pid <= 0 || !isRunning(pid)) return undefined;
  if ((await processIdentity(pid)) !== undefined && (await isPostgresOn(place, pid))) return { pid, port };
  log('removing a stale postmaster.pid: its pid is not that of a Postgres', { serverPid: pid });
  await rm(pidFile, { force: true });
  return undefined;
}

async function isPostgresOn({ cluster }: Place, pid: number): Promise<boolean> {
  if (process.platform === 'win32') return true; // no telling; the password decides
  if (process.platform !== 'linux') {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => ({
      stdout: '',
    }));
    return stdout.includes(`postgres -D ${cluster} `);
  }
  const [program = '', ...options] = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split(
    '\0',
  );
  return basename(program) === 'postgres' && options[0] === '-D' && options[1] === cluster;
}

const shutdowns = [
  { signal: 'SIGINT', patienceMs: 8_000 }, // fast: rolls back and writes a checkpoint
  { signal: 'SIGQUIT', patienceMs: 5_000 }, // immediate: the next start recovers from the log
] as const;

/** @throws Error when it is still there after both kinds of shutdown. */
export async function stopServer({ pid }: RunningServer, log: Log): Promise<void> {
  const identity = await processIdentity(pid);
  if (identity === undefined) return;
  for (const { signal, patienceMs } of shutdowns) {
    if (signal === 'SIGQUIT') log('Postgres takes too long to stop: stopping it at once', { pid });
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((await processIdentity(pid)) === identity) throw error;
    }
    const deadline = Date.now() + patienceMs;
    while (Date.now() < deadline) {
      if ((await processIdentity(pid)) !== identity) return;
      await sleep(10);
    }
  }
  throw new Error(`Postgres (pid ${pid}) does not stop`);
}
