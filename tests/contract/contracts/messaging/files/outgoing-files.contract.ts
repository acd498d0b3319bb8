import { beforeEach, describe, expect, it } from 'vitest';
import { fileId } from '../../../../../src/application/ports/media/outgoing-files.ts';
import { takeOver } from '../../../../../src/domain/messaging/human-act.ts';
import { conversationId, messageId } from '../../../../../src/domain/messaging/message.ts';
import { erasureId } from '../../../../../src/domain/privacy/erasure.ts';
import { aMessage } from '../../../../support/builders/a-received-message.ts';
import { aPdf, sendFile, upload } from '../../../harness/file-steps.ts';
import type { Harness, MakeHarness } from '../../../harness/harness.ts';
import { aMergedParty, aParty, policy, receive, type Party } from '../../../harness/steps.ts';

export const outgoingFilesContract = (make: MakeHarness) =>
  describe('files that people upload to be sent', () => {
    let harness: Harness;
    let party: Party;
    beforeEach(async () => {
      harness = await make();
      party = await aParty(harness);
      await receive(harness, party, aMessage({ sentAt: harness.now() }));
    });
    const store = () => harness.stores.outgoingFiles;
    const blobs = async () => (await harness.stores.messageMedia.deletedBlobs(9)).map(({ name }) => name);
    const shown = async (of = party) => {
      const { clinicId, placement } = of;
      const query = { clinicId, conversationId: placement.conversationId, limit: 9 };
      return (await harness.stores.conversations.messages(query)) ?? [];
    };
    const refusedIn = (of: Party, file: ReturnType<typeof fileId>, caption = '') =>
      sendFile(harness, of, file, caption).then(
        () => 'sent',
        (error: unknown) => (error as { code: string }).code,
      );

    it('become their message’s, shown like the files of patients', async () => {
      const { id, blobName } = await upload(harness, party);
      const sent = await sendFile(harness, party, id, 'Leia antes do exame');
      expect((await shown())[0]).toMatchObject({
        id: sent,
        type: 'document',
        text: 'Leia antes do exame',
        status: 'queued',
        details: { fileName: 'preparo.pdf' },
        media: { state: 'stored', type: 'application/pdf', size: 5, fileName: 'preparo.pdf' },
      });
      const { clinicId, placement } = party;
      const place = { clinicId, conversationId: placement.conversationId, messageId: sent };
      expect(await harness.stores.messageMedia.find(place)).toMatchObject({ blobName, sealedKey: 'key' });
      expect(await blobs()).toEqual([]);
      // nothing of it is fetched from WhatsApp
      expect(await harness.stores.messageMedia.claim(9, 1_000)).toEqual([]);
    });

    it('are sent once, whole, by their clinic, in their conversation', async () => {
      const { id } = await upload(harness, party);
      expect(await refusedIn(await aParty(harness), id)).toBe('media.upload-not-found');
      const { clinicId, number } = party;
      const elsewhere = await aParty(harness, { clinicId, number }, { bsuid: 'BR.x' });
      expect(await refusedIn(elsewhere, id)).toBe('media.upload-not-found');
      const begun = fileId(harness.ids.next());
      const at = { clinicId, conversationId: party.placement.conversationId };
      await store().begin({ ...at, id: begun, uploadedBy: 'user:bia' });
      expect(await refusedIn(party, begun)).toBe('media.upload-not-found');
      expect(await refusedIn(party, id)).toBe('sent');
      expect(await refusedIn(party, id)).toBe('media.upload-not-found');
      expect(await shown()).toHaveLength(2);
    });

    it('change nothing when they are refused: the assistant goes on, and the file waits', async () => {
      const { id } = await upload(harness, party, { kind: 'audio', mimeType: 'audio/mpeg' });
      expect(await refusedIn(party, id, 'ouça')).toBe('media.caption-not-possible');
      const { clinicId, placement } = party;
      expect(await harness.readConversation(clinicId, placement.conversationId)).toMatchObject({
        mode: 'assistant',
        epoch: 0,
      });
      expect(await refusedIn(party, id)).toBe('sent');
    });

    it('change nothing the second time that the same message is sent', async () => {
      const { id } = await upload(harness, party);
      const { clinicId, placement } = party;
      const reply = {
        messageId: messageId(harness.ids.next()),
        content: { file: id, caption: '' },
        sentBy: 'user:bia',
        requestId: 'r',
      };
      const act = () =>
        harness.stores.humanActs.act({ clinicId, conversationId: placement.conversationId, reply }, (state) =>
          takeOver(state, harness.now(), policy.humanQuietMs),
        );
      expect(await act()).toMatchObject({ isRepeat: false });
      expect(await act()).toMatchObject({ isRepeat: true });
      expect(await shown()).toHaveLength(2);
    });

    it('go with a conversation that became part of another one', async () => {
      const { kept, merged, merge } = await aMergedParty(harness);
      await receive(harness, merged, aMessage({ sentAt: harness.now() }));
      const { id } = await upload(harness, merged);
      await merge();
      expect(await refusedIn(kept, id)).toBe('sent');
    });

    it('are kept for no conversation that the clinic does not have', async () => {
      const { clinicId } = party;
      const id = fileId(harness.ids.next());
      const nowhere = conversationId(harness.ids.next());
      expect(await store().begin({ clinicId, id, conversationId: nowhere, uploadedBy: 'x' })).toBeUndefined();
      const other = (await aParty(harness)).placement.conversationId;
      expect(await store().begin({ clinicId, id, conversationId: other, uploadedBy: 'x' })).toBeUndefined();
      expect(await store().complete({ clinicId, id }, aPdf)).toBe(false);
    });

    it('are forgotten when nobody sends them, and their blobs are named for removal', async () => {
      const old = await upload(harness, party);
      await harness.passTime(60_000);
      const before = harness.now();
      await harness.passTime(1_000);
      const fresh = await upload(harness, party);
      expect(await store().forgetUnsent(before, 9)).toBe(1);
      expect(await blobs()).toEqual([old.blobName]);
      expect(await refusedIn(party, old.id)).toBe('media.upload-not-found');
      await store().forget({ clinicId: party.clinicId, id: fresh.id });
      expect((await blobs()).toSorted()).toEqual([old.blobName, fresh.blobName].toSorted());
    });

    it('leave with their patient, sent or not', async () => {
      const unsent = await upload(harness, party, { fileName: 'laudo secreto.pdf' });
      const sent = await upload(harness, party, { fileName: 'outro laudo secreto.pdf' });
      await sendFile(harness, party, sent.id);
      const { clinicId, placement } = party;
      await harness.stores.erasures.erase(
        { id: erasureId(harness.ids.next()), clinicId, contactId: placement.contactId, at: harness.now() },
        () => Promise.resolve(),
      );
      expect((await blobs()).toSorted()).toEqual([unsent.blobName, sent.blobName].toSorted());
      expect((await harness.readEverything()).filter((row) => row.includes('laudo secreto'))).toEqual([]);
      expect(await harness.stores.mediaUploads.claim(9, 1_000)).toEqual([]);
    });
  });
