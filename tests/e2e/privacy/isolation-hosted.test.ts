import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../../../dev/embedded-postgres/embedded-postgres.ts';
import { migrate, pendingMigrations } from '../../../src/adapters/postgres/schema/migrate.ts';
import { openTenantPool } from '../../../src/adapters/postgres/pool.ts';
import { inTenant } from '../../../src/adapters/postgres/transaction.ts';
import { verifyIsolation } from '../../../src/adapters/postgres/schema/verify-isolation.ts';
import { openLog } from '../../../src/adapters/logging/logger.ts';
import { readConfig } from '../../../src/bootstrap/config/config.ts';
import { openDatabase } from '../../../src/bootstrap/database.ts';
import { clinicId } from '../../../src/domain/clinic/clinic.ts';
import { databaseUrl } from '../../support/database/admin.ts';
import { googleEnvironment, nobodyAtGoogle } from '../../support/product/google-product.ts';
import { startGraphStub } from '../../support/vendors/graph-stub.ts';
import { bodyWithMessages, textMessage } from '../../support/builders/meta-webhooks.ts';
import { privacyEnvironment, registerClinic, startProduct } from '../../support/product/product.ts';
import { until } from '../../support/until.ts';

// Roles belong to a whole server, so these tests have one of their own. The hosted set-up is Supabase's, as its image
// makes it (supabase/postgres, initial-schema.sql, read 25 Nov 2026): an owner that is no superuser, and defaults that open everything.

