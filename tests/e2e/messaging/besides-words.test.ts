import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  bodyWithMessages,
  message,
  messagesChange,
  textMessage,
  webhookBody,
} from '../../support/builders/meta-webhooks.ts';
import { startStaffedProduct, type StaffedProduct } from '../../support/product/staffed-product.ts';
import { until } from '../../support/until.ts';

// What patients send besides words: from the signed webhook to the conversation, the search and the answer.
let world: StaffedProduct;
beforeAll(async () => {
  world = await startStaffedProduct({ port: 26_921 });
});
afterAll(() => world.close());

let people = 0;
function somebody() {
  people += 1;
  const from = `551195577${String(people).padStart(4, '0')}`;
  const who = { from, from_user_id: `BR.66${String(people).padStart(6, '0')}` };
  const secondsAgo = (seconds: number) => String(Math.floor(Date.now() / 1_000) - seconds);
  const conversation = async () => {
    const { items } = await world.bia.listConversations({ clinicId: world.clinicId, limit: 100 });
    return items.find(({ contact: { phone } }) => phone === from);
  };
  return {
    from,
    secondsAgo,
    sends: (content: object) =>
      world.product.webhook(bodyWithMessages(message({ ...who, timestamp: secondsAgo(0), ...content }))),
    hears: () => world.graph.sent.filter(({ to }) => to === from).map(({ body }) => JSON.stringify(body)),
    conversation,
    messages: async () => {
      const conversationId = (await conversation())?.id ?? '';
      return (await world.bia.listMessages({ clinicId: world.clinicId, conversationId })).items;
    },
    /** The messages of this conversation that say it. */
    finds: async (words: string) => {
      const { items } = await world.bia.searchMessages({ clinicId: world.clinicId, words });
      const id = (await conversation())?.id;
      return items.filter(({ conversationId }) => conversationId === id).length;
    },
  };
}

const form = (answers: object) => ({
  type: 'interactive',
  interactive: {
    type: 'nfm_reply',
    nfm_reply: { name: 'flow', body: 'Sent', response_json: JSON.stringify(answers) },
  },
});
const order = (text: string) => ({
  type: 'order',
  order: { catalog_id: '1', text, product_items: [{ product_retailer_id: 'kit-clareador', quantity: '2' }] },
});
const file = (type: 'image' | 'document', named: object) => ({ type, [type]: { id: 'gone', ...named } });

describe('what a patient sends besides words', () => {
  test.each([
    ['the caption of a picture', file('image', { caption: 'foto do curativo' }), 'curativo', {}],
    [
      'the name of a file',
      file('document', { filename: 'ressonancia_joelho.pdf' }),
      'ressonância',
      { fileName: 'ressonancia_joelho.pdf' },
    ],
    [
      'where somebody is',
      { type: 'location', location: { latitude: -26.9, longitude: -49.07, name: 'Praça das Figueiras' } },
      'figueiras',
      { location: { latitude: -26.9, longitude: -49.07 } },
    ],
    [
      'a card with numbers',
      {
        type: 'contacts',
        contacts: [{ name: { formatted_name: 'Zuleica' }, phones: [{ phone: '+55 47 98877-6655' }] }],
      },
      'zuleica 98877',
      { contacts: [{ name: 'Zuleica', phones: ['+55 47 98877-6655'] }] },
    ],
    ['an order', order('para sexta'), 'clareador sexta', { order: { note: 'para sexta' } }],
    [
      'all answers of a form',
      form({ nome: 'Ana', alergias: ['dipirona', 'látex'] }),
      'dipirona latex',
      {
        form: {
          answers: [
            { name: 'nome', value: 'Ana' },
            { name: 'alergias', value: 'dipirona, látex' },
          ],
        },
      },
    ],
    [
      'the advertisement that brought them',
      {
        text: { body: 'Oi' },
        referral: { source_type: 'ad', source_id: '7', headline: 'Rejuvenescimento', body: 'Agende já' },
      },
      'rejuvenesc',
      { referral: { source: 'ad', id: '7', headline: 'Rejuvenescimento' } },
    ],
  ])('stands in the conversation and is found there: %s', async (_, content, words, details) => {
    const who = somebody();
    await who.sends(content);
    await until('it', async () => (await who.conversation()) !== undefined);
    const received = (await who.messages()).find(({ direction }) => direction === 'inbound');
    expect(received?.details ?? {}).toMatchObject(details);
    expect(await who.finds(words)).toBe(1);
  });

  test.each([
    ['the caption of a picture', file('image', { caption: 'olha como ele está sangrando' })],
    ['the name of a file', file('document', { filename: 'dor_no_peito-agora.pdf' })],
    ['a form', form({ motivo: 'estou com falta de ar' })],
    ['what is written beside an order', order('minha mãe desmaiou')],
  ])('is an emergency where it says so: %s', async (_, content) => {
    const who = somebody();
    await who.sends(content);
    await until('the answer', () => who.hears().length > 0);
    expect(who.hears()[0]).toContain('SAMU: 192');
    const id = (await who.conversation())?.id;
    const { items } = await world.bia.listAlerts({ clinicId: world.clinicId });
    expect(items).toContainEqual(expect.objectContaining({ kind: 'emergency', subject: id }));
  });
});

test('an imported history stands where it belongs in time, and is not answered', async () => {
  const who = somebody();
  await who.sends({ text: { body: 'quanto custa a consulta?' } });
  await until('the answer', () => who.hears().length > 0);
  const day = 86_400;
  const past = [
    { ...textMessage({ body: 'Bom dia, abrem sábado?' }), timestamp: who.secondsAgo(3 * day) },
    {
      ...textMessage({ body: 'Abrimos às 8h' }),
      from: '551133330000',
      timestamp: who.secondsAgo(3 * day - 60),
    },
  ].map((each) => ({ ...each, from_user_id: undefined }));
  const [asked, told] = past;
  const thread = { id: who.from, messages: [told, { ...asked, from: who.from }] };
  const change = messagesChange({ history: [{ metadata: { phase: 0 }, threads: [thread] }] }, 'history');
  expect((await world.product.webhook(webhookBody(change))).status).toBe(200);
  await until('the history', async () => (await who.messages()).length === 4);
  const shown = await who.messages();
  expect(shown.map(({ text }) => text).slice(2)).toEqual(['Abrimos às 8h', 'Bom dia, abrem sábado?']);
  expect(shown.map(({ direction }) => direction)).toEqual(['outbound', 'inbound', 'outbound', 'inbound']);
  // the list goes by what was said last, and nobody is answered about what is long over
  expect(await who.conversation()).toMatchObject({ lastMessage: { direction: 'outbound' } });
  expect((await who.conversation())?.lastMessage?.text).toContain('200,00');
  expect(who.hears()).toHaveLength(1);
});
