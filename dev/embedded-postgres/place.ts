import { createHash } from 'node:crypto';
import { access, chmod, constants, lstat, mkdir, realpath, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export type Log = (message: string, fields?: object) => void;

/** The account that Postgres runs under when we are root, because Postgres refuses root. */
export type Account = { readonly uid: number; readonly gid: number };

export type Place = {
  readonly home: string;
  /** `PGDATA`, inside `home`. */
  readonly cluster: string;
  /** Absent: Postgres runs as the user who starts us. */
  readonly account: Account | undefined;
};

const nobody: Account = { uid: 65534, gid: 65534 };

const placeAt = (home: string, account: Account | undefined): Place => ({
  home,
  cluster: join(home, 'cluster'),
  account,
});

/**
 * Where the data of `dataDir` live. For a normal user that is `dataDir`. Root starts Postgres as nobody, so when nobody
 * cannot reach `dataDir` (a closed home) another place is taken: the same one at every start, and named in the log.
 * @throws Error when existing data are out of reach: starting empty beside them would look like losing them.
 */
export async function choosePlace(dataDir: string, log: Log): Promise<Place> {
  if (process.getuid?.() !== 0) return placeAt(await openForUser(dataDir), undefined);

  const id = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  const candidates = [dataDir, join('/var/lib/atende', id), join(tmpdir(), `atende-${id}`)];
  for (const home of candidates) {
    const owner = await stat(join(home, 'cluster')).catch(() => undefined);
    if (owner === undefined) continue;
    const place = placeAt(await realpath(home), { uid: owner.uid, gid: owner.gid });
    if (home !== dataDir) await refuseForeign(home);
    if (!(await canReach(place.home, owner))) {
      throw new Error(
        `The database in ${home} is out of reach for uid ${owner.uid}: open its parent directories`,
      );
    }
    if (home !== dataDir) log('the database lives outside the data directory', { place: home, dataDir });
    return place;
  }
  for (const home of candidates) {
    const opened = await openForRoot(home, home !== dataDir).catch(() => undefined);
    if (opened === undefined || !(await canReach(opened, nobody))) continue;
    if (home !== dataDir) {
      log('the data directory is closed to the user Postgres runs as: the database lives elsewhere', {
        place: home,
        dataDir,
      });
    }
    return placeAt(opened, nobody);
  }
  throw new Error(`No directory that uid ${nobody.uid} can reach; tried ${candidates.join(', ')}`);
}

async function openForUser(home: string): Promise<string> {
  await mkdir(home, { recursive: true, mode: 0o700 });
  await access(home, constants.W_OK).catch((cause: unknown) => {
    throw new Error(`${home} belongs to another user: start as that user, or set DATA_DIR`, { cause });
  });
  return realpath(home);
}

async function openForRoot(home: string, isOurChoice: boolean): Promise<string> {
  if (isOurChoice) await mkdir(dirname(home), { recursive: true, mode: 0o755 });
  const created = await mkdir(home, { recursive: true, mode: 0o711 });
  if (created !== undefined) await chmod(home, 0o711);
  if (isOurChoice) await refuseForeign(home);
  return realpath(home);
}

/** In a world-writable directory somebody else may have made our name first. */
export async function refuseForeign(path: string): Promise<void> {
  const found = await lstat(path);
  if (!found.isDirectory() || found.uid !== process.getuid?.() || (found.mode & 0o022) !== 0) {
    throw new Error(`${path} was not made by us: remove it`);
  }
}

/** Whether `account` may pass through `path` and every directory above it. */
export async function canReach(path: string, { uid, gid }: Account): Promise<boolean> {
  const { mode, ...owner } = await stat(path);
  const bit = owner.uid === uid ? 0o100 : owner.gid === gid ? 0o010 : 0o001;
  if ((mode & bit) === 0) return false;
  const parent = dirname(path);
  return parent === path || canReach(parent, { uid, gid });
}
