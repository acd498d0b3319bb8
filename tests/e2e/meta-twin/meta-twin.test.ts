import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startTwin, type Twin } from '../../../twin/start-twin.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import {
  bodyWithMessages,
  callEvent,
  statusUpdate,
  textMessage,
} from '../../support/builders/meta-webhooks.ts';
import { registerClinic, secrets, startProduct, type Product } from '../../support/product/product.ts';
import { until } from '../../support/until.ts';

// The twin of Meta in a bad mood, against the product itself.
const port = 23_351;
const number = {
  phoneNumberId: '900000000000001',
  displayNumber: '551133330000',
  wabaId: '800000000000001',
  name: 'Clínica de Teste',
};
let database: TestDatabase;
let pool: pg.Pool;
let twin: Twin;
let product: Product;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  await registerClinic(pool, { number: number.displayNumber, phoneNumberId: number.phoneNumberId });
  twin = await startTwin({
    host: '127.0.0.1',
    port: 23_352,
    webhookUrl: `http://127.0.0.1:${port}/webhook/whatsapp-meta`,
    appSecret: secrets.appSecret,
    accessToken: 'test-access-token',
    numbers: [number],
  });
  product = await startProduct({
    databaseUrl: database.url,
    graphUrl: twin.graphUrl,
    port,
    environment: { RETRY_BASE_MS: '50', RETRY_UNKNOWN_AFTER_MS: '300' },
  });
}, 30_000);
afterAll(async () => {
  await product.stop('SIGTERM');
  await twin.close();
  await pool.end();
  await database.drop();
});
afterEach(() => fetch(`${twin.phoneUrl}_twin/faults`, { method: 'DELETE' }));

const command = async (path: string, body: object): Promise<Record<string, unknown>> => {
  const answer = await fetch(`${twin.phoneUrl}_twin/${path}`, { method: 'POST', body: JSON.stringify(body) });
  return (await answer.json()) as Record<string, unknown>;
};
let patients = 0;
const somebody = () => `5511955560${String((patients += 1)).padStart(3, '0')}`;
const write = (from: string) =>
  command('patient-message', { from, name: 'Ana', text: 'Qual o valor da consulta?' });
const answersTo = async (phone: string) => {
  const { rows } = await pool.query<{ status: string; attempts: number; resends: number }>(
    `select m.status, m.attempts, m.resends
     from whatsapp_messages_improved as m
     join whatsapp_conversations_improved as c on c.clinic_id = m.clinic_id and c.id = m.conversation_id
     join contact_identities as i on i.clinic_id = c.clinic_id and i.contact_id = c.contact_id
     where m.origin = 'assistant' and i.kind = 'phone' and i.value = $1`,
    [phone],
  );
  return rows;
};
const onThePhone = async (phone: string) => {
  const { chats } = (await (await fetch(`${twin.phoneUrl}_twin/chats`)).json()) as {
    chats: { patient: { phone: string }; bubbles: { from: string }[] }[];
  };
  const bubbles = chats.find(({ patient }) => patient.phone === phone)?.bubbles ?? [];
  return bubbles.filter(({ from }) => from === 'clinic').length;
};
const untilRead = (phone: string) =>
  until('the answer to be read', async () => (await answersTo(phone))[0]?.status === 'read');

test('a batch that comes shuffled and five times over is stored once', async () => {
  const ids = Array.from({ length: 12 }, (_, n) => `wamid.BATCH${n}`);
  const changes = ids.map((id, n) => ({
    field: 'messages',
    value: { messages: [textMessage({ id, from: somebody(), from_user_id: `BR.77000000000000000${n}` })] },
  }));
  const single = await command('webhook', { changes, copies: 5, order: 'shuffled' });
  const batch = await command('webhook', { changes, together: true, copies: 3 });
  expect(new Set([...(single['statuses'] as number[]), ...(batch['statuses'] as number[])])).toEqual(
    new Set([200]),
  );
  const { rows } = await pool.query<{ meta_message_id: string }>(
    `select meta_message_id from whatsapp_messages_improved where meta_message_id like 'wamid.BATCH%'`,
  );
  expect(rows.map((row) => row.meta_message_id).sort()).toEqual(ids.sort());
});

