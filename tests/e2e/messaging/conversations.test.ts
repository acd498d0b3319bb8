import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { atendeClient, AtendeError, type AtendeClient } from '../../../client/atende-client.ts';
import { bySecret } from '../../support/api/issuer.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { startGraphStub, type GraphStub, type StubAnswer } from '../../support/vendors/graph-stub.ts';
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
let product: Product;
let clinicId: string;
let bia: AtendeClient;
let meta: () => StubAnswer = () => 'accept';

const clientOf = async (claims: Parameters<typeof bySecret>[0]) => {
  const token = await bySecret(claims);
  return atendeClient({ baseUrl: product.url, token: () => token });
};

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  clinicId = await registerClinic(pool, {});
  graph = await startGraphStub(() => meta());
  product = await startProduct({
    databaseUrl: database.url,
    graphUrl: graph.url,
    port: 26_201,
    environment: { RETRY_BASE_MS: '600', ...withoutApiLimits },
  });
  bia = await clientOf({ sub: 'bia', role: 'clinic-staff', clinicIds: [clinicId] });
});
afterAll(async () => {
  await product.stop('SIGTERM');
  graph.close();
  await pool.end();
  await database.drop();
});
beforeEach(() => {
  meta = () => 'accept';
});

let people = 0;
/** Somebody new, so that tests do not meet in one conversation. */
function somebody() {
  people += 1;
  const from = `551195577${String(people).padStart(4, '0')}`;
  const writes = (body: string, ageSeconds = 0) =>
    product.webhook(
      bodyWithMessages(
        textMessage({
          from,
          from_user_id: `BR.66${String(people).padStart(6, '0')}`,
          timestamp: String(Math.floor(Date.now() / 1_000) - ageSeconds),
          body,
        }),
      ),
    );
  return { from, writes, hears: () => graph.sent.filter(({ to }) => to === from).map(textOf) };
}
function textOf({ body }: GraphStub['sent'][number]): string {
  const { text, interactive } = body as {
    text?: { body: string };
    interactive?: { body: { text: string } };
  };
  return text?.body ?? interactive?.body.text ?? '';
}

async function conversationOf(from: string) {
  const { items } = await bia.listConversations({ clinicId, limit: 100 });
  // the identity is kept with its ninth digit
  const found = items.find(({ contact: { phone } }) => phone === from);
  if (found === undefined) throw new Error(`no conversation of ${from}`);
  return { ...found, at: { clinicId, conversationId: found.id } };
}
const refusal = async (call: Promise<unknown>) => {
  const error: unknown = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AtendeError)) throw new Error('It was not refused', { cause: error });
  return error;
};

