import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, open, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../dev/embedded-postgres/embedded-postgres.ts';
import { migrate } from '../../src/adapters/postgres/schema/migrate.ts';
import { phoneNumberId } from '../ingest/signed-requests.ts';
import { openTcpGate } from './tcp-gate.ts';

/** The embedded server lets its log grow to 4 GB, which the disk does not hold. */
const checkpointEveryMs = 30_000;

/** A Postgres that can be hurt in every way, on a small disk of its own, in memory, where we may mount one. */
export async function startFrailPostgres(diskMiB: number) {
  const folder = await mkdtemp(join(tmpdir(), 'atende-faults-'));
  let hasDisk = true;
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${diskMiB}m,mode=755`, 'tmpfs', folder], {
      stdio: 'ignore',
    });
  } catch {
    hasDisk = false;
  }
  await chmod(folder, 0o755);
  const dataDir = join(folder, 'postgres');
  let server = await startEmbeddedPostgres({ dataDir });
  const portOf = () => Number(new URL(server.url).port);
  const gate = await openTcpGate(portOf());
  const url = new URL(server.url);
  url.port = String(gate.port);
  await migrate(server.url);
  /** Not through the gate, and not kept: the server comes and goes. */
  const ask = async <T extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<T[]> => {
    const client = new pg.Client({ connectionString: server.url, connectionTimeoutMillis: 5_000 });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query<T>(sql, values)).rows;
    } finally {
      await client.end();
    }
  };
  await ask(
    `with clinic as (insert into clinics (name) values ('Bench') returning id)
     insert into clinic_whatsapp_numbers (clinic_id, whatsapp_number, phone_number_id)
     select id, '5511955500000', $1 from clinic`,
    [phoneNumberId],
  );
  const postmaster = () =>
    Number(readFileSync(join(dataDir, pidFolder(dataDir), 'postmaster.pid'), 'utf8').split('\n')[0]);
  const signalAll = (signal: NodeJS.Signals) => {
    const first = postmaster();
    for (const pid of [first, ...childrenOf(first)])
      try {
        process.kill(pid, signal);
      } catch {
        // it has ended meanwhile
      }
  };
  const startAgain = async () => {
    server = await startEmbeddedPostgres({ dataDir });
    gate.leadTo(portOf());
  };
  const checkpoints = setInterval(() => {
    ask('checkpoint').catch(() => undefined);
  }, checkpointEveryMs);
  const ballast = join(folder, 'ballast');
  return {
    url: url.href,
    ask,
    hasDisk,
    stop: () => server.stop(),
    startAgain,
    pause: () => signalAll('SIGSTOP'),
    goOn: () => signalAll('SIGCONT'),
    cutConnections: () => gate.cut(),
    readOnly: async (isOn: boolean) => {
      await ask(`alter system set default_transaction_read_only = ${isOn ? 'on' : 'off'}`);
      await ask('select pg_reload_conf()');
    },
    terminateAll: () =>
      ask(
        "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend'",
      ),
    async fillDisk() {
      const file = await open(ballast, 'w');
      const megabyte = Buffer.alloc(2 ** 20);
      try {
        for (;;) await file.write(megabyte);
      } catch {
        // full, as wanted
      } finally {
        await file.close();
      }
      const { bavail } = await statfs(folder);
      return bavail;
    },
    /** As an operator: makes room, and starts the server when it has given up. */
    async emptyDisk() {
      await rm(ballast, { force: true });
      await ask('select 1').catch(startAgain);
    },
    async end() {
      clearInterval(checkpoints);
      gate.close();
      await server.stop();
      if (hasDisk) execFileSync('umount', ['--lazy', folder]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type FrailPostgres = Awaited<ReturnType<typeof startFrailPostgres>>;

const pidFolder = (dataDir: string): string =>
  readdirSync(dataDir, { withFileTypes: true }).find(
    (entry) => entry.isDirectory() && readdirSync(join(dataDir, entry.name)).includes('postmaster.pid'),
  )?.name ?? '.';

const childrenOf = (parent: number): readonly number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[1]) === parent;
      } catch {
        return false;
      }
    })
    .map(Number);
