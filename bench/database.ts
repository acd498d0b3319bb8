import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '../src/adapters/postgres/schema/migrate.ts';
import { startEmbeddedPostgres } from '../dev/embedded-postgres/embedded-postgres.ts';
import type { ServerSettings } from '../dev/embedded-postgres/server.ts';
import { cpuMs } from './whole-path/cpu.ts';
import { phoneNumberId } from './ingest/signed-requests.ts';

export type BenchDatabase = { readonly url: string; readonly pool: pg.Pool };
export type BenchPostgres = {
  readonly version: string;
  /** A fresh, migrated database with one clinic. */
  database(name: string): Promise<BenchDatabase>;
  /** CPU time of the server until now; Linux only. */
  cpuMs(): Promise<number>;
  stop(): Promise<void>;
};

/**
 * The embedded Postgres in a folder of its own, or the server of `BENCH_DATABASE_URL`. `counting`: with pg_stat_statements.
 * `settings`: others that a server reads when it starts.
 */
export async function startBenchPostgres({
  counting = false,
  settings = {},
}: { readonly counting?: boolean; readonly settings?: ServerSettings } = {}): Promise<BenchPostgres> {
  const given = process.env['BENCH_DATABASE_URL'];
  const folder = given === undefined ? await mkdtemp(join(tmpdir(), 'atende-bench-')) : undefined;
  const embedded =
    folder === undefined
      ? undefined
      : await startEmbeddedPostgres({
          dataDir: join(folder, 'postgres'),
          disposable: true,
          settings: { ...settings, ...(counting && { shared_preload_libraries: 'pg_stat_statements' }) },
        });
  const adminUrl = given ?? embedded?.url ?? '';
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  const { rows } = await admin.query<{ server_version: string }>('show server_version');
  const pools: pg.Pool[] = [];
  const stop = async () => {
    await Promise.all(pools.map((pool) => pool.end()));
    await admin.end();
    await embedded?.stop();
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  };
  // an interrupted run leaves no million messages behind
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void stop().finally(() => process.exit(1)));
  return {
    version: rows[0]?.server_version ?? 'unknown',
    async database(name) {
      await admin.query(`drop database if exists ${name}`);
      await admin.query(`create database ${name}`);
      const url = new URL(adminUrl);
      url.pathname = `/${name}`;
      await migrate(url.href);
      const pool = new pg.Pool({ connectionString: url.href, max: 2 });
      // the server may be gone before an ending connection has said goodbye; statements that fail still say so
      pool.on('connect', (client) => client.on('error', () => undefined));
      pools.push(pool);
      await pool.query(
        `with clinic as (insert into clinics (name) values ('Bench') returning id)
         insert into clinic_whatsapp_numbers (clinic_id, whatsapp_number, phone_number_id)
         select id, '5511955500000', $1 from clinic`,
        [phoneNumberId],
      );
      return { url: url.href, pool };
    },
    async cpuMs() {
      const { rows: leader } = await admin.query<{ file: string }>(
        `select pg_read_file('postmaster.pid') as file`,
      );
      return cpuMs(Number(leader[0]?.file.split('\n')[0]));
    },
    stop,
  };
}

/** Messages as the product stores them, inserted in bulk; then statistics, as autovacuum would have made them. */
export async function preloadMessages({ pool }: BenchDatabase, count: number): Promise<void> {
  await pool.query(
    `with people as (
       insert into contacts (clinic_id, id)
       select clinics.id, gen_random_uuid() from clinics, generate_series(1, 20000)
       returning clinic_id, id
     ), conversations as (
       insert into whatsapp_conversations_improved (clinic_id, id, whatsapp_number, contact_id)
       select clinic_id, gen_random_uuid(), '5511955500000', id from people
       returning clinic_id, id
     ), numbered as (
       select *, row_number() over () - 1 as place from conversations
     )
     insert into whatsapp_messages_improved (
       clinic_id, id, conversation_id, direction, origin, meta_message_id, dedupe_key, type, content, payload, status,
       sent_at
     )
     select
       clinic_id, gen_random_uuid(), id, 'inbound', 'patient', 'wamid.old' || n, md5('in:wamid.old' || n)::uuid, 'text',
       'Mensagem antiga ' || n,
       json_build_object('from', '5511900000000', 'id', 'wamid.old' || n, 'type', 'text', 'timestamp', '1700000000',
         'text', json_build_object('body', 'Mensagem antiga ' || n)),
       'received', now() - interval '1 day'
     from generate_series(1, $1::integer) as n
     join numbered on numbered.place = n % 20000`,
    [count],
  );
  await pool.query('vacuum analyze');
}
