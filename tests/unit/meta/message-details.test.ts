import { describe, expect, it } from 'vitest';
import { readWebhook } from '../../../src/adapters/meta/webhook/webhook-payload.ts';
import { bodyWithMessages, message } from '../../support/builders/meta-webhooks.ts';

const read = (content: object) => {
  const [item] = readWebhook(bodyWithMessages(message({ ...content })), new Date());
  if (item?.kind !== 'message') throw new Error('No message');
  return item;
};

describe('what a message says besides words', () => {
  it('is where it is, also in words where the place has no name', () => {
    const location = { latitude: -26.9, longitude: -49.07 };
    expect(read({ type: 'location', location })).toMatchObject({
      text: '-26.9, -49.07',
      details: { location },
    });
  });

  it('is who a card is about, with the numbers', () => {
    const phones = [{ phone: '+55 47 99999-0000', wa_id: '5547999990000' }, { wa_id: '5547888880000' }];
    const card = { name: { formatted_name: 'Maria Souza' }, phones, emails: [{ email: 'm@example.com' }] };
    expect(read({ type: 'contacts', contacts: [card, {}] })).toMatchObject({
      text: 'Maria Souza: +55 47 99999-0000, 5547888880000',
      details: {
        contacts: [
          { name: 'Maria Souza', phones: ['+55 47 99999-0000', '5547888880000'], emails: ['m@example.com'] },
          { name: '', phones: [], emails: [] },
        ],
      },
    });
  });

  it('is every answer of a form, chosen among several or inside another', () => {
    const answers = {
      nome: 'Ana',
      sintomas: ['febre', 'tosse'],
      plano: { nome: 'Vida', titular: true },
      flow_token: 'x',
    };
    const nfm_reply = { name: 'flow', body: 'Sent', response_json: JSON.stringify(answers) };
    const { text, details } = read({ type: 'interactive', interactive: { type: 'nfm_reply', nfm_reply } });
    expect(text).toBe('nome: Ana\nsintomas: febre, tosse\nplano.nome: Vida\nplano.titular: true');
    expect(details?.form?.answers).toHaveLength(4);
  });

  it('is what was ordered, and at which price', () => {
    const product_items = [{ product_retailer_id: 'kit', quantity: '2', item_price: 10.5, currency: 'BRL' }];
    const order = { catalog_id: '1', product_items, text: 'para sexta' };
    expect(read({ type: 'order', order }).details).toEqual({
      order: {
        catalogId: '1',
        note: 'para sexta',
        items: [{ productId: 'kit', quantity: '2', price: '10.5', currency: 'BRL' }],
      },
    });
  });

  it('is the advertisement that brought the patient, and that something was passed on', () => {
    const referral = {
      source_type: 'ad',
      source_id: '7',
      headline: 'Clareamento',
      ctwa_clid: 'c',
      image_url: 'u',
    };
    const context = { frequently_forwarded: true };
    expect(read({ type: 'text', text: { body: 'Oi' }, referral, context }).details).toEqual({
      forwarded: 'often',
      referral: { source: 'ad', id: '7', headline: 'Clareamento', clickId: 'c' },
    });
  });

  it('is the file that comes with it, as Meta names it', () => {
    const document = { id: 'm1', mime_type: 'application/pdf', sha256: 'abc', filename: 'exame\u0000.pdf' };
    expect(read({ type: 'document', document })).toMatchObject({
      details: { fileName: 'exame\uFFFD.pdf' },
      media: { mediaId: 'm1', mimeType: 'application/pdf', sha256: 'abc' },
    });
    expect(read({ type: 'audio', audio: { id: 'm2', voice: true } })).toMatchObject({
      details: { isVoice: true },
      media: { mediaId: 'm2' },
    });
    expect(read({ type: 'image', image: { sha256: 'abc' } })).not.toHaveProperty('media');
  });

  it('is cut at generous lengths, never within a character', () => {
    const document = { id: 'm1', filename: `${'a'.repeat(239)}😀.pdf` };
    const contacts = [{ name: { formatted_name: `${'b'.repeat(999)}😀` } }];
    const referral = { headline: `${'c'.repeat(999)}😀` };
    for (const content of [
      { type: 'document', document },
      { type: 'contacts', contacts },
      { type: 'text', referral },
    ])
      expect(JSON.stringify(read(content).details)).not.toMatch(/\\ud[89a-f]/i);
  });

  it('is nothing where there is nothing, however odd it is', () => {
    for (const odd of [null, 7, 'x', [], { latitude: 'nan', longitude: {} }])
      expect(read({ type: 'location', location: odd })).not.toHaveProperty('details.location');
    expect(read({ type: 'text', text: { body: 'oi' } })).not.toHaveProperty('details');
  });
});
