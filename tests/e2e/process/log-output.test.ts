import { readFileSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { startGraphStub, type GraphStub } from '../../support/vendors/graph-stub.ts';
import { bodyWithMessages, textMessage } from '../../support/builders/meta-webhooks.ts';
import { closedPipe, fullDisk, unreadPipe } from '../../support/product/outputs.ts';
import { registerClinic, startProduct, type Product } from '../../support/product/product.ts';
import { until } from '../../support/until.ts';

const port = 23_420;
let database: TestDatabase;
let graph: GraphStub;

beforeAll(async () => {
  database = await createTestDatabase();
  const owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  await registerClinic(owner, {});
  await owner.end();
  graph = await startGraphStub();
});

afterAll(async () => {
  graph.close();
  await database.drop();
});

const linesLost = async ({ url }: Product) => {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return Number(/^atende_log_lines_lost_total (\d+)$/m.exec(metrics)?.[1]);
};
let phones = 0;
/** A patient writes and gets an answer: dozens of lines at the level `debug`. */
async function converse(product: Product): Promise<void> {
  phones += 1;
  const from = `551195556${String(phones).padStart(4, '0')}`;
  const timestamp = String(Math.floor(Date.now() / 1000));
  const message = textMessage({ from, from_user_id: undefined, timestamp, body: 'Oi' });
  expect((await product.webhook(bodyWithMessages(message))).status).toBe(200);
  await until('the answer', () => graph.sent.some(({ to }) => to === from));
}

describe('a process whose log', () => {
  test.each([
    ['lies on a full disk', fullDisk],
    ['goes into a pipe that nobody reads', unreadPipe],
    ['goes into a pipe whose reader has gone', closedPipe],
  ])('%s answers webhooks, health checks and SIGTERM all the same', async (_, open) => {
    const output = open();
    const product = await startProduct({
      databaseUrl: database.url,
      graphUrl: graph.url,
      port,
      environment: { LOG_LEVEL: 'debug' },
      stdout: output.fd,
    });
    try {
      for (let n = 0; n < 3; n += 1) await converse(product);
      expect((await fetch(`${product.url}/health/live`)).status).toBe(200);
      // what a pipe does not take at once waits for its reader
      if (open === unreadPipe) expect(await linesLost(product)).toBe(0);
      else expect(await linesLost(product)).toBeGreaterThan(0);
      if (output.path !== undefined && output.mend !== undefined) {
        output.mend();
        await converse(product);
        await until('the loss in the log', () =>
          readFileSync(output.path ?? '', 'utf8').includes('"log lines were lost"'),
        );
      }
      const asked = performance.now();
      expect(await product.stop('SIGTERM')).toBe(0);
      expect(performance.now() - asked).toBeLessThan(9_000);
    } finally {
      await product.stop('SIGKILL');
      output.close();
    }
  });
});
