import { fork } from 'node:child_process';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { startGraphStub, type GraphStub } from '../../support/vendors/graph-stub.ts';
import {
  bodyWithMessages,
  contact,
  messagesChange,
  sign,
  textMessage,
  webhookBody,
} from '../../support/builders/meta-webhooks.ts';
import { registerClinic, secrets, startProduct, type Product } from '../../support/product/product.ts';
import { programFile } from '../../support/programs/programs.ts';
import { until } from '../../support/until.ts';

const port = 23_101;
let database: TestDatabase;
let pool: pg.Pool;
let graph: GraphStub;
let product: Product;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  await registerClinic(pool, {});
  graph = await startGraphStub();
  product = await startProduct({
    databaseUrl: database.url,
    graphUrl: graph.url,
    port,
    environment: { ROLE: 'web' },
  });
});

afterAll(async () => {
  await product.stop('SIGTERM');
  graph.close();
  await pool.end();
  await database.drop();
});

const post = (body: string | Buffer, headers: Record<string, string>) =>
  fetch(`${product.url}/webhook/whatsapp-meta`, { method: 'POST', headers, body });

const count = async (sql: string, ...values: unknown[]) =>
  Number((await pool.query<{ n: string }>(`select count(*) as n from ${sql}`, values)).rows[0]?.n);

const stored = (wamid: string) => count('whatsapp_messages_improved where meta_message_id = $1', wamid);

describe('the verification request', () => {
  const verify = (query: Record<string, string>) =>
    fetch(`${product.url}/webhook/whatsapp-meta?${new URLSearchParams(query).toString()}`);
  const good = {
    'hub.mode': 'subscribe',
    'hub.challenge': '1158201444',
    'hub.verify_token': secrets.verifyToken,
  };

  test('is answered with the bare challenge as plain text', async () => {
    const answer = await verify(good);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('text/plain');
    expect(await answer.text()).toBe('1158201444');
  });

  test.each([
    ['a wrong token', { ...good, 'hub.verify_token': 'guess' }],
    ['another mode', { ...good, 'hub.mode': 'unsubscribe' }],
    ['nothing', {}],
  ])('is refused with 403 and without the challenge for %s', async (_what, query) => {
    const answer = await verify(query);
    expect(answer.status).toBe(403);
    expect(await answer.text()).not.toContain('1158201444');
  });
});

