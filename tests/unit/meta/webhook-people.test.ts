import { describe, expect, it } from 'vitest';
import { readWebhook } from '../../../src/adapters/meta/webhook/webhook-payload.ts';
import {
  bodyWithMessages,
  contact,
  message,
  messagesChange,
  textMessage,
  webhookBody,
} from '../../support/builders/meta-webhooks.ts';

const ana = 'BR.1000000000000000001';
const people = (messages: readonly unknown[], contacts: readonly unknown[] = []) =>
  readWebhook(webhookBody(messagesChange({ messages, contacts })), new Date()).map((item) =>
    item.kind === 'message' ? item.person : item.kind === 'unhandled' ? item.reason : item.kind,
  );

describe('a hidden phone', () => {
  it.each([
    ['an absent key', { from: undefined }, { wa_id: undefined }],
    ['an empty string', { from: '' }, { wa_id: '' }],
    ['the user id in its place', { from: ana, from_user_id: undefined }, { wa_id: ana }],
  ])('is recognised as %s', (_, sender, known) => {
    expect(people([textMessage(sender)], [contact(known)])).toEqual([{ bsuid: ana, profileName: 'Ana' }]);
  });

  it('is never guessed from a parent id', () => {
    const given = textMessage({ from: undefined, from_user_id: undefined, from_parent_user_id: 'CA.2' });
    expect(people([given])).toEqual(['message-without-sender']);
  });
});

describe('contacts', () => {
  it('are matched by user id and phone, never by position', () => {
    const bia = { wa_id: '5511955500002', user_id: 'BR.2', profile: { name: 'Bia' } };
    const messages = [textMessage(), textMessage({ from: '5511955500002', from_user_id: undefined })];
    expect(people(messages, [bia, contact()])).toEqual([
      { phone: '5511955500001', bsuid: ana, profileName: 'Ana' },
      { phone: '5511955500002', bsuid: 'BR.2', profileName: 'Bia' },
    ]);
  });

  it('are matched with and without the ninth digit', () => {
    const given = textMessage({ from: '554797192447', from_user_id: undefined });
    expect(people([given], [contact({ wa_id: '5547997192447', user_id: 'BR.3' })])).toEqual([
      { phone: '554797192447', bsuid: 'BR.3', profileName: 'Ana' },
    ]);
  });

  it('of the same phone under another user id are somebody else', () => {
    expect(people([textMessage()], [contact({ user_id: 'BR.999' })])).toEqual([
      { phone: '5511955500001', bsuid: ana },
    ]);
  });

  it('may lack a profile; a username stands in for the name', () => {
    expect(people([textMessage()], [contact({ profile: undefined })])).toEqual([
      { phone: '5511955500001', bsuid: ana },
    ]);
    expect(people([textMessage()], [contact({ profile: { username: '@ana.s' } })])).toEqual([
      { phone: '5511955500001', bsuid: ana, profileName: 'ana.s' },
    ]);
  });
});

describe('a shared card', () => {
  const card = (origin: string, user_id: string | undefined = ana) =>
    message({
      from: undefined,
      type: 'contacts',
      contacts: [{ origin, phones: [{ phone: '+55 11 95550-0009', ...(user_id && { user_id }) }] }],
    });

  it('that answers our request tells the phone', () => {
    expect(people([card('contact_request')])).toEqual([{ phone: '5511955500009', bsuid: ana }]);
  });

  it('says so beside the card, for whoever answers', () => {
    const detailsOf = (origin: string) =>
      readWebhook(bodyWithMessages(card(origin, '')), new Date()).map((item) =>
        item.kind === 'message' ? item.details?.ownPhone : undefined,
      );
    expect([...detailsOf('contact_request'), ...detailsOf('other')]).toEqual(['5511955500009', undefined]);
  });

  it('tells it also on its own, where it names the sender by the user id', () => {
    const named = message({
      from: undefined,
      type: 'contacts',
      contacts: [
        { phones: [{ phone: '+55 11 95550-0008', user_id: 'BR.999' }] },
        { phones: [{ phone: '+55 11 95550-0009', user_id: ana }] },
      ],
    });
    expect(people([named])).toEqual([{ phone: '5511955500009', bsuid: ana }]);
  });

  it('tells none where it has several, whoever it names', () => {
    const phones = [{ phone: '+55 11 95550-0008' }, { phone: '+55 11 95550-0009' }];
    const both = (more: object) =>
      message({
        from: undefined,
        type: 'contacts',
        contacts: [{ origin: 'contact_request', phones, ...more }],
      });
    expect(people([both({}), both({ user_id: ana })])).toEqual([{ bsuid: ana }, { bsuid: ana }]);
  });

  it('of another origin or another person does not', () => {
    expect(people([card('other', ''), card('contact_request', 'BR.999')])).toEqual([
      { bsuid: ana },
      { bsuid: ana },
    ]);
  });
});

describe('a system message', () => {
  const changed = (system: Record<string, unknown>, overrides: Record<string, unknown> = {}) =>
    readWebhook(
      bodyWithMessages(message({ type: 'system', system, from_user_id: undefined, ...overrides })),
      new Date(),
    )[0];

  it('about a new number names both phones and both user ids', () => {
    const system = {
      type: 'user_changed_number',
      wa_id: '5511955500077',
      user_id: 'BR.2',
      previous_user_id: 'BR.1',
      parent_user_id: 'BR.ENT.2',
      previous_parent_user_id: 'BR.ENT.1',
    };
    const previous = { phone: '5511955500001', bsuid: 'BR.1', parentBsuid: 'BR.ENT.1' };
    expect(changed(system)).toMatchObject({
      type: 'system',
      person: previous,
      identityChange: {
        previous,
        current: { phone: '5511955500077', bsuid: 'BR.2', parentBsuid: 'BR.ENT.2' },
      },
    });
  });

  it.each(['user_changed_number', 'customer_changed_number'])('in the older form of %s is read', (type) => {
    expect(changed({ type, new_wa_id: '5511955500077' })).toMatchObject({
      identityChange: { previous: { phone: '5511955500001' }, current: { phone: '5511955500077' } },
    });
  });

  it('about a new user id needs no phone', () => {
    const system = { type: 'user_changed_user_id', user_id: 'BR.2', previous_user_id: 'BR.1' };
    expect(changed(system, { from: undefined })).toMatchObject({
      person: { bsuid: 'BR.1' },
      identityChange: { previous: { bsuid: 'BR.1' }, current: { bsuid: 'BR.2' } },
    });
  });

  it('about a new device changes no identity', () => {
    expect(changed({ type: 'customer_identity_changed' })).not.toHaveProperty('identityChange');
  });
});
