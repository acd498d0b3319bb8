import { beforeEach, describe, expect, it } from 'vitest';
import type { MessagePreference } from '../../../../src/domain/messaging/people/message-preference.ts';
import { aMessage } from '../../../support/builders/a-received-message.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';
import { aMergedParty, answerWith, aParty, claimTurn, receive, type Party } from '../../harness/steps.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 29, 12, minute));
const stop = (minute: number): MessagePreference => ({
  wantsMessages: false,
  at: at(minute),
  by: 'whatsapp',
});
const resume = (minute: number): MessagePreference => ({
  wantsMessages: true,
  at: at(minute),
  by: 'message',
});

export const messagePreferencesContract = (make: MakeHarness) =>
  describe('what patients want of the messages that the clinic starts', () => {
    let harness: Harness;
    let party: Party;
    beforeEach(async () => {
      harness = await make();
      party = await aParty(harness);
    });
    const note = (preference: MessagePreference, { clinicId, placement }: Party = party) =>
      harness.stores.messagePreferences.note(clinicId, placement.contactId, preference);
    const optOut = async ({ clinicId, placement }: Party = party) =>
      (await harness.stores.conversations.addressee(clinicId, placement.conversationId))?.optedOut;

    it('is not known until they say it, and is kept with when and how', async () => {
      expect(await optOut()).toBeUndefined();
      expect(await note(stop(1))).toBe(true);
      expect(await optOut()).toEqual({ at: at(1), by: 'whatsapp' });
      expect(await note(resume(2))).toBe(true);
      expect(await optOut()).toBeUndefined();
    });

    it('is kept with the contact of a conversation, also after a merge', async () => {
      const { kept, merged, merge } = await aMergedParty(harness);
      await merge();
      const { messagePreferences } = harness.stores;
      const place = merged.placement.conversationId;
      expect(await messagePreferences.noteIn(merged.clinicId, place, stop(1))).toBe(true);
      expect(await messagePreferences.noteIn(merged.clinicId, place, stop(1))).toBe(false);
      expect(await optOut(kept)).toEqual({ at: at(1), by: 'whatsapp' });
      expect(await messagePreferences.noteIn(party.clinicId, place, stop(2))).toBe(false);
    });

    it('is what they said last, in whatever order it comes, and once', async () => {
      expect(await note(resume(5))).toBe(true);
      expect(await note(stop(4))).toBe(false);
      expect(await optOut()).toBeUndefined();
      expect(await note(stop(6))).toBe(true);
      expect(await note(stop(6))).toBe(false);
      expect(await note(resume(6))).toBe(true);
      expect(await note(stop(6))).toBe(true);
      expect(await optOut()).toEqual({ at: at(6), by: 'whatsapp' });
    });

    it('is kept with the answer, seen by the next turn, and shown with the conversation', async () => {
      const answered = async (preference?: MessagePreference) => {
        await receive(harness, party, aMessage());
        const turn = await claimTurn(harness);
        const completion = { ...answerWith(harness), ...(preference && { messagePreference: preference }) };
        expect(await harness.stores.turns.complete(turn, completion)).toBe(true);
        return turn.standing.isOptedOut;
      };
      const { clinicId, placement } = party;
      const shown = async () =>
        (await harness.stores.conversations.get(clinicId, placement.conversationId))?.contact.optedOut;
      expect(await answered({ ...stop(2), by: 'message' })).toBe(false);
      expect(await shown()).toEqual({ at: at(2), by: 'message' });
      expect(await answered(resume(1))).toBe(true);
      expect(await answered()).toBe(true);
      expect(await answered(resume(3))).toBe(true);
      expect(await answered()).toBe(false);
      expect(await shown()).toBeUndefined();
    });

    it('goes with the person into the contact that they are merged into, also when it is said afterwards', async () => {
      const { kept, merged, merge } = await aMergedParty(harness);
      await note(resume(1), kept);
      await note(stop(2), merged);
      await merge();
      expect(await optOut(kept)).toEqual({ at: at(2), by: 'whatsapp' });
      expect(await note(resume(3), merged)).toBe(true);
      expect(await optOut(kept)).toBeUndefined();
    });

    it('is exported', async () => {
      await note(stop(1));
      const { clinicId, placement } = party;
      const file = await harness.stores.patientRecords.file(clinicId, placement.contactId);
      expect(file?.messagePreferences).toEqual([stop(1)]);
    });
  });
