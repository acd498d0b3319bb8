import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { bySecret } from '../../support/api/issuer.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { readEvents } from '../../support/product/event-reader.ts';
import { startGraphStub, type GraphStub } from '../../support/vendors/graph-stub.ts';
import {
  bodyWithMessages,
  bodyWithStatuses,
  statusUpdate,
  textMessage,
} from '../../support/builders/meta-webhooks.ts';
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
/** Two web processes: what one does the other hears. */
let first: Product;
let second: Product;
let ours: string;
let theirs: string;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  ours = await registerClinic(pool, {});
  theirs = await registerClinic(pool, { number: '551133339999', phoneNumberId: '900000000000009' });
  graph = await startGraphStub();
  const start = (port: number, environment = {}) =>
    startProduct({
      databaseUrl: database.url,
      graphUrl: graph.url,
      port,
      environment: { ...withoutApiLimits, ...environment },
    });
  [first, second] = await Promise.all([start(26_211), start(26_212, { ROLE: 'web' })]);
});
afterAll(async () => {
  await Promise.all([first.stop('SIGTERM'), second.stop('SIGTERM')]);
  graph.close();
  await pool.end();
  await database.drop();
});

type Claims = Parameters<typeof bySecret>[0];
const staff = (clinicId: string): Claims => ({ sub: 'bia', role: 'clinic-staff', clinicIds: [clinicId] });
const ask = async (product: Product, path: string, claims: Claims, init: RequestInit = {}) =>
  fetch(`${product.url}${path}`, {
    ...init,
    headers: {
      ...{ authorization: `Bearer ${await bySecret(claims)}`, 'content-type': 'application/json' },
      'idempotency-key': randomUUID(),
    },
  });
const eventsOf = (clinicId: string) => `/api/clinics/${clinicId}/conversations/events`;
async function watch(product: Product, clinicId: string, claims = staff(clinicId)) {
  const response = await ask(product, eventsOf(clinicId), claims);
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
  const reader = readEvents(response);
  onTestFinished(() => reader.close());
  await until('the first event', () => reader.events.length > 0);
  return reader;
}

let people = 0;
function somebody() {
  people += 1;
  const from = `551195588${String(people).padStart(4, '0')}`;
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const from_user_id = `BR.55${String(people).padStart(6, '0')}`;
  return {
    from,
    writes: (body: string) =>
      first.webhook(bodyWithMessages(textMessage({ from, from_user_id, timestamp, body }))),
  };
}
const conversationOf = async (from: string) => {
  const { rows } = await pool.query<{ id: string }>(
    `select c.id from whatsapp_conversations_improved as c
     join contact_identities as i on i.clinic_id = c.clinic_id and i.contact_id = c.contact_id and i.value = $1`,
    [from],
  );
  return rows[0]!.id;
};

