import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { access, chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterEach, describe, expect, test } from 'vitest';
import { createTestDatabase } from '../../support/database/database.ts';
import { until } from '../../support/until.ts';

const main = fileURLToPath(new URL('../../../src/bootstrap/main.ts', import.meta.url));
const basePort = 23_360;
const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

type Starting = {
  readonly child: ChildProcess;
  readonly ended: Promise<unknown[]>;
  readonly output: () => string;
};

function startMain(environment: Record<string, string>): Starting {
  const child = fork(main, {
    env: { PATH: process.env['PATH'], PORT: String(basePort), ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  children.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  return { child, ended: once(child, 'close'), output: () => output };
}

/** Signals as soon as `isThere`, while it has not started yet, and waits for the end. */
async function interrupt(
  { child, ended, output }: Starting,
  signal: NodeJS.Signals,
  what: string,
  isThere: () => Promise<boolean> | boolean,
): Promise<void> {
  await until(what, isThere);
  const asked = performance.now();
  child.kill(signal);
  const [code] = await ended;
  expect({ code, output: output() }).toMatchObject({ code: 0 });
  expect(performance.now() - asked).toBeLessThan(10_000);
  expect(output()).not.toContain('"started"');
  expect(output()).not.toMatch(/"unlisted"|\[not logged\]/);
}

const isAt = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

/** The command lines of this machine that name `path`. */
async function processesOn(path: string): Promise<readonly string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
  );
  return lines.filter((line) => line.includes(path)).map((line) => line.replaceAll('\0', ' '));
}

describe('a start that is told to stop', () => {
  test('ends with code 0 at every step of an embedded Postgres, leaves none behind, and can be made again', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'atende-start-'));
    // other users must be able to pass: as root, Postgres runs as nobody
    await chmod(dataDir, 0o755);
    const postgres = join(dataDir, 'postgres');
    const begin = () => startMain({ DATA_DIR: dataDir });
    const noneIsLeft = async () => expect(await processesOn(dataDir)).toEqual([]);
    try {
      await interrupt(begin(), 'SIGTERM', 'initdb', async () =>
        (await readdir(postgres).catch(() => [])).some((name) => name.startsWith('init-')),
      );
      await noneIsLeft();

      await interrupt(begin(), 'SIGINT', 'the server', () =>
        isAt(join(postgres, 'cluster', 'postmaster.pid')),
      );
      await noneIsLeft();

      const third = begin();
      await interrupt(third, 'SIGTERM', 'the database', () =>
        third.output().includes('embedded Postgres is ready'),
      );
      await noneIsLeft();

      const last = begin();
      await until('where to look', () => last.output().includes('Health:'));
      const [, url] = /Health: +(\S+)\/health/.exec(last.output()) ?? [];
      const second = startMain({ DATA_DIR: dataDir, PORT: String(basePort + 1) });
      expect((await second.ended)[0]).toBe(1);
      expect(second.output()).toBe(
        `DATA_DIR: ${url} (process ${last.child.pid}) runs on ${dataDir} already; stop it, or choose another folder with DATA_DIR=…\n`,
      );
      expect((await fetch(`${url}/health/ready`)).status).toBe(200);
      last.child.kill('SIGTERM');
      expect((await last.ended)[0]).toBe(0);
      await noneIsLeft();
    } finally {
      await rm(dataDir, { recursive: true, force: true });
    }
  }, 120_000);

  test.each(['SIGTERM', 'SIGINT'] as const)(
    'by %s ends with code 0 while it waits for the migrations of another process',
    async (signal) => {
      const database = await createTestDatabase();
      const other = new pg.Client({ connectionString: database.url });
      await other.connect();
      try {
        // node-pg-migrate's lock
        await other.query('select pg_advisory_lock(7241865325823964)');
        const starting = startMain({ DATABASE_URL: database.url, DATA_DIR: join(tmpdir(), 'atende-none') });
        await interrupt(starting, signal, 'the lock', async () => {
          const { rowCount } = await other.query(
            `select from pg_locks join pg_stat_activity using (pid)
             where locktype = 'advisory' and not granted and datname = current_database()`,
          );
          return (rowCount ?? 0) > 0;
        });
      } finally {
        await other.end();
        await database.drop();
      }
    },
    30_000,
  );
});
