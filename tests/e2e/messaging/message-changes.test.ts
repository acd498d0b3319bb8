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

let world: StaffedProduct;
let graph: StaffedProduct['graph'];
let product: StaffedProduct['product'];
let clinicId: StaffedProduct['clinicId'];
let bia: StaffedProduct['bia'];

beforeAll(async () => {
  world = await startStaffedProduct({
    port: 26_811,
    environment: { TURN_DEBOUNCE_MS: '250', TURN_CAP_MS: '1000' },
  });
  ({ graph, product, clinicId, bia } = world);
});
afterAll(() => world.close());

let people = 0;
/** Somebody new, so that tests do not meet in one conversation. */
function somebody() {
  people += 1;
  const from = `551195588${String(people).padStart(4, '0')}`;
  const who = { from, from_user_id: `BR.67${String(people).padStart(6, '0')}` };
  const now = () => String(Math.floor(Date.now() / 1_000));
  const sends = (...messages: object[]) =>
    product.webhook(bodyWithMessages(...messages.map((each) => ({ ...each, ...who, timestamp: now() }))));
  const conversation = async () => {
    const { items } = await bia.listConversations({ clinicId, limit: 100 });
    const found = items.find(({ contact: { phone } }) => phone === from);
    if (found === undefined) throw new Error(`no conversation of ${from}`);
    return found;
  };
  return {
    writes: (id: string, body: string, more: object = {}) => sends({ ...textMessage({ body, ...more }), id }),
    edits: (id: string, body: string) =>
      sends(
        message({
          type: 'edit',
          edit: { original_message_id: id, message: { type: 'text', text: { body } } },
        }),
      ),
    deletes: (id: string) => sends(message({ type: 'revoke', revoke: { original_message_id: id } })),
    reacts: (id: string, emoji: string) =>
      sends(message({ type: 'reaction', reaction: { message_id: id, emoji } })),
    hears: () => graph.sent.filter(({ to }) => to === from),
    phone: from,
    conversation,
    messages: async () => {
      const { id: conversationId } = await conversation();
      return (await bia.listMessages({ clinicId, conversationId })).items;
    },
  };
}

describe('what patients change of what they said', () => {
  test('shows on the message, counts as unread and comes to the team after the answer', async () => {
    const who = somebody();
    await who.writes('wamid.day', 'Quero marcar uma consulta na segunda');
    await until('an answer', () => who.hears().length > 0);
    const { unread, id } = await who.conversation();
    const answers = who.hears().length;
    await who.edits('wamid.day', 'Quero marcar uma consulta na terça');
    await until('the alert', async () => {
      const { items } = await bia.listAlerts({ clinicId });
      return items.some(({ kind, subject }) => kind === 'message-changed' && subject === id);
    });
    expect(await who.conversation()).toMatchObject({ unread: unread + 1 });
    expect((await who.messages()).find(({ metaMessageId }) => metaMessageId === 'wamid.day')).toMatchObject({
      text: 'Quero marcar uma consulta na terça',
      edited: { before: 'Quero marcar uma consulta na segunda' },
    });
    expect(who.hears()).toHaveLength(answers);
  });

  test('is what the assistant answers, also when the correction came before the message', async () => {
    const who = somebody();
    await who.edits('wamid.price', 'Quanto custa a consulta?');
    await who.writes('wamid.price', 'asdf');
    await until('an answer', () => who.hears().length > 0);
    expect(JSON.stringify(who.hears()[0]?.body)).toMatch(/R\$/);
    expect(await who.messages()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ metaMessageId: 'wamid.price', text: 'Quanto custa a consulta?' }),
      ]),
    );
  });

  test('is not answered any more when it was deleted', async () => {
    const who = somebody();
    await who.deletes('wamid.gone');
    await who.writes('wamid.gone', 'Quanto custa a consulta?');
    await who.writes('wamid.next', 'Oi', { context: { id: 'wamid.gone', from: 'x' } });
    await until('an answer', () => who.hears().length > 0);
    expect(JSON.stringify(who.hears().map(({ body }) => body))).not.toMatch(/R\$/);
    const messages = await who.messages();
    expect(messages.find(({ metaMessageId }) => metaMessageId === 'wamid.gone')).toMatchObject({
      text: '',
      deletedAt: expect.any(String) as unknown,
    });
    expect(messages.find(({ metaMessageId }) => metaMessageId === 'wamid.next')?.quote).toMatchObject({
      metaMessageId: 'wamid.gone',
      by: 'patient',
      text: '',
    });
  });

  test('is shown likewise of what staff typed on their phone', async () => {
    const who = somebody();
    await who.writes('wamid.ask', 'Quero marcar uma consulta');
    await until('an answer', () => who.hears().length > 0);
    const types = (content: object) => {
      const echo = { from: '551133330000', timestamp: String(Math.floor(Date.now() / 1_000)), ...content };
      const message_echoes = [{ ...echo, to: who.phone }];
      return product.webhook(webhookBody(messagesChange({ message_echoes }, 'smb_message_echoes')));
    };
    const corrects = (id: string, body: string) =>
      types({
        id,
        type: 'edit',
        edit: { original_message_id: 'wamid.staff', message: { type: 'text', text: { body } } },
      });
    // the correction comes first
    await corrects('wamid.staff-edit', 'Pode vir às 11h');
    await types({ id: 'wamid.staff', type: 'text', text: { body: 'Pode vir às 10h' } });
    await types({
      id: 'wamid.staff-react',
      type: 'reaction',
      reaction: { message_id: 'wamid.ask', emoji: '🙏' },
    });
    await until('the reaction', async () =>
      (await who.messages()).some(({ reactions }) => reactions?.[0]?.by === 'clinic'),
    );
    const shown = (await who.messages()).find(({ metaMessageId }) => metaMessageId === 'wamid.staff');
    expect(shown).toMatchObject({
      direction: 'outbound',
      text: 'Pode vir às 11h',
      edited: { before: 'Pode vir às 10h' },
    });
  });

  test('is an answer where a thumb stands under our question', async () => {
    const who = somebody();
    await who.writes('wamid.book', 'Quero marcar uma limpeza');
    await until('a question', () => who.hears().length > 0);
    const asked = who.hears().at(-1)!;
    const before = who.hears().length;
    await until('its wamid', async () =>
      (await who.messages()).some(({ metaMessageId }) => metaMessageId === asked.wamid),
    );
    await who.reacts(asked.wamid, '👍');
    await until('an answer to the thumb', () => who.hears().length > before);
    expect(
      (await who.messages()).find(({ metaMessageId }) => metaMessageId === asked.wamid)?.reactions,
    ).toMatchObject([{ emoji: '👍', by: 'patient' }]);
  });
});
