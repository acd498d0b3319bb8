import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bySecret } from '../../support/api/issuer.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { startGraphStub, type GraphStub } from '../../support/vendors/graph-stub.ts';
import { bodyWithMessages, textMessage } from '../../support/builders/meta-webhooks.ts';
import {
  registerClinic,
  startProduct,
  withoutApiLimits,
  type Product,
} from '../../support/product/product.ts';
import { until } from '../../support/until.ts';

let database: TestDatabase;
let pool: pg.Pool;
let graph: GraphStub;
let older: Product;
let today: Product;
let ours: string;
let theirs: string;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  ours = await registerClinic(pool, {});
  theirs = await registerClinic(pool, { number: '551133339999', phoneNumberId: '900000000000009' });
  graph = await startGraphStub();
  const start = (port: number, environment: Readonly<Record<string, string>>) =>
    startProduct({
      databaseUrl: database.url,
      graphUrl: graph.url,
      port,
      environment: { ...withoutApiLimits, ...environment },
    });
  // both at once: on a busy machine one after the other takes longer than a hook may
  [older, today] = await Promise.all([
    start(26_221, { LEGACY_ENDPOINTS: 'on', LEGACY_SUNSET: '2027-06-30' }),
    start(26_222, { ROLE: 'web' }),
  ]);
});
afterAll(async () => {
  await Promise.all([older.stop('SIGTERM'), today.stop('SIGTERM')]);
  graph.close();
  await pool.end();
  await database.drop();
});

const staff = () => bySecret({ sub: 'bia', role: 'clinic-staff', clinicIds: [ours] });
async function post(path: string, body: unknown, bearer?: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${older.url}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
      ...headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const shown = (await response.json()) as Record<string, unknown>;
  return { status: response.status, headers: response.headers, body: shown };
}
const sendPath = '/api/whatsapp/send-message';
const processPath = '/api/ai/process';
const counted = async (labels: string) => {
  const text = await (await fetch(`${older.url}/metrics`)).text();
  return Number(new RegExp(`^atende_legacy_calls_total\\{${labels}\\} (\\d+)`, 'm').exec(text)?.[1] ?? 0);
};
const patient = '5511955501234';
const writes = () =>
  older.webhook(
    bodyWithMessages(
      textMessage({
        from: patient,
        from_user_id: 'BR.1234',
        timestamp: String(Math.floor(Date.now() / 1_000)),
      }),
    ),
  );

