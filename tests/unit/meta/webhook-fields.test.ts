import { describe, expect, it } from 'vitest';
import { readWebhook } from '../../../src/adapters/meta/webhook/webhook-payload.ts';
import {
  bodyWithMessages,
  messagesChange,
  textMessage,
  webhookBody,
} from '../../support/builders/meta-webhooks.ts';

const read = (body: unknown) => readWebhook(body, new Date());
const readChange = (field: string, value: unknown) => read(webhookBody({ field, value }));
describe('what we do not use', () => {
  it.each([
    ['account_review_update', { decision: 'APPROVED' }, {}],
    [
      'phone_number_quality_update',
      { display_phone_number: '+55 11 3333-0000' },
      { displayNumber: '551133330000' },
    ],
    ['messaging_handovers', { recipient: { phone_number_id: '9' }, sender: {} }, { phoneNumberId: '9' }],
    ['account_settings_update', { phone_number_settings: { phone_number_id: '9' } }, { phoneNumberId: '9' }],
    ['a_field_of_2031', null, {}],
  ])('is kept with its field: %s', (field, value, number) => {
    expect(readChange(field, value)).toMatchObject([
      { kind: 'unhandled', reason: `field:${field}`, number, raw: value },
    ]);
  });

  it('has one key for every delivery, whatever the order of its keys', () => {
    const [one] = readChange('security', { event: 'PIN_CHANGED', requester: '1' });
    const [same] = readChange('security', { requester: '1', event: 'PIN_CHANGED' });
    const [other] = readChange('security', { requester: '2', event: 'PIN_CHANGED' });
    expect(one?.dedupeKey).toBe(same?.dedupeKey);
    expect(one?.dedupeKey).not.toBe(other?.dedupeKey);
  });

  it.each([
    ['no object', null, 'not-a-whatsapp-object'],
    ['another object', { object: 'page', entry: [] }, 'not-a-whatsapp-object'],
    ['no entry', { object: 'whatsapp_business_account' }, 'body-empty'],
    ['a broken entry', { object: 'whatsapp_business_account', entry: [3] }, 'entry-malformed'],
    ['an empty entry', { object: 'whatsapp_business_account', entry: [{}] }, 'entry-empty'],
    [
      'a change without field',
      { object: 'whatsapp_business_account', entry: [{ changes: [{}] }] },
      'change-malformed',
    ],
    ['an empty value', webhookBody(messagesChange({})), 'value-empty'],
    ['errors only', webhookBody(messagesChange({ errors: [{ code: 130429 }] })), 'value-errors'],
  ])('is one item for %s', (_, body, reason) => {
    expect(read(body)).toMatchObject([{ kind: 'unhandled', reason }]);
  });

  it('costs its neighbours nothing', () => {
    let deep: unknown = {};
    for (let level = 0; level < 10_000; level += 1) deep = [deep];
    const poison = [7, null, ['x'], deep, { from: {} }];
    const items = read(bodyWithMessages(textMessage(), ...poison, textMessage()));
    expect(items.map(({ kind }) => kind)).toEqual(['message', ...poison.map(() => 'unhandled'), 'message']);
  });

  it('ends a hostile body after 10 000 items with the whole of it', () => {
    const body = bodyWithMessages(...Array.from({ length: 10_050 }, () => null));
    const items = read(body);
    expect(items).toHaveLength(10_001);
    expect(items.at(-1)).toMatchObject({ reason: 'too-many-items', raw: body });
  });
});
