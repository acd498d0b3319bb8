import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readWebhook } from '../../../src/adapters/meta/webhook/webhook-payload.ts';
import {
  contact,
  messagesChange,
  statusUpdate,
  textMessage,
  webhookBody,
} from '../../support/builders/meta-webhooks.ts';

const now = new Date('2026-11-23T12:00:00Z');
const field = fc.constantFrom(
  'messages',
  'standby',
  'history',
  'calls',
  'smb_message_echoes',
  'account_update',
  'x',
);
const words = fc.constantFrom(
  'text',
  'system',
  'edit',
  'interactive',
  'contacts',
  'reaction',
  'order',
  'failed',
  'sent',
  'terminate',
  'BUSINESS_INITIATED',
);

/** JSON that looks like Meta's in places, so that the readers get deep into it. */
const { vendorJson } = fc.letrec<{ vendorJson: unknown; vendorObject: unknown }>((tie) => ({
  vendorJson: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.jsonValue(),
    words,
    fc.constantFrom('5511955500001', 'BR.1', '1795000000', '\0', '\ud800', '__proto__'),
    fc.array(tie('vendorJson'), { maxLength: 3 }),
    tie('vendorObject'),
  ),
  vendorObject: fc.dictionary(
    fc.constantFrom(
      'id',
      'from',
      'from_user_id',
      'to',
      'type',
      'status',
      'timestamp',
      'text',
      'body',
      'system',
      'edit',
      'message',
      'interactive',
      'nfm_reply',
      'response_json',
      'contacts',
      'phones',
      'origin',
      'profile',
      'wa_id',
      'user_id',
      'messages',
      'statuses',
      'errors',
      'code',
      'message_echoes',
      'standby',
      'history',
      'threads',
      'calls',
      'event',
      'direction',
      'duration',
      'start_time',
      'metadata',
    ),
    tie('vendorJson'),
    { maxKeys: 6 },
  ),
}));

it('reads any JSON without throwing and gives at least one item with a key', () => {
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), vendorJson), (body) => {
      const items = readWebhook(body, now);
      expect(items.length).toBeGreaterThan(0);
      expect(items.every(({ dedupeKey }) => dedupeKey.length > 0)).toBe(true);
    }),
  );
});

it('reads any value of any field without throwing', () => {
  fc.assert(
    fc.property(field, vendorJson, (name, value) => {
      expect(readWebhook(webhookBody({ field: name, value }), now).length).toBeGreaterThan(0);
    }),
    { numRuns: 1_000 },
  );
});

it('makes one item of every element, broken or not', () => {
  const elements = fc.array(vendorJson, { maxLength: 8 });
  fc.assert(
    fc.property(elements, elements, elements, (messages, statuses, calls) => {
      const items = readWebhook(webhookBody(messagesChange({ messages, statuses, calls })), now);
      expect(items).toHaveLength(Math.max(1, messages.length + statuses.length + calls.length));
      if (items.length > 1) expect(items.map(({ raw }) => raw)).toEqual([...messages, ...statuses, ...calls]);
    }),
  );
});

it('gives every message its own person, whatever the order of the contacts', () => {
  const crowd = fc.uniqueArray(fc.integer({ min: 0, max: 999 }), { minLength: 1, maxLength: 12 });
  const shuffled = crowd.chain((ids) =>
    fc.tuple(fc.constant(ids), fc.shuffledSubarray(ids, { minLength: ids.length })),
  );
  const phone = (id: number) => `55119555${String(id).padStart(5, '0')}`;
  fc.assert(
    fc.property(shuffled, fc.boolean(), ([ids, order], isHidden) => {
      const messages = ids.map((id) =>
        textMessage(
          isHidden
            ? { from: undefined, from_user_id: `BR.9${id}` }
            : { from: phone(id), from_user_id: undefined },
        ),
      );
      const contacts = order.map((id) =>
        contact({ wa_id: phone(id), user_id: `BR.9${id}`, profile: { name: `Paciente ${id}` } }),
      );
      const items = readWebhook(webhookBody(messagesChange({ contacts, messages })), now);
      expect(items).toMatchObject(
        ids.map((id) => ({
          person: { phone: phone(id), bsuid: `BR.9${id}`, profileName: `Paciente ${id}` },
        })),
      );
    }),
  );
});

it('reads a body twice to the same items', () => {
  const body = fc.array(fc.constantFrom(textMessage(), textMessage({ id: undefined }), statusUpdate(), 7), {
    maxLength: 5,
  });
  fc.assert(
    fc.property(body, (messages) => {
      const given = webhookBody(messagesChange({ messages }));
      expect(readWebhook(structuredClone(given), now)).toEqual(readWebhook(given, now));
    }),
  );
});