test('a stream tells what happens, in every process, by ids that can be read', async () => {
  const reader = await watch(second, ours);
  expect(reader.events[0]).toMatchObject({ event: 'resync', data: {} });
  // the first reader of a process is told again once the process itself hears what others say
  await until('the process to hear', () => reader.events.length === 2);
  const who = somebody();
  await who.writes('quanto custa a consulta?');
  await until('the answer to be accepted', () =>
    reader.events.some(({ event }) => event === 'message-status'),
  );
  const conversationId = await conversationOf(who.from);
  const names = reader.events.map(({ event }) => event);
  expect(names.filter((name) => name === 'message-stored')).toHaveLength(2);
  for (const { data, event, id } of reader.events.filter((one) => one.event !== 'resync')) {
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(data).toMatchObject({ clinicId: ours, conversationId });
    if (event.startsWith('message-')) {
      const list = await ask(
        second,
        `/api/clinics/${ours}/conversations/${conversationId}/messages`,
        staff(ours),
      );
      const { items } = (await list.json()) as { items: { id: string }[] };
      expect(items.map((message) => message.id)).toContain(data['messageId']);
    }
  }
  expect(reader.text()).not.toMatch(/consulta|R\$|5511955/);

  const heard = reader.events.length;
  const [sent] = graph.sent.filter(({ to }) => to === who.from);
  await first.webhook(
    bodyWithStatuses(statusUpdate({ id: sent?.wamid, recipient_id: who.from, status: 'read' })),
  );
  await until('the status', () => reader.events.length > heard);
  expect(reader.events.at(-1)).toMatchObject({ event: 'message-status', data: { conversationId } });

  const path = `/api/clinics/${ours}/conversations/${conversationId}`;
  await ask(first, `${path}/take-over`, staff(ours), { method: 'POST' });
  await until('the act', () => reader.events.at(-1)?.event === 'conversation-changed');
  await ask(first, `${path}/messages`, staff(ours), { method: 'POST', body: '{"text":"Olá, aqui é a Bia"}' });
  await until(
    'the reply',
    () => reader.events.filter(({ event }) => event === 'message-stored').length === 3,
  );
  expect(reader.text()).not.toContain('Bia');
});

test('a reader that comes back is told to read again, whatever they have heard last', async () => {
  const token = await bySecret(staff(ours));
  const response = await fetch(`${second.url}${eventsOf(ours)}`, {
    headers: { authorization: `Bearer ${token}`, 'last-event-id': '01890000-0000-7000-8000-000000000001' },
  });
  const reader = readEvents(response);
  onTestFinished(() => reader.close());
  await until('the resync', () => reader.events[0]?.event === 'resync');
});

test('nobody hears anything of another clinic', async () => {
  const [own, foreign] = [await watch(second, ours), await watch(second, theirs)];
  const who = somebody();
  await who.writes('oi');
  await until('the message', () => own.events.some(({ event }) => event === 'message-stored'));
  const before = own.events.length;
  await who.writes('de novo');
  await until('the next one', () => own.events.length > before);
  expect(foreign.events.map(({ event }) => event)).toEqual(['resync']);
  const refused = await ask(second, eventsOf(ours), staff(theirs));
  expect(refused.status).toBe(404);
});

test('a stream ends when the token ends', async () => {
  const reader = await watch(second, ours, { ...staff(ours), expiresIn: 5 });
  expect(reader.isEnded()).toBe(false);
  await until('the end', () => reader.isEnded());
});

test('a stream ends within five seconds after its reader was removed from the clinic, in every process', async () => {
  const member: Claims = { sub: 'carla' };
  await pool.query(
    `insert into clinic_members (clinic_id, user_id, role, added_by) values ($1, 'carla', 'clinic-staff', 'user:ana')`,
    [ours],
  );
  const [reader, other] = [await watch(second, ours, member), await watch(second, ours)];
  const admin: Claims = { sub: 'ana', role: 'clinic-admin', clinicIds: [ours] };
  const removal = await ask(first, `/api/clinics/${ours}/members/carla`, admin, { method: 'DELETE' });
  expect(removal.status).toBe(204);
  const removed = performance.now();
  await until('the end', () => reader.isEnded());
  expect(performance.now() - removed).toBeLessThan(5_000);
  expect(other.isEnded()).toBe(false);
  expect((await ask(second, eventsOf(ours), member)).status).toBe(404);
});

test('a HEAD opens no stream', async () => {
  const response = await ask(second, eventsOf(ours), staff(ours), { method: 'HEAD' });
  expect([response.status, await response.text()]).toEqual([200, '']);
});

test('more than fifty readers of one clinic are refused, those of another let in, and room is made again', async () => {
  const readers = await Promise.all(Array.from({ length: 50 }, () => watch(second, theirs)));
  const refused = await ask(second, eventsOf(theirs), staff(theirs));
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '15']);
  expect(await refused.json()).toMatchObject({ code: 'http.too-many-streams' });
  await watch(second, ours);
  readers[0]?.close();
  await until('room', async () => {
    const response = await ask(second, eventsOf(theirs), staff(theirs));
    await response.body?.cancel();
    return response.status === 200;
  });
});

