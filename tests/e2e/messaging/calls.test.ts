import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { atendeClient, type AtendeClient } from '../../../client/atende-client.ts';
import { bySecret } from '../../support/api/issuer.ts';
import { callEvent, messagesChange, textMessage, webhookBody } from '../../support/builders/meta-webhooks.ts';
import { everythingIn } from '../../support/database/everything.ts';
import { startStaffedProduct, type StaffedProduct } from '../../support/product/staffed-product.ts';
import { until } from '../../support/until.ts';

let world: StaffedProduct;
let bia: AtendeClient;
let admin: AtendeClient;
let clinicId: string;

beforeAll(async () => {
  world = await startStaffedProduct({
    port: 26_926,
    context: {
      clinica: {
        informacoes_basicas: { nome: 'Clínica de Teste' },
        contatos: { telefone_principal: '+55 11 3333-4444' },
      },
    },
  });
  ({ bia, clinicId } = world);
  const token = await bySecret({ sub: 'ana', role: 'clinic-admin', clinicIds: [clinicId] });
  admin = atendeClient({ baseUrl: world.product.url, token: () => token });
});
afterAll(() => world.close());

const secondsAgo = (ago: number) => String(Math.floor(Date.now() / 1_000) - ago);
const talked = (ago: number, seconds: number) => ({
  ...{ status: 'COMPLETED', start_time: secondsAgo(ago), duration: seconds },
  timestamp: secondsAgo(ago - seconds),
});

let people = 0;
/** Somebody new, so that tests do not meet in one conversation. */
function somebody() {
  people += 1;
  const n = String(people).padStart(4, '0');
  const who = { from: `551195599${n}`, from_user_id: `BR.68${n}` };
  const { from } = who;
  const contacts = [{ profile: { name: `Rita ${n}` }, wa_id: from, user_id: who.from_user_id }];
  const posts = (parts: object, field = 'calls') =>
    world.product.webhook(webhookBody(messagesChange({ contacts, ...parts }, field)));
  const conversation = async () => {
    const { items } = await bia.listConversations({ clinicId, limit: 100 });
    const found = items.find(({ contact: { phone } }) => phone === from);
    if (found === undefined) throw new Error(`no conversation of ${from}`);
    return found;
  };
  const calls = async (event: object = {}) => {
    const ended = callEvent({ ...who, id: `wacid.${from}`, timestamp: secondsAgo(1), ...event });
    expect((await posts({ calls: [ended] })).status).toBe(200);
  };
  return {
    from,
    posts,
    calls,
    conversation,
    writes: (body: string) =>
      posts({ messages: [{ ...textMessage({ body }), ...who, timestamp: secondsAgo(0) }] }, 'messages'),
    hears: () => world.graph.sent.filter(({ to }) => to === from),
    messages: async () => {
      const { id: conversationId } = await conversation();
      return (await bia.listMessages({ clinicId, conversationId })).items;
    },
  };
}
type Somebody = ReturnType<typeof somebody>;
const answered = (who: Somebody, answers = 1) => until('the answer', () => who.hears().length >= answers);

