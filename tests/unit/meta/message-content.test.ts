import { describe, expect, it } from 'vitest';
import { readWebhook } from '../../../src/adapters/meta/webhook/webhook-payload.ts';
import { bodyWithMessages, message } from '../../support/builders/meta-webhooks.ts';

const readOne = (given: unknown) => readWebhook(bodyWithMessages(given), new Date())[0];

describe('the content of a message', () => {
  it.each([
    ['image', { type: 'image', image: { id: '1', caption: 'meu exame' } }, 'image', 'meu exame'],
    ['video', { type: 'video', video: { id: '1' } }, 'video', ''],
    [
      'document',
      { type: 'document', document: { caption: 'laudo', filename: 'x.pdf' } },
      'document',
      'laudo',
    ],
    ['audio', { type: 'audio', audio: { id: '1', voice: true } }, 'audio', ''],
    ['legacy voice', { type: 'voice', voice: { id: '1' } }, 'audio', ''],
    ['sticker', { type: 'sticker', sticker: { id: '1' } }, 'sticker', ''],
    [
      'place',
      { type: 'location', location: { name: 'Praça', address: 'Rua 1' } },
      'location',
      'Praça, Rua 1',
    ],
    ['bare position', { type: 'location', location: { latitude: -23 } }, 'location', ''],
    ['cards', { type: 'contacts', contacts: [{ name: { formatted_name: 'Bia' } }, {}] }, 'contacts', 'Bia'],
    [
      'order',
      { type: 'order', order: { product_items: [{ quantity: '2', product_retailer_id: 'A' }] } },
      'order',
      '2 × A',
    ],
    ['removed reaction', { type: 'reaction', reaction: { message_id: 'wamid.X' } }, 'reaction', ''],
    [
      'emptied reaction',
      { type: 'reaction', reaction: { message_id: 'wamid.X', emoji: '' } },
      'reaction',
      '',
    ],
    ['revoke', { type: 'revoke', revoke: { original_message_id: 'wamid.X' } }, 'revoke', ''],
    ['unsupported', { type: 'unsupported', errors: [{ code: 131051 }] }, 'unsupported', ''],
    ['legacy unknown', { type: 'unknown', errors: [] }, 'unsupported', ''],
    ['interactive without object', { type: 'interactive' }, 'unsupported', ''],
    ['opened chat', { type: 'request_welcome' }, 'system', ''],
    ['future type', { type: 'hologram', hologram: {} }, 'unknown', ''],
    ['name of a built-in', { type: 'constructor' }, 'unknown', ''],
    ['missing type', { type: undefined }, 'unknown', ''],
    ['text without words', { type: 'text', text: null }, 'unknown', ''],
  ])('is read from: %s', (_, given, type, text) => {
    expect(readOne(message(given))).toMatchObject({ kind: 'message', type, text });
  });

  it.each([
    [{ type: 'button', button: { payload: 'sim:1', text: 'Sim' } }, 'Sim', { id: 'sim:1', title: 'Sim' }],
    [interactive({ button_reply: { id: 's:1', title: '15:00' } }), '15:00', { id: 's:1', title: '15:00' }],
    [
      interactive({ list_reply: { id: 'r:1', title: '09:00', description: 'Dra. Lia' } }),
      '09:00 – Dra. Lia',
      { id: 'r:1', title: '09:00' },
    ],
  ])('carries the choice of a tap: %j', (given, text, choice) => {
    expect(readOne(message(given))).toMatchObject({ text, choice });
  });

  it.each([
    ['answers', '{"nome":"Ana","idade":30,"flow_token":"t"}', 'nome: Ana\nidade: 30'],
    ['no JSON', '{"nome"', 'Sent'],
    ['a scalar', '"x"', 'Sent'],
    ['an array', '[1]', 'Sent'],
  ])('of a form is read from response_json with %s', (_, response_json, text) => {
    const given = interactive({ nfm_reply: { name: 'flow', body: 'Sent', response_json } });
    expect(readOne(message(given))).toMatchObject({ type: 'interactive', text });
  });

  it('of an edit is the new text, about the old message', () => {
    const inner = { type: 'image', image: { caption: 'nova legenda' } };
    const given = message({ type: 'edit', edit: { original_message_id: 'wamid.OLD', message: inner } });
    expect(readOne(given)).toMatchObject({
      type: 'edit',
      text: 'nova legenda',
      aboutMetaMessageId: 'wamid.OLD',
    });
  });
});

function interactive(reply: Record<string, unknown>) {
  return { type: 'interactive', interactive: { type: Object.keys(reply)[0], ...reply } };
}
