import { beforeEach, describe, expect, it } from 'vitest';
import type { ClaimedUpload } from '../../../../../src/application/ports/media/media-uploads.ts';
import { aMessage } from '../../../../support/builders/a-received-message.ts';
import { sayFileLost, sayText, sendFile, upload } from '../../../harness/file-steps.ts';
import type { Harness, MakeHarness } from '../../../harness/harness.ts';
import {
  aClinicWithNumber,
  aParty,
  claimSend,
  leaseMs,
  receive,
  type Party,
} from '../../../harness/steps.ts';

export const mediaUploadsContract = (make: MakeHarness) =>
  describe('files on their way to WhatsApp', () => {
    let harness: Harness;
    let party: Party;
    beforeEach(async () => {
      harness = await make();
      party = await aParty(harness);
      await receive(harness, party, aMessage({ sentAt: harness.now() }));
    });
    const store = () => harness.stores.mediaUploads;
    const sends = async (of = party) => {
      const { id, blobName } = await upload(harness, of);
      return { messageId: await sendFile(harness, of, id, 'Preparo'), blobName };
    };
    const says = (body: string) => sayText(harness, party, body);
    const claim = async (): Promise<ClaimedUpload> => {
      const [claimed] = await store().claim(1, leaseMs);
      if (claimed === undefined) throw new Error('No file was due');
      return claimed;
    };
    const uploaded = (days = 29) =>
      ({
        to: 'uploaded',
        mediaId: 'media-9',
        usableUntil: new Date(harness.now().getTime() + days * 86_400_000),
      }) as const;
    const due = () => harness.stores.outbox.claim(9, leaseMs);

    it('are due at once, with what WhatsApp has to know of them', async () => {
      const { messageId: sent, blobName } = await sends();
      expect(await claim()).toMatchObject({
        clinicId: party.clinicId,
        messageId: sent,
        number: party.number,
        blobName,
        sealedKey: 'key',
        size: 5,
        mimeType: 'application/pdf',
        fileName: 'preparo.pdf',
        attempts: 0,
        simulation: false,
      });
      expect(await store().claim(9, leaseMs)).toEqual([]);
    });

    it('hold back their message, and what is said after it, until they are there', async () => {
      const { messageId: sent } = await sends();
      await says('Qualquer dúvida, escreva.');
      expect(await due()).toEqual([]);
      expect(await store().settle(await claim(), uploaded(), harness.now())).toBe(true);
      const [send, ...others] = await due();
      expect(send).toMatchObject({
        messageId: sent,
        mediaId: 'media-9',
        content: { type: 'document', body: 'Preparo', fileName: 'preparo.pdf', isVoice: false },
      });
      expect(others).toEqual([]);
      await harness.stores.outbox.settle(send!, { to: 'accepted', metaMessageId: 'w' }, harness.now());
      expect(await due()).toMatchObject([{ content: { body: 'Qualquer dúvida, escreva.' } }]);
      expect(await store().claim(9, leaseMs)).toEqual([]);
    });

    it('are due again when they could not be uploaded, and belong to the last claim only', async () => {
      await sends();
      const at = new Date(harness.now().getTime() + 60_000);
      expect(await store().settle(await claim(), { to: 'retry', at, code: 'http-500' }, harness.now())).toBe(
        true,
      );
      expect(await store().claim(9, leaseMs)).toEqual([]);
      expect(await store().msUntilDue()).toBeLessThanOrEqual(60_000);
      await harness.passTime(61_000);
      const second = await claim();
      expect(second.attempts).toBe(1);
      await harness.passTime(leaseMs + 1_000);
      const third = await claim();
      expect(await store().settle(second, uploaded(), harness.now())).toBe(false);
      expect(await store().settle(third, uploaded(), harness.now())).toBe(true);
      expect(await due()).toHaveLength(1);
    });

    it('fail with their message, and let go what was said after it', async () => {
      await sends();
      await says('Oi?');
      const failure = { class: 'final', code: 'upload-http-400', detail: 'no' } as const;
      await store().settle(await claim(), { to: 'failed', failure }, harness.now());
      const { clinicId, placement } = party;
      const query = { clinicId, conversationId: placement.conversationId, limit: 9 };
      expect(await harness.stores.conversations.messages(query)).toMatchObject([
        { text: 'Oi?', status: 'queued' },
        { status: 'failed', errorCode: 'upload-http-400', failedAt: expect.any(Date) as unknown },
        {},
      ]);
      expect(await due()).toMatchObject([{ content: { body: 'Oi?' } }]);
    });

    it('are uploaded again when their message has waited for so long that WhatsApp has forgotten them', async () => {
      await sends();
      await store().settle(await claim(), uploaded(1), harness.now());
      await harness.passTime(2 * 86_400_000);
      const send = await claimSend(harness);
      expect(send).not.toHaveProperty('mediaId');
      expect(await store().renew(send)).toBe('renewed');
      expect(await store().renew(send)).toBe('lost');
      expect(await due()).toEqual([]);
      await store().settle(await claim(), uploaded(), harness.now());
      expect(await due()).toMatchObject([{ mediaId: 'media-9', found: 'queued' }]);
    });

    it('count as one more resend when they are uploaded again for a message of unknown outcome', async () => {
      await sends();
      await store().settle(await claim(), uploaded(1), harness.now());
      const first = await claimSend(harness);
      const until = new Date(harness.now().getTime() + 2 * 86_400_000);
      await harness.stores.outbox.settle(first, { to: 'unknown', until, isAttempt: true }, harness.now());
      await harness.passTime(2 * 86_400_000 + 1_000);
      const unknown = await claimSend(harness);
      expect(unknown).toMatchObject({ found: 'unknown', resends: 0 });
      expect(await store().renew(unknown)).toBe('renewed');
      await store().settle(await claim(), uploaded(1), harness.now());
      await harness.passTime(2 * 86_400_000);
      const queued = await claimSend(harness);
      expect(queued).toMatchObject({ found: 'queued', resends: 1 });
      expect(await store().renew(queued)).toBe('renewed');
      await store().settle(await claim(), uploaded(), harness.now());
      expect(await due()).toMatchObject([{ found: 'queued', resends: 1 }]);
    });

    it('are missed by a message that has lost its own, which stays with whoever sends it', async () => {
      await sayFileLost(harness, party);
      const stale = await claimSend(harness);
      expect(await store().renew(stale)).toBe('no-file');
      expect((await harness.readMessages(party.clinicId)).at(-1)).toMatchObject({
        text: 'Preparo',
        status: 'sending',
        scheduled: true,
      });
      await harness.passTime(leaseMs + 1_000);
      const send = await claimSend(harness);
      expect(await store().renew(stale)).toBe('lost');
      expect(await store().renew(send)).toBe('no-file');
    });

    it('are brought in turns over the clinics', async () => {
      for (let n = 0; n < 4; n += 1) await sends();
      const other = await aParty(harness, await aClinicWithNumber(harness));
      await receive(harness, other, aMessage({ sentAt: harness.now() }));
      await sends(other);
      const claimed = await store().claim(2, leaseMs);
      expect(new Set(claimed.map(({ clinicId }) => clinicId)).size).toBe(2);
    });
  });
