import { execFile, type ChildProcess } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chown, mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Binaries } from './binaries.ts';
import type { Log, Place } from './place.ts';

export const superuser = 'atende';

const draftPrefix = 'init-';
const initdbTimeoutMs = 60_000;

/**
 * Makes the database cluster on the first start, and answers with the superuser's password. A start that was killed on
 * the way leaves only a draft, which is removed here.
 */
export async function openCluster(
  place: Place,
  binaries: Binaries,
  log: Log,
  signal: AbortSignal,
): Promise<string> {
  for (const name of await readdir(place.home)) {
    if (name.startsWith(draftPrefix)) await removeDraft(join(place.home, name));
  }
  const major = await readVersion(place);
  const passwordFile = join(place.home, 'password');
  if (major !== undefined) {
    if (major !== binaries.version.split('.')[0]) {
      throw new Error(
        `${place.cluster} is of Postgres ${major}, ours is ${binaries.version}: dump and restore it`,
      );
    }
    return (await readFile(passwordFile, 'utf8')).trim();
  }

  const password = randomBytes(24).toString('base64url');
  await rm(passwordFile, { force: true });
  await writeFile(passwordFile, password, { mode: 0o600, flush: true });
  const startedAt = performance.now();
  await initialize(place, binaries, password, signal);
  log('made a new database', { place: place.cluster, ms: Math.round(performance.now() - startedAt) });
  return password;
}

/** The initdb of a killed process may still be writing there. */
const removeDraft = (path: string): Promise<void> =>
  rm(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });

async function readVersion({ cluster }: Place): Promise<string | undefined> {
  try {
    return (await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error; // there is one, but we cannot read it: never make another in its place
  }
}

async function initialize(
  place: Place,
  binaries: Binaries,
  password: string,
  signal: AbortSignal,
): Promise<void> {
  const { home, account } = place;
  const draft = join(home, `${draftPrefix}${randomUUID()}`);
  const passwordFile = join(draft, 'password');
  await mkdir(draft, { mode: 0o700 });
  try {
    // initdb runs as `account` and must be able to read it
    await writeFile(passwordFile, password, { mode: 0o600 });
    if (account) {
      await chown(passwordFile, account.uid, account.gid);
      await chown(draft, account.uid, account.gid);
    }
    const options = [
      `--pgdata=${join(draft, 'cluster')}`,
      `--username=${superuser}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
    ];
    const surroundings = {
      ...account,
      cwd: home,
      env: serverEnvironment(),
      timeout: initdbTimeoutMs,
      signal,
    };
    const running = promisify(execFile)(binaries.initdb, options, surroundings);
    await running.catch(async (cause: unknown) => {
      // it tidies up before it ends
      if (signal.aborted) await untilGone(running.child);

      const said = cause instanceof Error && 'stderr' in cause ? String(cause.stderr).trim() : String(cause);
      throw new Error(`initdb could not make a database in ${home}: ${said}`, { cause });
    });
    await rename(join(draft, 'cluster'), place.cluster);
    await syncDirectory(home);
  } finally {
    await removeDraft(draft);
  }
}

async function untilGone(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

/** Postgres has no use for our environment, and our secrets are in it. */
export const serverEnvironment = (): NodeJS.ProcessEnv =>
  process.platform === 'win32' ? process.env : { PATH: process.env['PATH'], LC_ALL: 'C' };

/** So that the rename outlives a power cut. Windows cannot, and need not. */
async function syncDirectory(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const directory = await open(path);
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
