import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { bodyWithMessages, textMessage } from '../../support/builders/meta-webhooks.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { startPgbouncer } from '../../support/database/pgbouncer.ts';
import { registerClinic, startProduct } from '../../support/product/product.ts';
import { startGraphStub } from '../../support/vendors/graph-stub.ts';
import { until } from '../../support/until.ts';

const port = 26_470;
let database: TestDatabase;
let owner: pg.Client;

beforeEach(async () => {
  database = await createTestDatabase();
  owner = new pg.Client(database.url);
  await owner.connect();
  await registerClinic(owner, {});
});
afterEach(async () => {
  await owner.end();
  await database.drop();
});

test('behind a pooler in session mode the program works within its roles, and is woken', async () => {
  const pooler = await startPgbouncer(database.url, 'session', port + 1);
  onTestFinished(() => pooler.stop());
  const graph = await startGraphStub();
  onTestFinished(() => graph.close());
  // work is found by a wake-up alone
  const environment = { POLL_MS: '600000' };
  const product = await startProduct({ databaseUrl: pooler.url, graphUrl: graph.url, port, environment });
  const timestamp = String(Math.floor(Date.now() / 1000));
  const from = '5511955560099';
  const body = bodyWithMessages(textMessage({ from, timestamp, body: 'Quanto custa a consulta?' }));
  expect((await product.webhook(body)).status).toBe(200);
  await until('the answer', () => graph.sent.some(({ to }) => to === from));
  expect(product.log()).not.toContain('unsupported startup parameter');
  expect(await product.stop('SIGTERM')).toBe(0);
});

test('behind a pooler in transaction mode the program says so in one line and ends', async () => {
  const pooler = await startPgbouncer(database.url, 'transaction', port + 2);
  onTestFinished(() => pooler.stop());
  const child = fork(fileURLToPath(new URL('../../../src/bootstrap/main.ts', import.meta.url)), {
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: pooler.url,
      PORT: String(port),
      WEBHOOK_VERIFY_TOKEN: 'test-verify',
      META_APP_SECRET: 'test-app-secret',
      META_ACCESS_TOKEN: 'test-access-token',
      META_GRAPH_URL: 'http://127.0.0.1:9',
      LOG_LEVEL: 'silent',
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  expect(await once(child, 'close')).toEqual([1, null]);
  expect(said).toMatch(/^DATABASE_URL: leads to a connection pooler in transaction mode, .*\n$/);
});
