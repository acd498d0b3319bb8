import { describe, expect, it } from 'vitest';
import { readWebhook } from '../../../src/adapters/meta/webhook/webhook-payload.ts';
import {
  bodyWithMessages,
  contact,
  messagesChange,
  textMessage,
  webhookBody,
} from '../../support/builders/meta-webhooks.ts';

const receivedAt = new Date('2026-11-23T12:00:00Z');
const read = (body: unknown) => readWebhook(body, receivedAt);
const readOne = (given: unknown) => read(bodyWithMessages(given))[0];

describe('a text message', () => {
  it('is read with its sender, number, time and key', () => {
    const given = textMessage({ id: 'wamid.A', body: 'Bom dia' });
    expect(read(webhookBody(messagesChange({ contacts: [contact()], messages: [given] })))).toEqual([
      {
        kind: 'message',
        number: {
          phoneNumberId: '900000000000001',
          displayNumber: '551133330000',
          wabaId: '800000000000001',
        },
        origin: 'patient',
        person: { phone: '5511955500001', bsuid: 'BR.1000000000000000001', profileName: 'Ana' },
        metaMessageId: 'wamid.A',
        dedupeKey: 'in:wamid.A',
        type: 'text',
        text: 'Bom dia',
        sentAt: new Date(1795000000 * 1000),
        raw: given,
      },
    ]);
  });

  it('keeps the vendor JSON itself, not a copy', () => {
    const given = textMessage();
    expect(readOne(given)?.raw).toBe(given);
  });

  it('replaces what Postgres cannot store in the text and leaves the raw JSON alone', () => {
    const given = textMessage({ body: 'a\0b\ud83dc' });
    expect(readOne(given)).toMatchObject({ text: 'a\ufffdb\ufffdc', raw: { text: { body: 'a\0b\ud83dc' } } });
  });

  it('has the same key in both halves of a body that repeats it', () => {
    const given = textMessage({ id: 'wamid.TWICE' });
    const [first, second] = read(
      webhookBody(messagesChange({ messages: [given] }), messagesChange({ messages: [given] })),
    );
    expect(first?.dedupeKey).toBe(second?.dedupeKey);
  });

  it('without an id is keyed by its content, whatever the order of its keys', () => {
    const given = textMessage({ id: undefined });
    const shuffled = Object.fromEntries(Object.entries(given).reverse());
    const key = readOne(given)?.dedupeKey;
    expect(key).toMatch(/^content:5511955500001:1795000000:[0-9a-f]{64}$/);
    expect(readOne(shuffled)?.dedupeKey).toBe(key);
    expect(readOne({ ...given, text: { body: 'Outra coisa' } })?.dedupeKey).not.toBe(key);
  });

  it('of a group is marked so', () => {
    expect(readOne(textMessage({ group_id: 'R1JVUE8' }))).toMatchObject({ origin: 'group' });
  });
});

describe('the time of a message', () => {
  it.each([
    ['seconds in a string', '1795000000', 1795000000],
    ['seconds in a number', 1795000000, 1795000000],
    ['milliseconds', '1795000000123', 1795000000],
  ])('is read from %s', (_, timestamp, seconds) => {
    expect(readOne(textMessage({ timestamp }))).toMatchObject({ sentAt: new Date(seconds * 1000) });
  });

  it.each([undefined, '', 'yesterday', '-5', 0, -1, '99999999999', Number.MAX_VALUE, {}, null])(
    'is the time of arrival when Meta says %j',
    (timestamp) => {
      expect(readOne(textMessage({ timestamp }))).toMatchObject({ sentAt: receivedAt });
    },
  );
});