test.each(['wrong', 'missing'] as const)('a webhook whose signature is %s is refused', async (signature) => {
  const changes = [{ value: { statuses: [statusUpdate()] } }];
  expect(await command('webhook', { changes, signature })).toEqual({ statuses: [401] });
});

test('statuses that come late and backwards leave the answer read', async () => {
  await command('faults', { statuses: 'reversed', lateMs: 100, copies: 2 });
  const phone = somebody();
  await write(phone);
  await untilRead(phone);
});

test('an answer that Meta takes but does not confirm reaches the phone once', async () => {
  await command('faults', { answer: 'drop-after-accepting', lateMs: 50 });
  const phone = somebody();
  await write(phone);
  await untilRead(phone);
  expect(await answersTo(phone)).toMatchObject([{ resends: 0 }]);
  expect(await onThePhone(phone)).toBe(1);
});

test.each([
  ['a rate limit', { answer: 'error', status: 400, code: 130429 }],
  ['an overloaded Meta', { answer: 'error', status: 503, code: 2 }],
])('%s is waited out', async (_, fault) => {
  await command('faults', { ...fault, sends: 2 });
  const phone = somebody();
  await write(phone);
  await untilRead(phone);
  expect(await onThePhone(phone)).toBe(1);
});

test('an answer to somebody who wrote before the twin was started is delivered', async () => {
  const phone = somebody();
  const timestamp = String(Math.floor(Date.now() / 1000));
  // past the twin, as what an earlier one had brought
  await product.webhook(
    bodyWithMessages(textMessage({ from: phone, from_user_id: undefined, timestamp, body: 'Oi' })),
  );
  await untilRead(phone);
});

test('a file from a phone is described to whoever has the token, and fetched by the product', async () => {
  const bytes = Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex');
  const upload = await fetch(`${twin.phoneUrl}_twin/media`, {
    method: 'POST',
    headers: { 'content-type': 'image/jpeg' },
    body: bytes,
  });
  const about = (await upload.json()) as { id: string; sha256: string; mime_type: string };
  expect((await fetch(`${twin.graphUrl}/v25.0/${about.id}`)).status).toBe(401);
  const headers = { authorization: 'Bearer test-access-token' };
  const described = (await (await fetch(`${twin.graphUrl}/v25.0/${about.id}`, { headers })).json()) as {
    url: string;
    file_size: number;
  };
  expect(described.file_size).toBe(bytes.length);
  expect((await fetch(described.url)).status).toBe(401);
  expect(Buffer.from(await (await fetch(described.url, { headers })).arrayBuffer()).equals(bytes)).toBe(true);
  expect((await fetch(`${described.url}0`, { headers })).status).toBe(404);

  await fetch(`${twin.phoneUrl}_twin/patient-message`, {
    method: 'POST',
    body: JSON.stringify({
      from: '5511955507777',
      name: 'Rita',
      message: { type: 'image', image: { ...about, caption: 'olha' } },
    }),
  });
  await until('the file', async () => {
    const { rows } = await pool.query<{ state: string; content_type: string | null }>(
      'select state, content_type from message_media where meta_media_id = $1',
      [about.id],
    );
    return rows[0]?.state === 'stored' && rows[0].content_type === 'image/jpeg';
  });
});

test('a call from a phone is one entry, and answered; so is one whose events come shuffled and again', async () => {
  const entries = async (id: string) => {
    const { rows } = await pool.query<{ content: string }>(
      `select content from whatsapp_messages_improved where type = 'call' and payload ->> 'id' = $1`,
      [id],
    );
    return rows.map(({ content }) => content);
  };
  const from = somebody();
  const { id } = await command('patient-call', { from, name: 'Ana' });
  await until('an answer to the call', async () => (await onThePhone(from)) > 0);
  expect(await entries(String(id))).toEqual(['Ligação perdida']);

  const call = { id: 'wacid.SHUFFLED', from: somebody(), from_user_id: undefined };
  const changes = [callEvent({ ...call, event: 'connect', status: undefined }), callEvent(call)].map(
    (event) => ({ field: 'calls', value: { calls: [event] } }),
  );
  const sent = await command('webhook', { changes, copies: 4, order: 'shuffled' });
  expect(new Set(sent['statuses'] as number[])).toEqual(new Set([200]));
  expect(await entries('wacid.SHUFFLED')).toEqual(['Ligação perdida']);

  expect(await command('patient-call', { from: 'nobody' })).toHaveProperty('error');
});