describe('a webhook', () => {
  test('signed with the current or the previous secret is stored and answered 200', async () => {
    for (const secret of [secrets.appSecret, secrets.previousSecret]) {
      const message = textMessage({ body: 'Olá, tudo bem?' });
      const body = JSON.stringify(bodyWithMessages(message));
      const answer = await post(body, { 'x-hub-signature-256': sign(body, secret) });
      expect(answer.status).toBe(200);
      expect(await stored(String(message['id']))).toBe(1);
    }
  });

  test('is refused with 401 and leaves nothing when the signature is wrong, missing or of another body', async () => {
    const message = textMessage();
    const body = JSON.stringify(bodyWithMessages(message));
    const signatures = [
      undefined,
      'sha256=',
      sign(body, 'another-secret'),
      sign(`${body} `, secrets.appSecret),
      sign(body, secrets.appSecret).toUpperCase(),
    ];
    for (const signature of signatures) {
      const answer = await post(body, signature === undefined ? {} : { 'x-hub-signature-256': signature });
      expect(answer.status).toBe(401);
      expect(await answer.json()).toMatchObject({ code: 'webhook.signature-invalid' });
    }
    expect(await stored(String(message['id']))).toBe(0);
  });

  test('without a signature is refused before its body has arrived', async () => {
    const stranger = request(`${product.url}/webhook/whatsapp-meta`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': '3000000' },
    });
    stranger.flushHeaders();
    const [answer] = (await once(stranger, 'response')) as [IncomingMessage];
    expect(answer.statusCode).toBe(401);
    stranger.destroy();
  });

  test('is stored once when it comes eight times at once and again later', async () => {
    const message = textMessage();
    const body = bodyWithMessages(message);
    const answers = await Promise.all(Array.from({ length: 8 }, () => product.webhook(body)));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect((await product.webhook(body)).status).toBe(200);
    expect(await stored(String(message['id']))).toBe(1);
  });

  test('with a thousand messages stores each of them once', async () => {
    const messages = Array.from({ length: 1_000 }, (_, n) =>
      textMessage({ id: `wamid.THOUSAND${n}`, body: `mensagem ${n}` }),
    );
    expect((await product.webhook(bodyWithMessages(...messages))).status).toBe(200);
    expect(await count(`whatsapp_messages_improved where meta_message_id like 'wamid.THOUSAND%'`)).toBe(
      1_000,
    );
  });

  test('of almost three megabytes is stored, one beyond the limit is refused with 413', async () => {
    const message = textMessage({ body: 'ã'.repeat(480_000) });
    expect((await product.webhook(bodyWithMessages(message))).status).toBe(200);
    expect(await stored(String(message['id']))).toBe(1);

    const body = Buffer.alloc(5 * 1024 * 1024, 'x');
    const answer = await post(body, { 'x-hub-signature-256': sign(body, secrets.appSecret) });
    expect(answer.status).toBe(413);
  });

  test('keeps the good items and parks the bad ones with their reasons', async () => {
    const good = textMessage();
    const body = webhookBody(
      messagesChange({ messages: [null, 42, { id: 'wamid.NOBODY', type: 'text' }, good] }),
      { field: 'field_of_the_future', value: { some: 'thing' } },
    );
    expect((await product.webhook(body)).status).toBe(200);
    expect(await stored(String(good['id']))).toBe(1);
    expect(await count(`webhook_items where reason = 'field:field_of_the_future'`)).toBe(1);
    expect(await count(`webhook_items where item::text like '%wamid.NOBODY%'`)).toBe(1);
  });

  test.each([
    ['no JSON', 'this is not json'],
    ['an empty body', ''],
    ['a bare null', 'null'],
    ['nesting beyond any sense', '['.repeat(5_000) + ']'.repeat(5_000)],
  ])('that holds %s is kept raw and answered 200 when it is well signed', async (_what, body) => {
    const before = await count('webhook_items');
    const answer = await post(body, { 'x-hub-signature-256': sign(body, secrets.appSecret) });
    expect(answer.status).toBe(200);
    expect(await count('webhook_items')).toBe(before + 1);
  });

  test('keeps U+0000 and lone surrogates in the payload, and readable text beside it', async () => {
    const message = textMessage({ body: 'antes\u0000depois \ud800 fim' });
    expect((await product.webhook(bodyWithMessages(message))).status).toBe(200);
    const { rows } = await pool.query<{ content: string; payload: string }>(
      'select content, payload::text from whatsapp_messages_improved where meta_message_id = $1',
      [message['id']],
    );
    expect(rows[0]?.content).toBe('antes\ufffddepois \ufffd fim');
    expect(JSON.parse(rows[0]?.payload ?? '{}')).toMatchObject({
      text: { body: 'antes\u0000depois \ud800 fim' },
    });
  });

  test('for a number nobody registered is parked, and replayed by command once it is', async () => {
    const metadata = { display_phone_number: '+55 11 3333-9999', phone_number_id: '900000000000099' };
    const message = textMessage({ body: 'Tem horário?' });
    const value = { messaging_product: 'whatsapp', metadata, contacts: [contact()], messages: [message] };
    expect((await product.webhook(webhookBody({ field: 'messages', value }))).status).toBe(200);
    expect(await stored(String(message['id']))).toBe(0);
    expect(await count(`webhook_items where reason = 'number-unknown' and resolved_at is null`)).toBe(1);

    const clinic = await registerClinic(pool, { number: '551133339999', phoneNumberId: '900000000000099' });
    const heard: (string | undefined)[] = [];
    const screen = new pg.Client(database.url);
    onTestFinished(() => screen.end());
    await screen.connect();
    screen.on('notification', ({ payload }) => heard.push(payload));
    await screen.query('listen atende_news');
    const replay = fork(programFile('atende'), ['replay'], {
      env: { PATH: process.env['PATH'], DATABASE_URL: database.url },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    let said = '';
    for (const stream of [replay.stdout, replay.stderr])
      stream?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    expect(await once(replay, 'close')).toEqual([0, null]);
    expect(said).toBe('1 parked items looked at, 1 found their place, 0 stay parked\n');
    await until('screens to be told', () => heard.some((payload) => payload?.includes(clinic)));
    expect(
      await count(
        'whatsapp_messages_improved where meta_message_id = $1 and clinic_id = $2',
        message['id'],
        clinic,
      ),
    ).toBe(1);
    expect(await count(`webhook_items where reason = 'number-unknown' and resolved_at is null`)).toBe(0);
  });

  test('of an inactive clinic is parked, not stored', async () => {
    const clinic = await registerClinic(pool, { number: '551133338888', phoneNumberId: '900000000000088' });
    await pool.query('update clinics set is_active = false where id = $1', [clinic]);
    const metadata = { display_phone_number: '551133338888', phone_number_id: '900000000000088' };
    const message = textMessage();
    const value = { messaging_product: 'whatsapp', metadata, messages: [message] };
    expect((await product.webhook(webhookBody({ field: 'messages', value }))).status).toBe(200);
    expect(await stored(String(message['id']))).toBe(0);
  });
});

describe('every answer', () => {
  test('carries the correlation id of the request, or a new one when that is not plain', async () => {
    const kept = await fetch(`${product.url}/health/live`, {
      headers: { 'x-request-id': 'from-the-caller.1' },
    });
    expect(kept.headers.get('x-request-id')).toBe('from-the-caller.1');
    const made = await fetch(`${product.url}/health/live`, { headers: { 'x-request-id': 'x'.repeat(500) } });
    expect(made.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('of the webhook route carries headers that keep a browser from making anything of it', async () => {
    for (const answer of [
      await product.webhook(bodyWithMessages(textMessage())),
      await fetch(`${product.url}/webhook/whatsapp-meta`),
      await fetch(`${product.url}/webhook/nothing`),
    ]) {
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(answer.headers.get('cache-control')).toBe('no-store');
    }
  });

  test('to whoever opens the bare address leads on', async () => {
    const answer = await fetch(product.url, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/docs']);
  });

  test('to an unknown route is 404 in the common shape', async () => {
    const answer = await fetch(`${product.url}/nothing/here`);
    expect(answer.status).toBe(404);
    expect(Object.keys((await answer.json()) as object)).toEqual(['requestId', 'code', 'message', 'hint']);
  });

  test('of the metrics names what was stored per clinic', async () => {
    const text = await (await fetch(`${product.url}/metrics`)).text();
    expect(text).toMatch(
      /atende_webhook_items_total\{clinic="[0-9a-f-]{36}",kind="message",outcome="stored"\} \d+/,
    );
    expect(text).toMatch(/atende_webhook_ack_seconds_count\{clinic="[0-9a-f-]{36}",status="200"\} \d+/);
    expect(text).toContain('atende_parked_items');
    expect(text).toContain('atende_oldest_due_seconds');
  });
});
