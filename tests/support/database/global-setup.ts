import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../../../dev/embedded-postgres/embedded-postgres.ts';
import { migrate } from '../../../src/adapters/postgres/schema/migrate.ts';
import { databaseUrl, runAsAdmin } from './admin.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A database of the test server whose user may create others. */
    adminUrl: string;
    /** A migrated database to clone. */
    templateDatabase: string;
  }
}

/** Stable, so that a run finds what a killed one left behind, and runs at the same time share one server. */
const dataDir = () => {
  const checkout = createHash('sha256')
    .update(import.meta.dirname)
    .digest('hex')
    .slice(0, 12);
  return join(tmpdir(), `atende-tests-${process.getuid?.() ?? ''}-${checkout}`);
};

/** Runs once per project that needs Postgres; the second project finds the server of the first. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['TEST_DATABASE_URL'];
  const server =
    given === undefined
      ? await startEmbeddedPostgres({ dataDir: dataDir(), disposable: true })
      : { url: given, stop: () => Promise.resolve() };
  // workers are killed, not ended: what they leave behind goes with this run
  const testData = await mkdtemp(join(tmpdir(), 'atende-tests-data-'));
  process.env['ATENDE_TEST_DATA'] = testData;
  const template = `atende_template_${randomUUID().replaceAll('-', '')}`;
  try {
    if (given === undefined) await suitTests(server.url);
    await runAsAdmin(server.url, `create database ${template} template template0`);
    await migrate(databaseUrl(server.url, template));
    await runAsAdmin(server.url, `alter database ${template} allow_connections false`);
  } catch (error) {
    await server.stop();
    throw error;
  }
  project.provide('adminUrl', server.url);
  project.provide('templateDatabase', template);
  return async () => {
    await runAsAdmin(server.url, `drop database if exists ${template} with (force)`);
    await server.stop();
    await rm(testData, { recursive: true, force: true });
  };
}

/**
 * Tests kill processes, never the machine: what a process was told is committed outlives it without fsync. And who looks at
 * plans says which statistics there are: they do not change by themselves in the midst of it.
 */
async function suitTests(url: string): Promise<void> {
  await runAsAdmin(url, 'alter system set fsync = off');
  await runAsAdmin(url, 'alter system set autovacuum = off');
  await runAsAdmin(url, 'select pg_reload_conf()');
}