describe('a call that nobody took', () => {
  test('is one entry of the conversation, unread, and answered by a message', async () => {
    const who = somebody();
    const rings = { event: 'connect', status: undefined, session: { sdp_type: 'offer', sdp: 'v=0' } };
    await who.calls();
    await who.calls(rings);
    await who.calls();
    await answered(who);
    expect(JSON.stringify(who.hears()[0]?.body)).toMatch(/atende só por mensagem.*\+55 11 3333-4444/);
    expect((await who.messages()).filter(({ direction }) => direction === 'inbound')).toEqual([
      expect.objectContaining({
        ...{ type: 'call', text: 'Ligação perdida', origin: 'patient' },
        details: { call: { outcome: 'missed' } },
      }),
    ]);
    const { unread, lastPatientMessage, lastPatientMessageAt } = await who.conversation();
    expect({ unread, lastPatientMessage }).toMatchObject({
      unread: 1,
      lastPatientMessage: { type: 'call', text: 'Ligação perdida' },
    });
    expect(lastPatientMessageAt).toBeDefined();
    expect(who.hears()).toHaveLength(1);
  });

  test('waits for people where they have the conversation', async () => {
    const who = somebody();
    await who.writes('Oi');
    await answered(who);
    const { id: conversationId } = await who.conversation();
    await bia.takeOverConversation({ clinicId, conversationId });
    await bia.markConversationRead({ clinicId, conversationId, body: {} });
    await who.calls();
    await until('the call', async () => (await who.conversation()).unread === 1);
    expect((await who.conversation()).waiting).toMatchObject({ reason: 'patient-waits' });
    await until('the turn to be over', async () => {
      const { rows } = await world.pool.query(
        'select from whatsapp_conversations_improved where id = $1 and turn_due_at is null',
        [conversationId],
      );
      return rows.length === 1;
    });
    expect(who.hears()).toHaveLength(1);
  });

  test('is answered also to who wants nothing that the clinic starts, and lifts that not', async () => {
    const who = somebody();
    await who.writes('parar');
    await answered(who);
    expect((await who.conversation()).contact).toHaveProperty('optedOut');
    await who.calls();
    await answered(who, 2);
    expect((await who.conversation()).contact).toHaveProperty('optedOut');
  });

  test('opens the window for the team, as long as WhatsApp says', async () => {
    const [recent, old] = [somebody(), somebody()];
    await recent.calls({ timestamp: secondsAgo(23 * 3_600) });
    await answered(recent);
    await old.calls({ timestamp: secondsAgo(25 * 3_600) });
    const reply = async (who: Somebody) => {
      const { id: conversationId } = await who.conversation();
      return bia.replyInConversation({ clinicId, conversationId, body: { text: 'Podemos ajudar?' } });
    };
    expect(await reply(recent)).toMatchObject({ mode: 'human' });
    await expect(reply(old)).rejects.toMatchObject({ code: 'conversation.window-closed' });
    expect(old.hears()).toEqual([]);
  });

  test('is found by its word, exported and erased with the patient', async () => {
    const who = somebody();
    const timestamp = secondsAgo(1);
    await who.calls({ event: 'connect', status: undefined, timestamp });
    await who.calls({ timestamp });
    await answered(who);
    const { contact, id } = await who.conversation();
    const found = await bia.searchMessages({ clinicId, words: 'ligação perdida' });
    expect(found.items.map(({ conversationId }) => conversationId)).toContain(id);
    const exported = await admin.exportPatient({ clinicId, contactId: contact.id });
    expect(exported).toMatchObject({
      messages: expect.arrayContaining([
        expect.objectContaining({ type: 'call', text: 'Ligação perdida', direction: 'inbound' }),
      ]) as unknown,
    });
    await until('everything to be settled', async () => {
      const { rows } = await world.pool.query(
        `select from whatsapp_messages_improved where conversation_id = $1 and next_attempt_at is not null`,
        [id],
      );
      return rows.length === 0;
    });
    await admin.erasePatient({ clinicId, contactId: contact.id });
    const left = (await everythingIn(world.pool)).filter((line) => line.includes(who.from));
    expect(left).toEqual([]);
    // WhatsApp may tell of it again
    await who.calls({ timestamp });
    expect((await everythingIn(world.pool)).filter((line) => line.includes(who.from))).toEqual([]);
  });

  test('of a number that nobody has registered is parked as messages are', async () => {
    const who = somebody();
    const metadata = { display_phone_number: '551100000000', phone_number_id: '900000000009999' };
    const call = callEvent({ from: who.from, id: 'wacid.foreign', timestamp: secondsAgo(1) });
    expect((await who.posts({ metadata, calls: [call] })).status).toBe(200);
    const { rows } = await world.pool.query(
      `select reason from webhook_items where item::text like '%wacid.foreign%'`,
    );
    expect(rows).toEqual([{ reason: 'number-unknown' }]);
  });
});

describe('a call in which both have talked', () => {
  test('is shown, needs no answer and is not unread', async () => {
    const who = somebody();
    await who.calls(talked(300, 125));
    const [entry, ...others] = await who.messages();
    expect(others).toEqual([]);
    expect(entry).toMatchObject({
      text: 'Ligação atendida (2 min 5 s)',
      details: { call: { outcome: 'ended', seconds: 125 } },
    });
    expect(await who.conversation()).toMatchObject({ unread: 0, mode: 'assistant' });
    expect(who.hears()).toEqual([]);
  });

  test('and that the clinic made, stands on its side, silences the assistant and opens the window', async () => {
    const who = somebody();
    const direction = { direction: 'BUSINESS_INITIATED', from: '551133330000', from_user_id: undefined };
    await who.calls({ ...direction, to: who.from, ...talked(60, 30) });
    expect(await who.messages()).toMatchObject([
      { direction: 'outbound', origin: 'staff', text: 'Ligação da clínica atendida (30 s)' },
    ]);
    const { id: conversationId, mode, lastPatientMessageAt } = await who.conversation();
    expect({ mode, lastPatientMessageAt }).toMatchObject({
      mode: 'human',
      lastPatientMessageAt: expect.any(String) as unknown,
    });
    await bia.replyInConversation({ clinicId, conversationId, body: { text: 'Como combinamos' } });
    await answered(who);
  });
});
