import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

type Release = () => Promise<void>;

/** Longer than the slowest start: stopping an orphan, crash recovery, initdb. */
const patienceMs = 120_000;

/**
 * Runs `work` while nobody else of this machine does so for the same `home` (a path). The lock belongs to the kernel, which
 * takes it back when the process ends in whatever way, so there is no stale lock to judge. `signal` ends the wait.
 */
export async function alone<T>(home: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  const name = nameOf(home);
  const deadline = Date.now() + patienceMs;
  let release = await tryLock(name);
  while (release === undefined) {
    if (Date.now() > deadline) throw new Error(`Another process has been busy with ${home} for too long`);
    await sleep(25, undefined, signal && { signal });
    release = await tryLock(name);
  }
  try {
    return await work();
  } finally {
    await release();
  }
}

/** Holds the same kind of lock until it is released or the process ends; `undefined` when somebody has it. */
export const holdAlone = (home: string): Promise<Release | undefined> => tryLock(nameOf(home));

const nameOf = (home: string): string =>
  `atende-postgres-${createHash('sha256').update(home).digest('hex').slice(0, 24)}`;

const tryLock = (name: string): Promise<Release | undefined> =>
  process.platform === 'linux' ? bindName(name) : openExclusively(join(tmpdir(), `${name}.lock`));

/** Linux: a socket name without a file (unix(7), abstract). */
const bindName = (name: string): Promise<Release | undefined> =>
  new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.unref();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined);
      else reject(error);
    });
    server.listen({ path: `\0${name}`, exclusive: true }, () => {
      resolve(() => new Promise((closed) => server.close(() => closed())));
    });
  });

/** `UV_FS_O_EXLOCK` of libuv, which Node does not name: macOS and Windows refuse a second opener. */
const exclusively = process.platform === 'darwin' ? 0x20 : 0x1000_0000;

async function openExclusively(path: string): Promise<Release | undefined> {
  const { O_CREAT, O_RDWR, O_NONBLOCK } = constants;
  const nonBlocking = process.platform === 'darwin' ? O_NONBLOCK : 0;
  try {
    const file = await open(path, O_CREAT | O_RDWR | nonBlocking | exclusively, 0o600);
    return () => file.close();
  } catch (error) {
    if (error instanceof Error && 'code' in error && ['EAGAIN', 'EBUSY'].includes(String(error.code)))
      return undefined;
    throw error;
  }
}
