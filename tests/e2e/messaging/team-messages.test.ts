import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AtendeError } from '../../../client/atende-client.ts';
import { bodyWithMessages, textMessage } from '../../support/builders/meta-webhooks.ts';
import { startStaffedProduct, type StaffedProduct } from '../../support/product/staffed-product.ts';
import { until } from '../../support/until.ts';

let world: StaffedProduct;
let pool: StaffedProduct['pool'];
let graph: StaffedProduct['graph'];
let product: StaffedProduct['product'];
let clinicId: StaffedProduct['clinicId'];
let bia: StaffedProduct['bia'];

beforeAll(async () => {
  world = await startStaffedProduct({ port: 26_861 });
  ({ pool, graph, product, clinicId, bia } = world);
});
afterAll(() => world.close());

let people = 0;
/** Somebody who has written, and whom the assistant has answered. */
async function somebody(ageSeconds = 0) {
  people += 1;
  const from = `551195544${String(people).padStart(4, '0')}`;
  const id = `wamid.asked.${people}`;
  const timestamp = String(Math.floor(Date.now() / 1_000) - ageSeconds);
  await product.webhook(
    bodyWithMessages({
      ...textMessage({ from, from_user_id: `BR.77${people}`, timestamp, body: 'quanto custa?' }),
      id,
    }),
  );
  const hears = () => graph.sent.filter(({ to }) => to === from).map(({ body }) => body);
  if (ageSeconds === 0) await until('the answer', () => hears().length > 0);
  const { items } = await bia.listConversations({ clinicId, limit: 100 });
  const at = { clinicId, conversationId: items.find(({ contact }) => contact.phone === from)?.id ?? '' };
  const messages = async () => (await bia.listMessages(at)).items;
  const asked = (await messages()).find(({ metaMessageId }) => metaMessageId === id)!;
  return { at, id, asked, hears, messages };
}
const refusal = async (call: Promise<unknown>) => {
  const error: unknown = await call.catch((thrown: unknown) => thrown);
  return error instanceof AtendeError ? error.code : 'not refused';
};

describe('what people of a clinic send besides words', () => {
  test('quotes the patient’s message, on the phone and in the conversation', async () => {
    const { at, id, asked, hears, messages } = await somebody();
    await bia.replyInConversation({ ...at, body: { text: 'R$ 300', quotes: asked.id } });
    await until('the reply', () => hears().length > 1);
    expect(hears().at(-1)).toMatchObject({ text: { body: 'R$ 300' }, context: { message_id: id } });
    expect((await messages())[0]).toMatchObject({
      quote: { id: asked.id, by: 'patient', text: 'quanto custa?' },
    });
  });

  test('reacts to it, and takes the reaction back', async () => {
    const { at, id, asked, hears, messages } = await somebody();
    const before = (await messages()).length;
    await bia.reactToMessage({ ...at, messageId: asked.id, body: { emoji: '👍' } });
    await until('the reaction', () => hears().length > 1);
    expect(hears().at(-1)).toMatchObject({ type: 'reaction', reaction: { message_id: id, emoji: '👍' } });
    const shown = await messages();
    expect(shown).toHaveLength(before);
    expect(shown.find((message) => message.id === asked.id)).toMatchObject({
      reactions: [{ emoji: '👍', by: 'clinic' }],
    });
    await bia.reactToMessage({ ...at, messageId: asked.id, body: { emoji: '' } });
    await until('the end of it', () => hears().length > 2);
    expect(hears().at(-1)).toMatchObject({ reaction: { message_id: id, emoji: '' } });
  });

  test('sends a place and a contact card', async () => {
    const { at, hears, messages } = await somebody();
    await bia.sendLocation({ ...at, body: { latitude: -23.55, longitude: -46.63, name: 'Clínica Teste' } });
    await bia.sendContacts({
      ...at,
      body: { contacts: [{ name: 'Recepção', phones: ['+55 11 3333-0000'] }] },
    });
    await until('both', () => hears().length > 2);
    expect(hears().slice(1)).toMatchObject([
      { type: 'location', location: { latitude: -23.55, name: 'Clínica Teste' } },
      { type: 'contacts', contacts: [{ name: { formatted_name: 'Recepção' } }] },
    ]);
    expect(await messages()).toMatchObject([
      { type: 'contacts', text: 'Recepção: +55 11 3333-0000' },
      { type: 'location', details: { location: { name: 'Clínica Teste' } } },
      ...(await messages()).slice(2),
    ]);
  });

  test('is refused where WhatsApp would not take it or nobody would see it', async () => {
    const { at, asked, hears } = await somebody();
    const body = { emoji: 'ok' };
    expect(await refusal(bia.reactToMessage({ ...at, messageId: asked.id, body }))).toBe(
      'conversation.reaction-invalid',
    );
    const elsewhere = (await somebody()).asked.id;
    expect(await refusal(bia.replyInConversation({ ...at, body: { text: 'x', quotes: elsewhere } }))).toBe(
      'conversation.message-not-found',
    );
    await pool.query(
      `update whatsapp_messages_improved set sent_at = now() - interval '31 days' where id = $1`,
      [asked.id],
    );
    expect(await refusal(bia.replyInConversation({ ...at, body: { text: 'x', quotes: asked.id } }))).toBe(
      'conversation.message-out-of-reach',
    );
    const late = await somebody(25 * 3_600);
    expect(await refusal(bia.sendLocation({ ...late.at, body: { latitude: 1, longitude: 1 } }))).toBe(
      'conversation.window-closed',
    );
    expect(hears()).toHaveLength(1);
  });
});
