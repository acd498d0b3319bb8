import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { contactId, type ContactId } from '../../../src/domain/messaging/people/contact-identity.ts';
import { aMessage, phone } from '../../support/builders/a-received-message.ts';
import { aStatus } from '../../support/builders/a-status.ts';
import { privacyWorld, type PrivacyWorld } from '../../support/worlds/privacy-world.ts';

const number = { phoneNumberId: 'pn-1' };
const ana = { phone: phone('5547991112222'), bsuid: 'BR.ana', profileName: 'Ana' };

const document = z.looseObject({
  format: z.literal('atende-patient-export/1'),
  exportedAt: z.iso.datetime(),
  clinic: z.looseObject({ id: z.string(), name: z.string() }),
  person: z.looseObject({
    profileNames: z.array(z.string()),
    identities: z.array(z.looseObject({ value: z.string() })),
  }),
  conversations: z.array(z.looseObject({ id: z.string() })),
  appointments: z.array(z.unknown()),
  messages: z.array(
    z.looseObject({ text: z.string(), payload: z.unknown(), media: z.array(z.unknown()).optional() }),
  ),
  unprocessedItems: z.array(z.looseObject({ reason: z.string() })),
  messageCount: z.int(),
  complete: z.literal(true),
});

async function exportOf(world: PrivacyWorld, id?: ContactId, clinic = world.clinicId) {
  const owner = world.db.people.get(world.clinicId)?.directory.owners.get('bsuid:BR.ana');
  const pieces = await world.exportPatient({ clinicId: clinic, contactId: id ?? owner!.contactId });
  let text = '';
  for await (const piece of pieces) text += piece;
  return { text, document: document.parse(JSON.parse(text)) };
}

describe('exporting a patient', () => {
  it('is one document with everything of the person and nothing of others', async () => {
    const world = privacyWorld();
    const image = { id: 'media-1', mime_type: 'image/jpeg', sha256: 'abc', caption: 'look' };
    await world.ingestMessage({
      requestId: 'r',
      items: [
        aMessage({ number, person: ana, text: 'hello', raw: { type: 'text', odd: 'a\u0000"\ud83d' } }),
        aMessage({ number, person: ana, type: 'image', text: 'look', raw: { type: 'image', image } }),
        aMessage({ number, person: ana, text: 'not \u0000 storable' }),
        aStatus('sent', { number, metaMessageId: 'foreign', recipient: { bsuid: 'BR.other' } }),
        aMessage({ number, person: { bsuid: 'BR.other' }, text: 'OTHER words' }),
      ],
    });
    const { document: found, text } = await exportOf(world);
    expect(found.person.profileNames).toEqual(['Ana']);
    expect(found.person.identities).toHaveLength(3);
    expect(found.messages.map((message) => message.text)).toEqual(['hello', 'look']);
    expect(found.messages[1]?.media).toEqual([
      { messageId: expect.any(String), type: 'image', id: 'media-1', mimeType: 'image/jpeg', sha256: 'abc' },
    ]);
    expect(found.unprocessedItems.map(({ reason }) => reason)).toEqual(['message-unstorable']);
    expect(found.messageCount).toBe(2);
    expect(text).not.toMatch(/OTHER|BR\.other/);
  });

  it('is whole for a long history', async () => {
    const world = privacyWorld();
    const items = Array.from({ length: 1_203 }, (_, n) => aMessage({ number, person: ana, text: `n ${n}` }));
    for (let start = 0; start < items.length; start += 100)
      await world.ingestMessage({ items: items.slice(start, start + 100), requestId: 'r' });
    const { document: found } = await exportOf(world);
    expect(new Set(found.messages.map(({ text }) => text)).size).toBe(1_203);
    expect(found.messageCount).toBe(1_203);
  });

  it('is refused for a person who is not of this clinic', async () => {
    const world = privacyWorld();
    await world.ingestMessage({ items: [aMessage({ number, person: ana })], requestId: 'r' });
    await expect(exportOf(world, contactId('nobody'))).rejects.toMatchObject({
      code: 'privacy.person-not-found',
    });
    await expect(exportOf(world, undefined, world.secondClinic)).rejects.toMatchObject({ kind: 'not-found' });
  });
});