describe('an older front end', () => {
  test('sends a message by telephone, in any spelling, and gets its old answer', async () => {
    await writes();
    await until('the answer', () => graph.sent.length > 0);
    const answer = await post(
      sendPath,
      {
        to: '+55 11 5550-1234'.replace('5550', '95550'),
        message: 'Olá, aqui é a Bia',
        clinicId: ours,
        extra: 1,
      },
      await staff(),
    );
    expect([answer.status, answer.body]).toEqual([
      200,
      {
        success: true,
        data: { messageId: expect.any(String), conversationId: expect.any(String), status: 'queued' },
      },
    ]);
    await until('the message', () =>
      graph.sent.some(({ body }) => JSON.stringify(body).includes('aqui é a Bia')),
    );
    const { messageId, conversationId } = answer.body['data'] as Record<
      'messageId' | 'conversationId',
      string
    >;
    const { rows } = await pool.query(
      'select origin, sent_by from whatsapp_messages_improved where id = $1',
      [messageId],
    );
    expect(rows).toEqual([{ origin: 'human', sent_by: 'user:bia' }]);
    const acts = await pool.query(`select details from audit_log where action = 'conversation.reply'`);
    expect(acts.rows).toEqual([{ details: { messageId, conversationId } }]);
    const held = await pool.query('select assigned_to from whatsapp_conversations_improved where id = $1', [
      conversationId,
    ]);
    expect(held.rows).toEqual([{ assigned_to: 'user:bia' }]);
  });

  test('repeats a message with a key and it is sent once', async () => {
    const wish = { to: patient, message: 'uma vez', clinicId: ours };
    const key = { 'idempotency-key': 'k-1' };
    const one = await post(sendPath, wish, await staff(), key);
    const two = await post(sendPath, wish, await staff(), key);
    expect(two.body).toEqual(one.body);
  });

  test('asks the assistant, and nothing is stored or sent', async () => {
    const before = await pool.query('select count(*) from whatsapp_messages_improved');
    const answer = await post(
      processPath,
      { message: 'quanto custa a consulta?', clinicId: ours, userId: 'u-1' },
      await staff(),
    );
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      success: true,
      data: { response: expect.stringContaining('200') as string },
    });
    const after = await pool.query('select count(*) from whatsapp_messages_improved');
    expect(after.rows).toEqual(before.rows);
  });

  test('hears of refusals in its old shape', async () => {
    const wish = { to: patient, message: 'oi', clinicId: ours };
    const foreign = await bySecret({ sub: 'rui', role: 'clinic-admin', clinicIds: [theirs] });
    const cases: readonly [unknown, string | undefined, number, string][] = [
      [wish, undefined, 401, 'access.token-missing'],
      [wish, 'garbage', 401, 'access.token-invalid'],
      [wish, foreign, 404, 'clinic.not-found'],
      [{ ...wish, clinicId: 'x' }, await staff(), 404, 'clinic.not-found'],
      [{ ...wish, message: '' }, await staff(), 400, 'http.invalid-request'],
      ['{"to":', await staff(), 400, 'http.body-unreadable'],
      [{ ...wish, to: 'Bia' }, await staff(), 422, 'conversation.phone-malformed'],
      [{ ...wish, to: '5511900000000' }, await staff(), 409, 'conversation.window-closed'],
    ];
    for (const [body, bearer, status, code] of cases) {
      const answer = await post(sendPath, body, bearer);
      expect([answer.status, answer.body]).toEqual([
        status,
        expect.objectContaining({
          success: false,
          error: expect.any(String),
          code,
          requestId: answer.headers.get('x-request-id'),
        }),
      ]);
    }
    expect((await post(processPath, { message: 'oi', clinicId: ours, userId: 'u' }, foreign)).status).toBe(
      404,
    );
  });

  test('is told that the routes will go, and is counted by route and clinic, strangers without one', async () => {
    const [known, none] = [
      await counted(`clinic="${ours}",route="${processPath}"`),
      await counted(`clinic="none",route="${processPath}"`),
    ];
    const answer = await post(processPath, { message: 'oi', clinicId: ours, userId: 'u' }, await staff());
    const refused = await post(processPath, { message: 'oi', clinicId: theirs, userId: 'u' }, await staff());
    for (const { headers } of [answer, refused]) {
      expect(headers.get('deprecation')).toBe(`@${Date.parse('2026-11-25T00:00:00Z') / 1_000}`);
      expect(headers.get('sunset')).toBe('Wed, 30 Jun 2027 00:00:00 GMT');
    }
    expect(await counted(`clinic="${ours}",route="${processPath}"`)).toBe(known + 1);
    expect(await counted(`clinic="none",route="${processPath}"`)).toBe(none + 1);
    expect(await counted(`clinic="${theirs}",route="${processPath}"`)).toBe(0);
  });

  test('finds the webhook by a plain visit, which tells nothing about Meta’s own', async () => {
    const visit = await fetch(`${older.url}/webhook/whatsapp-meta`);
    expect([visit.status, await visit.text(), visit.headers.get('deprecation')]).toEqual([
      200,
      'OK',
      expect.stringMatching(/^@\d+$/),
    ]);
    const wrong = await fetch(
      `${older.url}/webhook/whatsapp-meta?hub.mode=subscribe&hub.verify_token=x&hub.challenge=1`,
    );
    expect([wrong.status, wrong.headers.get('deprecation')]).toEqual([403, null]);
  });
});

test('without the flag there are no such routes', async () => {
  for (const path of [sendPath, processPath]) {
    const response = await fetch(`${today.url}${path}`, { method: 'POST' });
    expect([response.status, response.headers.get('deprecation')]).toEqual([404, null]);
  }
  expect((await fetch(`${today.url}/webhook/whatsapp-meta`)).status).toBe(403);
});

test('the routes of today are as they are, and the contract names no older ones', async () => {
  const document = (await (await fetch(`${older.url}/openapi.json`)).json()) as { paths: object };
  expect(Object.keys(document.paths)).not.toContain(sendPath);
  const response = await fetch(`${older.url}/api/me`);
  expect([response.headers.get('deprecation'), await response.json()]).toEqual([
    null,
    expect.not.objectContaining({ success: false }),
  ]);
});
