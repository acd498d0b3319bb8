import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { startGraphStub, type GraphStub } from '../../support/vendors/graph-stub.ts';
import { bodyWithMessages, textMessage } from '../../support/builders/meta-webhooks.ts';
import { registerClinic, startProduct, type Product } from '../../support/product/product.ts';
import { until } from '../../support/until.ts';
import { takeAway } from '../../support/database/away.ts';

const port = 23_301;
let database: TestDatabase;
let pool: pg.Pool;
let graph: GraphStub;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  await registerClinic(pool, {});
  graph = await startGraphStub();
});

afterAll(async () => {
  graph.close();
  await pool.end();
  await database.drop();
});

const start = (environment: Record<string, string> = {}) =>
  startProduct({ databaseUrl: database.url, graphUrl: graph.url, port, environment });

/** Runs the entry point with just this environment until it ends. */
async function runMain(
  environment: Record<string, string>,
): Promise<{ code: number | null; output: string }> {
  const child = fork(fileURLToPath(new URL('../../../src/bootstrap/main.ts', import.meta.url)), {
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}

describe('a process', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    'ends with code 0 within ten seconds of %s, having answered what it took',
    async (signal) => {
      const product = await start();
      const phone = `55119555700${signal === 'SIGTERM' ? '01' : '02'}`;
      const timestamp = String(Math.floor(Date.now() / 1000));
      const answer = await product.webhook(
        bodyWithMessages(textMessage({ from: phone, from_user_id: undefined, timestamp, body: 'Oi' })),
      );
      expect(answer.status).toBe(200);
      const asked = performance.now();
      expect(await product.stop(signal)).toBe(0);
      expect(performance.now() - asked).toBeLessThan(10_000);

      const next = await start();
      await until('the answer, now or after the restart', () => graph.sent.some(({ to }) => to === phone));
      expect(graph.sent.filter(({ to }) => to === phone)).toHaveLength(1);
      await next.stop('SIGTERM');
    },
  );

  test('that only works answers health checks and scrapes, and takes no webhooks', async () => {
    const product = await start({ ROLE: 'worker' });
    expect((await fetch(`${product.url}/health/live`)).status).toBe(200);
    expect(await (await fetch(`${product.url}/metrics`)).text()).toContain('atende_oldest_due_seconds');
    expect((await product.webhook(bodyWithMessages(textMessage()))).status).toBe(404);
    expect(await product.stop('SIGTERM')).toBe(0);
  });

  test('shows its metrics to whoever has the token, in every role', async () => {
    const METRICS_TOKEN = 'a-token-that-scrapers-know';
    const product = await start({ ROLE: 'worker', METRICS_TOKEN });
    const scrape = (headers: Record<string, string>) => fetch(`${product.url}/metrics`, { headers });
    expect((await scrape({})).status).toBe(401);
    const answer = await scrape({ authorization: `Bearer ${METRICS_TOKEN}` });
    expect(await answer.text()).toContain('process_cpu_seconds_total');
    await product.stop('SIGTERM');
  });

  test('answers 503 to webhooks and readiness while the database is away, and recovers by itself', async () => {
    const product = await start();
    await pool.end();
    const away = await takeAway(database.url);
    const body = bodyWithMessages(textMessage({ id: 'wamid.AWAY' }));
    try {
      expect((await product.webhook(body)).status).toBe(503);
      expect((await fetch(`${product.url}/health/ready`)).status).toBe(503);
      expect((await fetch(`${product.url}/health/live`)).status).toBe(200);
      expect((await fetch(`${product.url}/metrics`)).status).toBe(200);
    } finally {
      await away.back();
      pool = new pg.Pool({ connectionString: database.url, max: 2 });
    }
    await until('the webhook to be taken', async () => (await product.webhook(body)).status === 200);
    await product.stop('SIGTERM');
  });

  test('loses and doubles nothing when it is killed again and again under load', async () => {
    const messages = Array.from({ length: 150 }, (_, n) => ({
      wamid: `wamid.CRASH${n}`,
      phone: `5511955580${String(n % 15).padStart(3, '0')}`,
    }));
    // every kill may hit the turn of the same patient, which people would be given after the second
    const settings = { RETRY_UNKNOWN_AFTER_MS: '2000', TURN_MAX_ATTEMPTS: '100' };
    let product: Product = await start(settings);
    let isOver = false;
    const killing = (async () => {
      for (let kills = 0; kills < 5; kills += 1) {
        const goal = graph.sent.length + 4;
        await until('some answers', () => graph.sent.length >= goal || isOver);
        await product.stop('SIGKILL');
        product = await start(settings);
      }
    })();
    const timestamp = String(Math.floor(Date.now() / 1000));
    for (const { wamid, phone } of messages) {
      const body = bodyWithMessages(
        textMessage({
          id: wamid,
          from: phone,
          from_user_id: undefined,
          timestamp,
          body: 'quanto custa a consulta?',
        }),
      );
      // as Meta does: until somebody answers 200
      await until('the webhook to be taken', async () => {
        const answer = await product.webhook(body).catch(() => undefined);
        return answer?.status === 200;
      });
    }
    isOver = true;
    await killing;
    const left = async () => {
      const { rows } = await pool.query<{ n: string }>(
        `select (select count(*) from whatsapp_conversations_improved where turn_due_at is not null)
           + (select count(*) from whatsapp_messages_improved where next_attempt_at is not null) as n`,
      );
      return Number(rows[0]?.n);
    };
    await until('all work to be done', async () => (await left()) === 0);
    await product.stop('SIGTERM');

    const { rows: inbound } = await pool.query<{ meta_message_id: string; turn_id: string | null }>(
      `select meta_message_id, turn_id from whatsapp_messages_improved where meta_message_id like 'wamid.CRASH%'`,
    );
    expect(inbound).toHaveLength(messages.length);
    expect(inbound.filter(({ turn_id }) => turn_id === null)).toEqual([]);
    const { rows: answers } = await pool.query<{
      id: string;
      turn_id: string;
      resends: number;
      error_code: string | null;
    }>(
      `select id, turn_id, resends, error_code from whatsapp_messages_improved
       where direction = 'outbound' and turn_id in (
         select turn_id from whatsapp_messages_improved where meta_message_id like 'wamid.CRASH%'
       )`,
    );
    const turns = new Set(inbound.map(({ turn_id }) => turn_id));
    expect(new Set(answers.map(({ turn_id }) => turn_id))).toEqual(turns);
    expect(answers).toHaveLength(turns.size);
    for (const { id, resends, error_code } of answers) {
      const arrived = graph.sent.filter(({ callbackData }) => callbackData === id).length;
      // whose sender was killed each time before Meta had it is said to be unknown, and people look
      if (error_code !== 'outcome-unknown') expect(arrived).toBeGreaterThanOrEqual(1);
      expect(arrived).toBeLessThanOrEqual(1 + resends);
    }
  }, 90_000);
});

describe('a start', () => {
  test('with variables that cannot be used names each of them and ends with code 1', async () => {
    const { code, output } = await runMain({
      NODE_ENV: 'production',
      PORT: 'eighty',
      METRICS_TOKEN: 'short',
    });
    expect(code).toBe(1);
    for (const variable of ['PORT', 'METRICS_TOKEN'])
      expect(output).toMatch(new RegExp(`^${variable}: `, 'm'));
    expect(output).not.toContain('eighty');
  });

  test('on a port that is taken says so and ends with code 1', async () => {
    const blocker = createServer().listen(port + 1, '127.0.0.1');
    await once(blocker, 'listening');
    const { code, output } = await runMain({
      DATABASE_URL: database.url,
      PORT: String(port + 1),
      WEBHOOK_VERIFY_TOKEN: 'x',
      META_APP_SECRET: 'long-enough',
      META_ACCESS_TOKEN: 'x',
    });
    blocker.close();
    expect(code).toBe(1);
    expect(output).toContain(`PORT: 127.0.0.1:${port + 1} is in use`);
  });
});