test('a reader that goes leaves no complaint in the log', async () => {
  const reader = await watch(second, ours);
  reader.close();
  (await watch(second, ours)).close();
  await somebody().writes('oi');
  expect(second.log()).not.toContain('could not be written');
});

test('who of the team is in a conversation is told in every process, believed for seconds, and stored nowhere', async () => {
  const who = somebody();
  await who.writes('oi');
  await until('the conversation', async () => (await conversationOf(who.from).catch(() => '')) !== '');
  const conversationId = await conversationOf(who.from);
  const [reader, stranger] = [await watch(second, ours), await watch(second, theirs, staff(theirs))];
  const rows = async () => {
    const { rows: counted } = await pool.query<{ n: string }>(
      `select (select count(*) from audit_log) + (select count(*) from idempotent_requests) as n`,
    );
    return counted[0]?.n;
  };
  const before = await rows();
  const path = `/api/clinics/${ours}/conversations/${conversationId}/presence`;
  const say = async (doing: string, claims = staff(ours)) =>
    (await ask(first, path, claims, { method: 'POST', body: JSON.stringify({ doing }) })).status;
  expect(await say('writing')).toBe(204);
  const seen = () => reader.events.filter(({ event }) => event === 'presence');
  await until('the presence', () => seen().length === 1);
  expect(seen()[0]?.data).toEqual({
    ...{ clinicId: ours, conversationId, actor: 'user:bia', doing: 'writing', seconds: 8 },
  });
  expect([await say('dancing'), await say('writing', staff(theirs))]).toEqual([400, 404]);
  const nowhere = path.replace(conversationId, randomUUID());
  const lost = await ask(first, nowhere, staff(ours), {
    method: 'POST',
    body: JSON.stringify({ doing: 'reading' }),
  });
  expect([lost.status, await lost.json()]).toMatchObject([404, { code: 'conversation.not-found' }]);
  expect(await say('left')).toBe(204);
  await until('the end', () => seen().length === 2);
  expect(stranger.text()).not.toContain('presence');
  expect(await rows()).toBe(before);
});

test('that a patient was erased is told in every process of the clinic, by an id that says nothing', async () => {
  const who = somebody();
  await who.writes('oi');
  await until('the conversation', async () => (await conversationOf(who.from).catch(() => '')) !== '');
  const conversationId = await conversationOf(who.from);
  const { rows } = await pool.query<{ contact_id: string }>(
    'select contact_id from whatsapp_conversations_improved where id = $1',
    [conversationId],
  );
  const contactId = rows[0]!.contact_id;
  const [reader, stranger] = [await watch(second, ours), await watch(second, theirs)];
  const path = `/api/clinics/${ours}/patients/${contactId}/erasures`;
  const erase = (claims: Claims) => ask(first, path, claims, { method: 'POST' });
  // whoever may not erase tells nobody anything
  expect((await erase(staff(ours))).status).toBe(403);
  expect((await erase({ sub: 'ana', role: 'clinic-admin', clinicIds: [ours] })).status).toBe(201);
  const erased = () => reader.events.filter(({ event }) => event === 'patient-erased');
  await until('that they are gone', () => erased().length > 0);
  expect(erased().map(({ data }) => data)).toEqual([{ clinicId: ours, contactId }]);
  expect(reader.text()).not.toContain(who.from);
  expect(stranger.text()).not.toContain('patient-erased');
});

test('a process that stops ends its streams at once', async () => {
  const reader = await watch(second, ours);
  const started = performance.now();
  expect(await second.stop('SIGTERM')).toBe(0);
  expect(performance.now() - started).toBeLessThan(10_000);
  await until('the end', () => reader.isEnded());
});