let folder: string;
let server: EmbeddedPostgres;
let admin: pg.Client;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atende-hosted-'));
  server = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), disposable: true });
  admin = new pg.Client(server.url);
  await admin.connect();
}, 60_000);
afterAll(async () => {
  await admin.end();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

const urlOf = (name: string, database: string) => {
  const url = new URL(databaseUrl(server.url, database));
  url.username = name;
  url.password = 'secret';
  return url.href;
};

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** What anybody but us may do with anything in the schema. */
const openThings = `
  select r.rolname, c.relname::text as thing
  from pg_roles as r, pg_class as c
  where r.rolname in ('anon', 'authenticated') and c.relnamespace = 'public'::regnamespace
    and c.relkind in ('r', 'p', 'v', 'm', 'f')
    and (has_any_column_privilege(r.oid, c.oid, 'select, insert, update, references')
      or has_table_privilege(r.oid, c.oid, 'delete, truncate, trigger'))
  union all
  select r.rolname, c.relname
  from pg_roles as r, pg_class as c
  where r.rolname in ('anon', 'authenticated') and c.relnamespace = 'public'::regnamespace and c.relkind = 'S'
    and has_sequence_privilege(r.oid, c.oid, 'usage, select, update')
  union all
  select r.rolname, p.oid::regprocedure::text
  from pg_roles as r, pg_proc as p
  where r.rolname in ('anon', 'authenticated') and p.pronamespace = 'public'::regnamespace
    and has_function_privilege(r.oid, p.oid, 'execute')
    -- an extension's functions compute from what they are given, and are not ours to close
    and not exists (select from pg_depend where classid = 'pg_proc'::regclass and objid = p.oid and deptype = 'e')`;

describe('on a hosted server, whose owner is no superuser', () => {
  beforeAll(async () => {
    await admin.query(`create role postgres login createrole createdb bypassrls password 'secret'`);
    for (const role of ['anon', 'authenticated', 'service_role'])
      await admin.query(`create role ${role} nologin`);
    await admin.query('create database hosted owner postgres');
    await query(
      urlOf('postgres', 'hosted'),
      ['tables', 'functions', 'sequences']
        .map(
          (kind) =>
            `alter default privileges in schema public grant all on ${kind} to postgres, anon, authenticated, service_role`,
        )
        .join(';'),
    );
  });

  const later = `create table pets (clinic_id uuid, name text); create sequence pet_numbers;
    create function pet() returns int language sql as 'select 1'`;

  test('what it makes before us is open to the REST layer (or the next tests say nothing)', async () => {
    const url = urlOf('postgres', 'hosted');
    await query(url, `${later}; grant select on pets to public`);
    expect(await query(url, openThings)).toHaveLength(6);
    await query(url, 'drop table pets; drop sequence pet_numbers; drop function pet()');
  });

  test('the migrations leave nothing open, and nothing made later is', async () => {
    const url = urlOf('postgres', 'hosted');
    expect(await migrate(url)).not.toEqual([]);
    expect(await query(url, openThings)).toEqual([]);
    await query(url, later);
    expect(await query(url, openThings)).toEqual([]);
  });

  test('what somebody opened by hand is closed at the next start', async () => {
    const url = urlOf('postgres', 'hosted');
    await query(
      url,
      `grant select on contacts to anon; grant select (name) on clinics to authenticated;
       alter table contacts disable row level security; drop policy own_clinic on alerts; grant usage on sequence pet_numbers to authenticated;
       grant execute on function pet() to public`,
    );
    await migrate(url);
    expect(await query(url, openThings)).toEqual([]);
    await verifyIsolation({ appUrl: url, systemUrl: url });
  });

  test('the policy of a click in the dashboard ends the start, which names it', async () => {
    const url = urlOf('postgres', 'hosted');
    const policy = '"Enable read access for all users"';
    await query(url, `create policy ${policy} on contacts for select using (true)`);
    await expect(migrate(url)).rejects.toThrow(
      `the policy ${policy} on contacts is not as we made it: drop it`,
    );
    await query(url, `drop policy ${policy} on contacts`);
    expect(await migrate(url)).toEqual([]);
  });

  test('the owner’s login runs the program within its roles', async () => {
    const url = urlOf('postgres', 'hosted');
    await verifyIsolation({ appUrl: url, systemUrl: url });
    await query(
      url,
      `insert into clinics (id, name) values ('018f0000-0000-7000-8000-000000000001', 'A'), (gen_random_uuid(), 'B')`,
    );
    // options in the URL are kept beside the role
    const pool = openTenantPool(
      { url: `${url}?options=-c%20work_mem%3D5MB`, max: 1, applicationName: 'test' },
      () => undefined,
    );
    const seen = await inTenant(pool, clinicId('018f0000-0000-7000-8000-000000000001'), (client) =>
      client.query(`select name, current_user as role, current_setting('work_mem') as memory from clinics`),
    );
    await pool.connections.end();
    expect(seen.rows).toEqual([{ name: 'A', role: 'atende_app', memory: '5MB' }]);
  });
});

describe('on a server whose administrator made the roles', () => {
  beforeAll(async () => {
    await admin.query(
      `create role tables_owner login password 'secret' in role atende_app;
       create role app_login login password 'secret' in role atende_app;
       create role system_login login password 'secret' in role atende_system;
       create role both_login login password 'secret' in role atende_app, atende_system;
       create role stranger login password 'secret'`,
    );
    await admin.query('create database prepared owner tables_owner');
  });
  const at = (name: string) => urlOf(name, 'prepared');

  test('an owner that may create no roles migrates', async () => {
    expect(await migrate(at('tables_owner'))).toContain('0006_isolation');
  });

  test('logins of its own run the program, and can tell that nothing waits to be applied', async () => {
    await verifyIsolation({ appUrl: at('app_login'), systemUrl: at('system_login') });
    expect(await pendingMigrations(at('system_login'))).toEqual([]);
  });

  test('a program with nothing but these logins stores and answers', async () => {
    const owner = new pg.Client(databaseUrl(server.url, 'prepared'));
    await owner.connect();
    const graph = await startGraphStub();
    await registerClinic(owner, {});
    const product = await startProduct({
      databaseUrl: '',
      graphUrl: graph.url,
      port: 27_302,
      environment: {
        NODE_ENV: 'production',
        HOST: '127.0.0.1',
        DATABASE_APP_URL: at('app_login'),
        DATABASE_SYSTEM_URL: at('system_login'),
        ...googleEnvironment(nobodyAtGoogle),
        ...privacyEnvironment,
        PUBLIC_URL: 'https://atende.example',
        ERASURE_KEY: Buffer.alloc(32).toString('base64url'),
        CERTIFICATE_KEYS: `k1:${Buffer.alloc(32).toString('base64url')}`,
        ERASURE_JOURNAL: join(folder, 'erasures.jsonl'),
      },
    });
    try {
      const timestamp = String(Math.floor(Date.now() / 1000));
      const answer = await product.webhook(bodyWithMessages(textMessage({ body: 'Oi', timestamp })));
      expect(answer.status).toBe(200);
      await until('the answer', () => graph.sent.length === 1);
      const { rows } = await owner.query(
        `select distinct usename from pg_stat_activity where application_name like 'atende%' order by usename`,
      );
      expect(rows).toEqual([{ usename: 'app_login' }, { usename: 'system_login' }]);
    } finally {
      await product.stop('SIGTERM');
      graph.close();
      await owner.end();
    }
  });

  test('and refuses to start on tables that are older than it', async () => {
    const owner = new pg.Client(databaseUrl(server.url, 'prepared'));
    await owner.connect();
    await owner.query(`delete from pgmigrations where name = '0006_isolation'`);
    const config = readConfig({ DATABASE_APP_URL: at('app_login'), DATABASE_SYSTEM_URL: at('system_login') });
    const log = openLog('silent', false);
    await expect(openDatabase(config, log)).rejects.toThrow('lacks 0006_isolation: run npm run migrate');
    await owner.query(`insert into pgmigrations (name, run_on) values ('0006_isolation', now())`);
    await owner.end();
  });

  test.each([
    ['cannot become the role', 'stranger', 'permission denied'],
    ['may become the system', 'both_login', 'may become the system or the owner'],
    ['owns the tables', 'tables_owner', 'may become the system or the owner'],
  ])('a login for the application that %s is refused', async (_, name, reason) => {
    const urls = { appUrl: at(name), systemUrl: at('system_login') };
    await expect(verifyIsolation(urls)).rejects.toThrow(reason);
  });

  test('a role that bypasses is refused, however it came to', async () => {
    await admin.query('alter role atende_app bypassrls');
    await expect(verifyIsolation({ appUrl: at('app_login'), systemUrl: at('system_login') })).rejects.toThrow(
      'no policy binds it',
    );
    await admin.query('alter role atende_app nobypassrls');
  });

  test('without the roles it says what the administrator must do', async () => {
    await admin.query('create database bare owner tables_owner');
    await admin.query('alter role atende_app rename to atende_gone');
    try {
      const refusal = await migrate(urlOf('tables_owner', 'bare')).catch((error: unknown) => error);
      expect(refusal).toMatchObject({
        message: 'The role atende_app is missing, and tables_owner may not create roles',
        hint: expect.stringContaining('create role atende_app nologin; grant atende_app to tables_owner;'),
      });
    } finally {
      await admin.query('alter role atende_gone rename to atende_app');
    }
  });
});