describe('somebody of the clinic', () => {
  test('sees who wrote, what was said and what became of it', async () => {
    const who = somebody();
    await who.writes('quanto custa a consulta?');
    await until('the answer', () => who.hears().length > 0);
    await until('its status', async () => {
      const { items } = await bia.listMessages((await conversationOf(who.from)).at);
      return items[0]?.origin === 'assistant' && items[0].status === 'accepted';
    });
    const { at, ...view } = await conversationOf(who.from);
    expect(view).toMatchObject({ mode: 'assistant', unread: 1, epoch: 0, whatsappNumber: '551133330000' });
    const { items } = await bia.listMessages(at);
    expect(items.at(-1)).toMatchObject({
      direction: 'inbound',
      origin: 'patient',
      text: 'quanto custa a consulta?',
    });
    expect(
      items
        .map(({ text }) => text)
        .slice(0, -1)
        .reverse(),
    ).toEqual(who.hears());
    expect(await bia.getConversation(at)).toMatchObject({
      id: at.conversationId,
      contact: { phone: who.from },
    });
    expect(view.lastMessage?.id).toBe(items[0]?.id);
  });

  test('takes over, talks, and gives back; the assistant is silent in between', async () => {
    const who = somebody();
    await who.writes('oi');
    await until('the answer', () => who.hears().length > 0);
    const { at } = await conversationOf(who.from);
    const heard = who.hears().length;
    expect(await bia.takeOverConversation(at)).toMatchObject({ mode: 'human', epoch: 1 });
    await who.writes('quero falar com a Bia');
    const sent = await bia.replyInConversation({ ...at, body: { text: '  Oi! Aqui é a Bia. ' } });
    expect(sent).toMatchObject({ mode: 'human', epoch: 2 });
    await until('the reply', () => who.hears().length > heard);
    expect(who.hears().slice(heard)).toEqual(['Oi! Aqui é a Bia.']);
    const { items } = await bia.listMessages(at);
    expect(items[0]).toMatchObject({ id: sent.messageId, origin: 'human', sentBy: 'user:bia' });

    expect(await bia.returnConversation(at)).toMatchObject({ mode: 'assistant', epoch: 3 });
    expect(await bia.returnConversation(at)).toMatchObject({ mode: 'assistant', epoch: 3 });
    await who.writes('quanto custa a consulta?');
    await until('the assistant again', () => who.hears().length > heard + 1);
  });

  test('steps in while an answer waits: it is never sent, and the human’s words do not wait behind it', async () => {
    const who = somebody();
    let isAway = true;
    meta = () =>
      isAway ? { status: 400, body: { error: { code: 130429, message: 'Rate limit hit' } } } : 'accept';
    const before = graph.attempts();
    await who.writes('quanto custa a consulta?');
    await until('a failed attempt', () => graph.attempts() > before);
    const { at } = await conversationOf(who.from);
    await until('the answer to wait', async () => {
      const { items } = await bia.listMessages(at);
      return items[0]?.origin === 'assistant' && items[0].status !== 'sending';
    });
    const { cancelled, onTheirWay } = await bia.takeOverConversation(at);
    expect(cancelled + onTheirWay).toBeGreaterThan(0);
    isAway = false;
    await bia.replyInConversation({ ...at, body: { text: 'Já vejo isso para você.' } });
    await until('every message to be settled', async () => {
      const { items } = await bia.listMessages(at);
      return items.every(({ status }) => !['queued', 'sending', 'unknown'].includes(status));
    });
    expect(who.hears()).toEqual(['Já vejo isso para você.']);
  });

  test('repeats a reply with the same key and is heard once', async () => {
    const who = somebody();
    await who.writes('oi');
    await until('the conversation', async () => (await conversationOf(who.from)).unread === 1);
    const { at } = await conversationOf(who.from);
    const idempotencyKey = randomUUID();
    const say = () => bia.replyInConversation({ ...at, body: { text: 'uma vez só' }, idempotencyKey });
    const all = await Promise.allSettled([say(), say(), say()]);
    const answers = [await say(), ...all.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))];
    expect(new Set(answers.map(({ messageId }) => messageId)).size).toBe(1);
    await until('the reply', () => who.hears().includes('uma vez só'));
    expect(
      (await refusal(bia.replyInConversation({ ...at, body: { text: 'outra' }, idempotencyKey }))).code,
    ).toBe('http.idempotency-key-reused');
    expect(who.hears().filter((text) => text === 'uma vez só')).toHaveLength(1);
  });

  test('is told at once that WhatsApp would not take a text any more, and that there is nothing in it', async () => {
    const who = somebody();
    await who.writes('oi', 25 * 3_600);
    const { at, lastPatientMessageAt } = await conversationOf(who.from);
    const late = await refusal(bia.replyInConversation({ ...at, body: { text: 'tarde demais' } }));
    expect([late.status, late.code]).toEqual([409, 'conversation.window-closed']);
    expect(late.details).toEqual({ lastPatientMessageAt });
    const empty = await refusal(bia.replyInConversation({ ...at, body: { text: '\u200b \n' } }));
    expect([empty.status, empty.code]).toEqual([422, 'conversation.reply-empty']);
    expect((await conversationOf(who.from)).epoch).toBe(0);
  });

  test('reads, and the patient’s phone is told once; a screen that only looks tells nothing', async () => {
    const who = somebody();
    await who.writes('um');
    const { at } = await conversationOf(who.from);
    await bia.takeOverConversation(at);
    for (const body of ['dois', 'três']) await who.writes(body);
    const { items } = await bia.listMessages(at);
    for (let n = 0; n < 3; n += 1) await Promise.all([bia.listMessages(at), bia.getConversation(at)]);
    const wamidOf = (said: string) => items.find(({ text }) => text === said)?.metaMessageId ?? '';
    const ticks = () => graph.read.filter((wamid) => [wamidOf('dois'), wamidOf('três')].includes(wamid));
    expect(ticks()).toEqual([]);
    const second = items.find(({ text }) => text === 'dois');
    for (let n = 0; n < 2; n += 1) await bia.markConversationRead({ ...at, body: { upTo: second?.id } });
    await until('the first tick', () => ticks().length > 0);
    await Promise.all([
      bia.markConversationRead({ ...at, body: {} }),
      bia.markConversationRead({ ...at, body: {} }),
    ]);
    await until('the second tick', () => ticks().length > 1);
    await bia.markConversationRead({ ...at, body: {} });
    expect(ticks()).toEqual([wamidOf('dois'), wamidOf('três')]);
  });

  test('reads up to a message, and only what came later stays unread', async () => {
    const who = somebody();
    for (const body of ['um', 'dois', 'três']) await who.writes(body);
    const { at } = await conversationOf(who.from);
    await bia.takeOverConversation(at);
    const { items } = await bia.listMessages(at);
    const second = items.find(({ text }) => text === 'dois');
    expect(await bia.markConversationRead({ ...at, body: { upTo: second?.id } })).toMatchObject({
      unread: 1,
    });
    const { items: unread } = await bia.listConversations({ clinicId, unread: 'true', mode: 'human' });
    expect(unread.map(({ id }) => id)).toContain(at.conversationId);
    expect(await bia.markConversationRead({ ...at, body: {} })).toMatchObject({ unread: 0 });
    const unknown = await refusal(bia.markConversationRead({ ...at, body: { upTo: randomUUID() } }));
    expect([unknown.status, unknown.code]).toEqual([404, 'conversation.message-not-found']);
  });

  test('pages through both lists, each once, and no cursor of one fits the other', async () => {
    const who = somebody();
    await who.writes('oi');
    // an answer under way would move its conversation up in the middle of the list
    await until('the answer', () => who.hears().length > 0);
    const { at } = await conversationOf(who.from);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await bia.listConversations({ clinicId, limit: 2, cursor });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    const { items: whole } = await bia.listConversations({ clinicId, limit: 100 });
    expect(seen).toEqual(whole.map(({ id }) => id));
    const first = await bia.listMessages({ ...at, limit: 1 });
    const refused = await refusal(bia.listConversations({ clinicId, cursor: first.nextCursor ?? '' }));
    expect(refused.code).toBe('http.cursor-invalid');
  });

  test('gets the team’s queue in order, page by page, and nobody of another clinic does', async () => {
    const written = async () => {
      const who = somebody();
      await who.writes('oi');
      // a turn under way would write what it found
      await until('the answer', () => who.hears().length > 0);
      return who;
    };
    const [calm, longest, urgent] = [await written(), await written(), await written()];
    const ids: string[] = [];
    for (const [who, reason, minutes] of [
      [longest, 'complaint', 600],
      [urgent, 'emergency', 1],
    ] as const) {
      const { id } = await conversationOf(who.from);
      ids.push(id);
      const handover = { reason, summary: '', at: new Date(Date.now() - minutes * 60_000) };
      await pool.query('update whatsapp_conversations_improved set attention = $2 where id = $1', [
        id,
        { handover },
      ]);
    }
    const first = await bia.listTeamQueue({ clinicId, limit: 1 });
    const second = await bia.listTeamQueue({ clinicId, limit: 1, cursor: first.nextCursor ?? '' });
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids.toReversed());
    expect(JSON.stringify(await bia.listTeamQueue({ clinicId }))).not.toContain(
      (await conversationOf(calm.from)).id,
    );
    // a place of another list, and what nobody has given out
    const other = await bia.listConversations({ clinicId, limit: 1 });
    const forged = ['["queue","0.1.x"]', '["queue",{"rank":0}]', '[]'];
    const encoded = forged.map((text) => Buffer.from(text).toString('base64url'));
    for (const cursor of [other.nextCursor ?? '', ...encoded])
      await expect(bia.listTeamQueue({ clinicId, cursor })).rejects.toMatchObject({
        code: 'http.cursor-invalid',
      });
    const stranger = await clientOf({ sub: 'caio', role: 'clinic-staff', clinicIds: [randomUUID()] });
    await expect(stranger.listTeamQueue({ clinicId })).rejects.toBeInstanceOf(AtendeError);
  });

  test('leaves a line in the audit log with every act, and the alert about a waiting patient ends', async () => {
    const who = somebody();
    await who.writes('quero falar com uma pessoa');
    const { at } = await conversationOf(who.from);
    const alerts = async () =>
      (await bia.listAlerts({ clinicId })).items.filter(({ subject }) => subject === at.conversationId);
    await until('the handover', async () => (await alerts()).length > 0);
    expect(await alerts()).toMatchObject([{ kind: 'handover' }]);
    expect((await conversationOf(who.from)).mode).toBe('human');
    await bia.takeOverConversation(at);
    expect(await alerts()).toEqual([]);
    const admin = await clientOf({ sub: 'ana', role: 'clinic-admin', clinicIds: [clinicId] });
    const { items } = await admin.listAuditEntries({ clinicId, actor: 'user:bia', limit: 1 });
    expect(items).toMatchObject([
      { action: 'conversation.take-over', subject: `conversation:${at.conversationId}`, outcome: 'done' },
    ]);
  });
});

test('those of another clinic find nothing, not even under its own address', async () => {
  const other = await registerClinic(pool, { number: '551133339999', phoneNumberId: '900000000000009' });
  const foreign = await clientOf({ sub: 'rui', role: 'clinic-admin', clinicIds: [other] });
  const who = somebody();
  await who.writes('segredo');
  const { at } = await conversationOf(who.from);
  expect((await foreign.listConversations({ clinicId: other })).items).toEqual([]);
  const disguised = { clinicId: other, conversationId: at.conversationId };
  for (const call of [
    () => foreign.getConversation(disguised),
    () => foreign.listMessages(disguised),
    () => foreign.takeOverConversation(disguised),
    () => foreign.returnConversation(disguised),
    () => foreign.replyInConversation({ ...disguised, body: { text: 'oi' } }),
    () => foreign.markConversationRead({ ...disguised, body: {} }),
  ])
    expect((await refusal(call())).code).toBe('conversation.not-found');
  expect(await bia.getConversation(at)).toMatchObject({ epoch: 0 });
});
