import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { access, chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startEmbeddedPostgres } from '../../../dev/embedded-postgres/embedded-postgres.ts';

let dataDir: string;
const children: ChildProcess[] = [];
const lines: string[] = [];

beforeEach(async () => {
  dataDir = join(await mkdtemp(join(tmpdir(), 'atende-embedded-')), 'postgres');
  await mkdir(dataDir);
  // other users must be able to pass: as root, Postgres runs as nobody
  await chmod(join(dataDir, '..'), 0o755);
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  const last = await startEmbeddedPostgres({ dataDir, disposable: true });
  await last.stop();
  await rm(join(dataDir, '..'), { recursive: true });
  lines.splice(0);
});

const log = (message: string, fields?: object) =>
  void lines.push(`${message} ${JSON.stringify(fields ?? {})}`);
const start = () => startEmbeddedPostgres({ dataDir, log });

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

const remember = (url: string) => query(url, `create table notes as select 'kept' as note`);
const recall = (url: string) => query(url, 'select note from notes');
const kept = [{ note: 'kept' }];
const cluster = (...path: string[]) => join(dataDir, 'cluster', ...path);
const isRunning = () =>
  access(cluster('postmaster.pid')).then(
    () => true,
    () => false,
  );
const postmasterPid = async () => Number((await readFile(cluster('postmaster.pid'), 'utf8')).split('\n')[0]);

/** A process of its own that starts the server and says its URL. */
async function startElsewhere(): Promise<{ url: string; child: ChildProcess }> {
  const launcher = new URL('../../../dev/embedded-postgres/embedded-postgres.ts', import.meta.url).href;
  const program = `
    import { startEmbeddedPostgres } from '${launcher}';
    const server = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)} });
    process.once('SIGTERM', () => server.stop().then(() => process.exit(0)));
    setInterval(() => {}, 60_000);
    console.log(server.url);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const [url] = (await once(child.stdout, 'data')) as [Buffer];
  return { url: url.toString().trim(), child };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}

test('serves Postgres 18 with durable commits on the loopback interface only', async () => {
  const server = await start();
  const [settings] = await query(
    server.url,
    `select current_setting('server_version_num')::int / 10000 as major, current_setting('fsync') as fsync,
      current_setting('listen_addresses') as addresses, current_setting('unix_socket_directories') as sockets,
      current_setting('port')::int as port, getdatabaseencoding() as encoding, lower('ÁÇ') as lower`,
  );
  expect(settings).toMatchObject({
    major: 18,
    fsync: 'on',
    addresses: '127.0.0.1',
    sockets: '',
    encoding: 'UTF8',
    lower: 'áç',
  });
  expect((settings as { port: number }).port).toBeLessThan(32_768);
  await server.stop();
  expect(await isRunning()).toBe(false);
});

test('refuses a connection without the password and keeps it out of its log lines', async () => {
  const server = await start();
  const url = new URL(server.url);
  const password = url.password;
  url.password = 'guess';
  await expect(query(url.href, 'select 1')).rejects.toThrow('password authentication failed');
  expect(lines.join('\n')).not.toContain(password);
  await server.stop();
});

test('finds its data again after a restart', async () => {
  const first = await start();
  await remember(first.url);
  await first.stop();
  const second = await start();
  expect(await recall(second.url)).toEqual(kept);
  await second.stop();
});

test('takes over the server of a process that was killed, with its data', async () => {
  const { url, child } = await startElsewhere();
  await remember(url);
  await end(child, 'SIGKILL');
  const next = await start();
  expect(await recall(next.url)).toEqual(kept);
  await next.stop();
  expect(await isRunning()).toBe(false);
});

test('replaces a server left behind that says nothing any more', async () => {
  const { url, child } = await startElsewhere();
  await remember(url);
  await end(child, 'SIGKILL');
  const orphan = await postmasterPid();
  // stopped, it accepts connections but says nothing
  process.kill(orphan, 'SIGSTOP');
  const next = startEmbeddedPostgres({
    dataDir,
    log: (message) => {
      if (message.startsWith('stopping an embedded Postgres')) process.kill(orphan, 'SIGCONT');
    },
  });
  const replacement = await next;
  expect(await recall(replacement.url)).toEqual(kept);
  expect(await postmasterPid()).not.toBe(orphan);
  await replacement.stop();
});

test('recovers the data when Postgres and the process that started it were both killed', async () => {
  const { url, child } = await startElsewhere();
  await remember(url);
  process.kill(await postmasterPid(), 'SIGKILL');
  await end(child, 'SIGKILL');
  const next = await start();
  expect(await recall(next.url)).toEqual(kept);
  await next.stop();
});

test('starts although a stale postmaster.pid names a program that is not Postgres', async () => {
  const first = await start();
  await remember(first.url);
  await first.stop();
  await writeFile(
    cluster('postmaster.pid'),
    [process.pid, cluster(), 1, 25_000, '', '127.0.0.1', ''].join('\n'),
  );
  const second = await start();
  expect(await recall(second.url)).toEqual(kept);
  await second.stop();
});

test('shares one server between processes that start at once, and the last one stops it', async () => {
  const starting = [start(), start(), startElsewhere(), startElsewhere()] as const;
  const [first, second, third, fourth] = await Promise.all(starting);
  expect(new Set([first.url, second.url, third.url, fourth.url]).size).toBe(1);
  await remember(first.url);
  await first.stop();
  await end(third.child, 'SIGTERM');
  await end(fourth.child, 'SIGKILL');
  expect(await recall(second.url)).toEqual(kept);
  await second.stop();
  expect(await isRunning()).toBe(false);
});

test('removes what a start killed in the middle of initdb has left', async () => {
  await mkdir(join(dataDir, 'init-killed', 'cluster'), { recursive: true });
  await writeFile(join(dataDir, 'init-killed', 'cluster', 'PG_VERSION'), '18');
  const server = await start();
  expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  expect((await readdir(dataDir)).filter((name) => name.startsWith('init-'))).toEqual([]);
  await server.stop();
});

test('shows the last lines of the log of a Postgres that does not start', async () => {
  const first = await start();
  await first.stop();
  const config = await readFile(cluster('postgresql.conf'), 'utf8');
  await writeFile(cluster('postgresql.conf'), 'work_mem = plenty\n');
  await expect(start()).rejects.toThrow('work_mem');
  await writeFile(cluster('postgresql.conf'), config);
});
