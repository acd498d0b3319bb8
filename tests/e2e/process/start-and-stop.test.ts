import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { bodyWithMessages, textMessage } from '../../support/builders/meta-webhooks.ts';
import { startProduct } from '../../support/product/product.ts';
import { until } from '../../support/until.ts';

const port = 23_460;
let database: TestDatabase;
let admin: pg.Client;
let name: string;

beforeAll(async () => {
  database = await createTestDatabase();
  name = new URL(database.url).pathname.slice(1);
  admin = new pg.Client({ connectionString: database.url.replace(name, 'postgres') });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await database.drop();
});
const place = () => ({ databaseUrl: database.url, graphUrl: 'http://127.0.0.1:9', port });

test('a database that comes up later than the program is waited for', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'atende-late-'));
  const said = join(folder, 'log');
  const stdout = openSync(said, 'a');
  onTestFinished(() => {
    closeSync(stdout);
    rmSync(folder, { recursive: true });
  });
  await admin.query(`alter database ${name} allow_connections false`);
  const starting = startProduct({ ...place(), stdout });
  await until('the program to wait', () => readFileSync(said, 'utf8').includes('waiting for the database'));
  await admin.query(`alter database ${name} allow_connections true`);
  const product = await starting;
  expect((await fetch(`${product.url}/health/ready`)).status).toBe(200);
  await product.stop('SIGTERM');
});

test('a process that is asked to stop is not ready, and serves whoever still comes, until it has drained', async () => {
  const product = await startProduct({ ...place(), environment: { DRAIN_MS: '1500' } });
  const asked = performance.now();
  const stopped = product.stop('SIGTERM');
  await until('it not to be ready', async () => (await fetch(`${product.url}/health/ready`)).status === 503);
  expect((await product.webhook(bodyWithMessages(textMessage()))).status).toBe(200);
  expect(await stopped).toBe(0);
  expect(performance.now() - asked).toBeGreaterThan(1_400);
});
