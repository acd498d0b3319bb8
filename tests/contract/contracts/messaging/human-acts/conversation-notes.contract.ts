import { beforeEach, describe, expect, it } from 'vitest';
import { noteId } from '../../../../../src/domain/inbox/conversation-note.ts';
import { NoteOfAnother } from '../../../../../src/domain/inbox/note-errors.ts';
import { conversationId } from '../../../../../src/domain/messaging/message.ts';
import { aMessage } from '../../../../support/builders/a-received-message.ts';
import type { Harness, MakeHarness } from '../../../harness/harness.ts';
import { aMergedParty, aParty, receive, type Party } from '../../../harness/steps.ts';

export const conversationNotesContract = (make: MakeHarness) =>
  describe('notes for the team', () => {
    let harness: Harness;
    let party: Party;
    beforeEach(async () => {
      harness = await make();
      party = await aParty(harness);
    });
    const at = ({ clinicId, placement }: Party = party) => ({
      clinicId,
      conversationId: placement.conversationId,
    });
    const write = (text: string, of = party, id = noteId(harness.ids.next())) =>
      harness.stores.conversationNotes.add({ ...at(of), id, text, writtenBy: 'user:ana' });
    const list = (of = party, limit = 10) => harness.stores.conversationNotes.list({ ...at(of), limit });
    const texts = async (of = party) => (await list(of))?.map(({ text }) => text);

    it('are read newest first, page by page, with who wrote them', async () => {
      for (const text of ['one', 'two', 'three']) await write(text);
      expect(await texts()).toEqual(['three', 'two', 'one']);
      const [newest] = (await list(party, 1)) ?? [];
      expect(newest).toMatchObject({
        conversationId: at().conversationId,
        text: 'three',
        writtenBy: 'user:ana',
      });
      const older = await harness.stores.conversationNotes.list({
        ...at(),
        limit: 10,
        after: newest!.place,
      });
      expect(older?.map(({ text }) => text)).toEqual(['two', 'one']);
    });

    it('are kept once per id, as they were written first', async () => {
      const id = noteId(harness.ids.next());
      const first = await write('first', party, id);
      expect(await write('again', party, id)).toEqual(first);
      expect(await texts()).toEqual(['first']);
    });

    it('are of one conversation of one clinic; where there is none nothing is kept', async () => {
      const other = await aParty(harness);
      await write('ours');
      expect(await list(other)).toEqual([]);
      const nowhere = { ...at(), conversationId: conversationId(harness.ids.next()) };
      const foreign = { ...at(), clinicId: other.clinicId };
      for (const place of [nowhere, foreign]) {
        const note = { ...place, id: noteId(harness.ids.next()), text: 'x', writtenBy: 'user:ana' };
        expect(await harness.stores.conversationNotes.add(note)).toBeUndefined();
        expect(await harness.stores.conversationNotes.list({ ...place, limit: 5 })).toBeUndefined();
      }
      expect(await texts()).toEqual(['ours']);
    });

    it('change nothing of the conversation, and are no message', async () => {
      await receive(harness, party, aMessage({ text: 'oi', sentAt: harness.now() }));
      const { conversations } = harness.stores;
      const before = await conversations.get(party.clinicId, at().conversationId);
      await write('a note');
      expect(await conversations.get(party.clinicId, at().conversationId)).toEqual(before);
      const messages = await conversations.messages({ ...at(), limit: 10 });
      expect(messages?.map(({ text }) => text)).toEqual(['oi']);
      expect((await harness.readMessages(party.clinicId)).map(({ text }) => text)).toEqual(['oi']);
    });

    it('are taken out for good by whoever may, and stay where the check refuses', async () => {
      const { id } = (await write('a note'))!;
      const remove = (check: () => void, of = party) =>
        harness.stores.conversationNotes.remove({ ...at(of), id }, check);
      const refuse = () => {
        throw new NoteOfAnother();
      };
      await expect(remove(refuse)).rejects.toThrow(NoteOfAnother);
      expect(await remove(() => undefined, await aParty(harness))).toBeUndefined();
      expect(await texts()).toEqual(['a note']);
      expect(await remove(() => undefined)).toMatchObject({ id, text: 'a note' });
      expect(await remove(() => undefined)).toBeUndefined();
      expect(await texts()).toEqual([]);
    });

    it('of people who turn out to be one are read together, and apart again when that is undone', async () => {
      const { kept, merged, merge } = await aMergedParty(harness);
      await write('of the one', kept);
      const other = await write('of the other', merged);
      await merge();
      for (const of of [kept, merged]) expect(await texts(of)).toEqual(['of the other', 'of the one']);
      expect((await list(merged))?.map((note) => note.conversationId)).toEqual(
        [kept, kept].map((of) => at(of).conversationId),
      );
      await write('since then', merged);
      expect(await texts(kept)).toEqual(['since then', 'of the other', 'of the one']);
      await harness.stores.people.undoMerge(kept.clinicId, merged.placement.contactId, harness.now());
      expect(await texts(kept)).toEqual(['since then', 'of the one']);
      expect((await list(merged))?.map(({ id }) => id)).toEqual([other?.id]);
    });

    it('leave with the patient, and are counted', async () => {
      await write('MARKED');
      const { clinicId, placement } = party;
      const erased = await harness.stores.erasures.erase(
        { id: harness.ids.next() as never, clinicId, contactId: placement.contactId, at: harness.now() },
        async () => undefined,
      );
      expect(erased?.erasure.counts.conversation_notes).toBe(1);
      expect((await harness.readEverything()).filter((line) => line.includes('MARKED'))).toEqual([]);
    });

    it('leave at the age at which messages do', async () => {
      await write('old');
      await harness.passTime(40 * 86_400_000);
      await write('new');
      const before = new Date(harness.now().getTime() - 30 * 86_400_000);
      await harness.stores.retention.deleteNotesAndTurnRecords(party.clinicId, before, 100);
      expect(await texts()).toEqual(['new']);
    });

    it('are part of what is held about the patient, without who wrote them', async () => {
      await write('wants to be called after six');
      const { clinicId, placement } = party;
      const file = await harness.stores.patientRecords.file(clinicId, placement.contactId);
      expect(file?.teamNotes).toMatchObject([
        { conversationId: placement.conversationId, text: 'wants to be called after six' },
      ]);
      expect(JSON.stringify(file?.teamNotes)).not.toContain('user:ana');
    });
  });
