import { beforeEach, describe, expect, it } from 'vitest';
import { sealedToken } from '../../../../src/application/ports/connection/token-cipher.ts';
import type { ClaimedMedia } from '../../../../src/application/ports/media/message-media.ts';
import { erasureId } from '../../../../src/domain/privacy/erasure.ts';
import { aMessage, type MessageWish } from '../../../support/builders/a-received-message.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';
import { aClinicWithNumber, aParty, leaseMs, receive, type Party } from '../../harness/steps.ts';

const picture = { mediaId: 'media-1', mimeType: 'image/jpeg', sha256: 'abc', fileName: 'foto.jpg' };

export const messageMediaContract = (make: MakeHarness) =>
  describe('files of messages', () => {
    let harness: Harness;
    let party: Party;
    beforeEach(async () => {
      harness = await make();
      party = await aParty(harness);
    });
    const store = () => harness.stores.messageMedia;
    const sends = (wish: MessageWish = {}, from = party) =>
      receive(harness, from, aMessage({ type: 'image', media: picture, sentAt: harness.now(), ...wish }));
    const claim = async (): Promise<ClaimedMedia> => {
      const [claimed] = await store().claim(1, leaseMs);
      if (claimed === undefined) throw new Error('No file was due');
      return claimed;
    };
    const kept = () =>
      ({ to: 'stored', type: 'image/jpeg', size: 5, sha256: 'ff', sealedKey: sealedToken('key') }) as const;
    const find = ({ messageId }: ClaimedMedia, from = party) =>
      store().find({ clinicId: from.clinicId, conversationId: from.placement.conversationId, messageId });
    const shown = async () => {
      const { clinicId, placement } = party;
      const query = { clinicId, conversationId: placement.conversationId, limit: 9 };
      return (await harness.stores.conversations.messages(query)) ?? [];
    };

    it('are shown where a reply quotes them, until their message is deleted', async () => {
      await sends({ wamid: 'w', text: 'a receita' });
      await store().settle(await claim(), kept(), harness.now());
      await receive(harness, party, aMessage({ wamid: 'q', text: 'esta', quotesMetaMessageId: 'w' }));
      await receive(harness, party, aMessage({ wamid: 'r', text: 'qual?', quotesMetaMessageId: 'q' }));
      const quoteOf = async (wamid: string) =>
        (await shown()).find(({ metaMessageId }) => metaMessageId === wamid)?.quote;
      expect(await quoteOf('q')).toMatchObject({
        ...{ type: 'image', text: 'a receita' },
        media: { state: 'stored', type: 'image/jpeg', fileName: 'foto.jpg' },
      });
      expect(Object.keys((await quoteOf('q'))?.media ?? {}).sort()).toEqual(['fileName', 'state', 'type']);
      expect(await quoteOf('r')).not.toHaveProperty('media');
      await receive(harness, party, aMessage({ type: 'revoke', text: '', aboutMetaMessageId: 'w' }));
      expect(await quoteOf('q')).toMatchObject({ text: '', deletedAt: expect.any(Date) as Date });
      expect(await quoteOf('q')).not.toHaveProperty('media');
    });

    it('are due as soon as their message is stored, once', async () => {
      await sends({ wamid: 'w' });
      await sends({ wamid: 'w' });
      await receive(harness, party, aMessage());
      const media = await claim();
      expect(media).toMatchObject({
        clinicId: party.clinicId,
        conversationId: party.placement.conversationId,
        number: party.number,
        mediaId: 'media-1',
        declaredSha256: 'abc',
        attempts: 0,
      });
      const keptForMs = media.availableUntil.getTime() - harness.now().getTime();
      expect(keptForMs / 86_400_000).toBeCloseTo(7, 1);
      expect(await store().claim(9, leaseMs)).toEqual([]);
      expect(await shown()).toMatchObject([{}, { media: { state: 'due', fileName: 'foto.jpg' } }]);
    });

    it('are found and shown once they are stored', async () => {
      await sends();
      const media = await claim();
      expect(await store().settle(media, kept(), harness.now())).toBe(true);
      expect(await find(media)).toEqual({
        state: 'stored',
        blobName: media.blobName,
        fileName: 'foto.jpg',
        type: 'image/jpeg',
        size: 5,
        sealedKey: 'key',
      });
      expect(await shown()).toMatchObject([{ media: { state: 'stored', type: 'image/jpeg', size: 5 } }]);
      expect(await store().claim(9, leaseMs)).toEqual([]);
      expect(await store().msUntilDue()).toBeUndefined();
    });

    it('are due again when they could not be fetched, and say why', async () => {
      await sends();
      const at = new Date(harness.now().getTime() + 60_000);
      await store().settle(await claim(), { to: 'retry', at, code: 'http-500' }, harness.now());
      expect(await shown()).toMatchObject([{ media: { state: 'due', errorCode: 'http-500' } }]);
      expect(await store().claim(9, leaseMs)).toEqual([]);
      expect(await store().msUntilDue()).toBeLessThanOrEqual(60_000);
      await harness.passTime(61_000);
      const again = await claim();
      expect(again.attempts).toBe(1);
      await store().settle(again, { to: 'unavailable', code: 'http-404' }, harness.now());
      expect(await find(again)).toMatchObject({ state: 'unavailable', errorCode: 'http-404' });
      expect(await store().claim(9, leaseMs)).toEqual([]);
    });

    it('are known to be missing by their own conversation only', async () => {
      const hasUnavailable = ({ clinicId, placement }: Party) =>
        store().hasUnavailable({ clinicId, conversationId: placement.conversationId });
      const { clinicId, number } = party;
      const neighbour = await aParty(harness, { clinicId, number }, { bsuid: 'BR.x' });
      await sends();
      const media = await claim();
      expect(await hasUnavailable(party)).toBe(false);
      await store().settle(media, { to: 'unavailable', code: 'http-404' }, harness.now());
      expect(await hasUnavailable(party)).toBe(true);
      expect(await hasUnavailable(neighbour)).toBe(false);
      expect(await hasUnavailable({ ...party, clinicId: (await aParty(harness)).clinicId })).toBe(false);
    });

    it('belong to the last claim only, which keeps them under a name of its own', async () => {
      await sends();
      const first = await claim();
      await harness.passTime(leaseMs + 1_000);
      const second = await claim();
      expect(second.blobName).not.toBe(first.blobName);
      expect(await store().settle(first, kept(), harness.now())).toBe(false);
      expect(await store().settle(second, kept(), harness.now())).toBe(true);
      expect(await store().settle(second, kept(), harness.now())).toBe(false);
      expect((await find(second))?.blobName).toBe(second.blobName);
      // what the first may have written is of no use
      const blobs = await store().deletedBlobs(9);
      expect(blobs).toEqual([{ clinicId: party.clinicId, name: first.blobName }]);
      await store().forgetBlobs(blobs);
      expect(await store().deletedBlobs(9)).toEqual([]);
    });

    it('are nobody else’s, in another clinic or another conversation', async () => {
      await sends();
      const media = await claim();
      await store().settle(media, kept(), harness.now());
      expect(await find(media, await aParty(harness))).toBeUndefined();
      const { clinicId, number } = party;
      expect(
        await find(media, await aParty(harness, { clinicId, number }, { bsuid: 'BR.x' })),
      ).toBeUndefined();
    });

    it('are not shown any more when the patient deletes the message', async () => {
      await sends({ wamid: 'w', text: 'meu exame' });
      const media = await claim();
      await store().settle(media, kept(), harness.now());
      await receive(harness, party, aMessage({ type: 'revoke', text: '', aboutMetaMessageId: 'w' }));
      expect(await find(media)).toBeUndefined();
      const [message] = await shown();
      expect(message).toMatchObject({ text: '' });
      expect(message).not.toHaveProperty('media');
    });

    it('leave with their patient, and their blobs are named for removal', async () => {
      await sends();
      const media = await claim();
      await store().settle(media, kept(), harness.now());
      const { erasures } = harness.stores;
      const { clinicId, placement } = party;
      const request = {
        id: erasureId(harness.ids.next()),
        clinicId,
        contactId: placement.contactId,
        at: harness.now(),
      };
      const outcome = await erasures.erase(request, () => Promise.resolve());
      expect(outcome?.erasure).toMatchObject({ counts: { message_media: 1, whatsapp_messages_improved: 1 } });
      expect(await store().deletedBlobs(9)).toEqual([{ clinicId: party.clinicId, name: media.blobName }]);
      expect((await harness.readEverything()).filter((row) => row.includes('foto.jpg'))).toEqual([]);
    });

    it('go with messages that the clinic keeps no longer', async () => {
      await sends();
      const media = await claim();
      await store().settle(media, kept(), harness.now());
      const later = new Date(harness.now().getTime() + 60_000);
      const { messages } = await harness.stores.retention.deleteMessages(party.clinicId, later, 10);
      expect(messages).toBe(1);
      expect(await store().deletedBlobs(9)).toHaveLength(1);
    });

    it('stay one when the message takes the place of its copy from the history', async () => {
      await sends({ wamid: 'w', origin: 'history' });
      await sends({ wamid: 'w' });
      expect(await store().claim(9, leaseMs)).toHaveLength(1);
      expect(await shown()).toMatchObject([{ origin: 'patient', media: { state: 'due' } }]);
    });

    it('are fetched in turns over the clinics', async () => {
      for (let n = 0; n < 5; n += 1) await sends();
      const other = await aParty(harness, await aClinicWithNumber(harness));
      await sends({}, other);
      const claimed = await store().claim(2, leaseMs);
      expect(new Set(claimed.map(({ clinicId }) => clinicId)).size).toBe(2);
    });

    it('keep what a message says besides words', async () => {
      const details = { location: { latitude: -26.9, longitude: -49.07 }, forwarded: 'often' } as const;
      await receive(harness, party, aMessage({ type: 'location', text: 'x', details }));
      expect(await shown()).toMatchObject([{ details }]);
    });
  });
