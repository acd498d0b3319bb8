import { beforeEach, describe, expect, it } from 'vitest';
import type { Placement } from '../../../../src/application/ports/messaging/people.ts';
import type {
  ContactId,
  IdentityChange,
  Sighting,
} from '../../../../src/domain/messaging/people/contact-identity.ts';
import { MergeNotFound } from '../../../../src/domain/messaging/ingest-errors.ts';
import { aMessage, ana, phone } from '../../../support/builders/a-received-message.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';
import {
  aClinicWithNumber,
  answerWith,
  claimSend,
  claimTurn,
  queueReplies,
  receive,
} from '../../harness/steps.ts';

export const identityChangesContract = (make: MakeHarness) =>
  describe('people whose identifiers change', () => {
    let harness: Harness;
    let clinic: Awaited<ReturnType<typeof aClinicWithNumber>>;
    beforeEach(async () => {
      harness = await make();
      clinic = await aClinicWithNumber(harness);
    });
    const place = async (sighting: Sighting, change?: IdentityChange): Promise<Placement> => {
      const person = { clinicId: clinic.clinicId, whatsappNumber: clinic.number.whatsappNumber, sighting };
      const placed = await harness.stores.people.place(
        [{ ...person, ...(change && { change }) }],
        harness.now(),
      );
      return placed[0] as Placement;
    };
    const tell = (previous: Sighting, current: Sighting) => place(previous, { previous, current });
    const party = (placement: Placement) => ({ ...clinic, placement });
    const moved = { phone: phone('5511988887777') };

    it('are found under the new phone when the news came before the first message', async () => {
      const before = await place({ ...ana, bsuid: 'BR.ana' });
      await tell({ ...ana, bsuid: 'BR.ana' }, { ...moved, bsuid: 'BR.ana' });
      expect(await place({ ...moved, bsuid: 'BR.ana' })).toMatchObject({ contactId: before.contactId });
      expect(await place(moved)).toMatchObject({ conversationId: before.conversationId });
    });

    it('are shown by what they are known by, and by what they were before', async () => {
      const placed = await place({ ...ana, bsuid: 'BR.ana' });
      await tell({ ...ana, bsuid: 'BR.ana' }, { ...moved, bsuid: 'BR.ana' });
      const { conversations } = harness.stores;
      expect(await conversations.identities(clinic.clinicId, placed.conversationId)).toEqual([
        { kind: 'bsuid', value: 'BR.ana', isFormer: false },
        { kind: 'phone', value: '5511988887777', isFormer: false },
        { kind: 'wa_id', value: '5511988887777', isFormer: false },
        { kind: 'phone', value: '5547999990001', isFormer: true },
        { kind: 'wa_id', value: '5547999990001', isFormer: true },
      ]);
      const other = await aClinicWithNumber(harness);
      expect(await conversations.identities(other.clinicId, placed.conversationId)).toBeUndefined();
    });

    it('have a phone back that they had before', async () => {
      const on = (digits: string) => ({ phone: phone(digits), bsuid: 'BR.ana' });
      const [first, second, third] = [on('5511988880001'), on('5511988880002'), on('5511988880003')];
      const { contactId } = await place(first);
      await tell(first, second);
      await tell(second, third);
      await tell(first, second);
      expect((await place({ phone: second.phone })).contactId).toBe(contactId);
    });

    it('are one when the first message under a new BSUID overtook the news of its rotation', async () => {
      const before = await place({ bsuid: 'BR.first' });
      await receive(harness, party(before), aMessage({ wamid: 'old-thread' }));
      const overtook = await place({ bsuid: 'BR.second' });
      expect(overtook.contactId).not.toBe(before.contactId);
      await receive(harness, party(overtook), aMessage({ wamid: 'new-thread' }));

      expect((await tell({ bsuid: 'BR.first' }, { bsuid: 'BR.second' })).contactId).toBe(before.contactId);

      expect((await place({ bsuid: 'BR.second' })).conversationId).toBe(before.conversationId);
      const rows = await harness.readMessages(clinic.clinicId);
      expect(rows.map(({ conversationId }) => conversationId)).toEqual([
        before.conversationId,
        before.conversationId,
      ]);
      expect((await claimTurn(harness)).messages).toHaveLength(2);
    });

    describe('in one of the two spellings of their phone', () => {
      const [long, short] = [phone('5547999990001'), phone('554799990001')];
      const writtenToAt = async (placement: Placement) => {
        await queueReplies(harness, party(placement), 'hello');
        return (await claimSend(harness)).to;
      };

      it('are not written to on a phone that somebody else has now, in any spelling', async () => {
        const old = await place({ phone: long, bsuid: 'BR.old' });
        await place({ phone: short, bsuid: 'BR.old' });
        await place({ phone: short, bsuid: 'BR.stranger' });
        const again = await place({ bsuid: 'BR.old' });
        expect(again.contactId).toBe(old.contactId);
        expect(await writtenToAt(again)).toEqual({ bsuid: 'BR.old' });
      });

      it('are not written to on a phone that they left, in any spelling', async () => {
        await place({ phone: long, bsuid: 'BR.1' });
        await place({ phone: short, bsuid: 'BR.1' });
        await tell({ phone: short, bsuid: 'BR.1' }, { bsuid: 'BR.2' });
        expect(await writtenToAt(await place({ bsuid: 'BR.2' }))).toEqual({ bsuid: 'BR.2' });
      });

      it.each([[{}, {}, {}] as const, [{ bsuid: 'BR.1' }, { bsuid: 'BR.2' }, { bsuid: 'BR.3' }] as const])(
        'are the same person when they go back to a phone that they had before (%o)',
        async (first, second, third) => {
          const before = await place({ phone: short, ...first });
          await tell({ phone: short, ...first }, { ...moved, ...second });
          await tell({ ...moved, ...second }, { phone: short, ...third });
          const back = await place({ phone: short, ...third });
          expect(back.contactId).toBe(before.contactId);
          expect(await writtenToAt(back)).toMatchObject({ phone: short });
        },
      );

      it('are one when a message with their phone overtook the news of a rotated BSUID', async () => {
        const before = await place({ phone: short, bsuid: 'BR.1' });
        await place({ phone: short, bsuid: 'BR.2' });
        await tell({ bsuid: 'BR.1' }, { bsuid: 'BR.2' });
        expect((await place({ phone: short, bsuid: 'BR.2' })).contactId).toBe(before.contactId);
      });

      it('are one when the message that overtook the news spells the new phone otherwise', async () => {
        const before = await place({ ...moved, bsuid: 'BR.1' });
        await place({ phone: short, bsuid: 'BR.2' });
        await tell({ ...moved, bsuid: 'BR.1' }, { phone: long, bsuid: 'BR.2' });
        expect((await place({ phone: short, bsuid: 'BR.2' })).contactId).toBe(before.contactId);
      });
    });

    it('make a remembered placement of a merged conversation worthless', async () => {
      await place({ bsuid: 'BR.first' });
      const overtook = await place({ bsuid: 'BR.second' });
      await tell({ bsuid: 'BR.first' }, { bsuid: 'BR.second' });
      expect(await receive(harness, party(overtook), aMessage())).toEqual(['moved']);
    });

    it('fence off a turn of the conversation that was merged away', async () => {
      await place({ bsuid: 'BR.first' });
      const overtook = await place({ bsuid: 'BR.second' });
      await receive(harness, party(overtook), aMessage({ wamid: 'asked' }));
      const turn = await claimTurn(harness);
      await tell({ bsuid: 'BR.first' }, { bsuid: 'BR.second' });
      expect(await harness.stores.turns.complete(turn, answerWith(harness, 'lost'))).toBe(false);
      expect((await claimTurn(harness)).messages).toMatchObject([{ metaMessageId: 'asked' }]);
    });

    it('are flagged when the new identifier belongs to somebody with a past', async () => {
      const old = await place({ bsuid: 'BR.first' });
      const other = await place({ bsuid: 'BR.second' });
      await harness.passTime(48 * 3_600_000);
      await tell({ bsuid: 'BR.first' }, { bsuid: 'BR.second' });
      for (const { contactId } of [old, other])
        expect(await harness.readFlags(clinic.clinicId, contactId)).toEqual(['identity-conflict']);
      expect((await place({ bsuid: 'BR.first' })).contactId).toBe(old.contactId);
    });

    it('free their old phone for whoever gets it next', async () => {
      const before = await place(ana);
      await tell(ana, moved);
      const stranger = await place(ana);
      expect(stranger.contactId).not.toBe(before.contactId);
      expect(await receive(harness, party(before), aMessage())).toEqual(['moved']);
    });

    it('get everything back when an automatic merge is undone', async () => {
      const before = await place({ bsuid: 'BR.first' });
      await receive(harness, party(before), aMessage({ wamid: 'firsts' }));
      const overtook = await place({ bsuid: 'BR.second' });
      await receive(harness, party(overtook), aMessage({ wamid: 'seconds' }));
      const kept = await tell({ bsuid: 'BR.first' }, { bsuid: 'BR.second' });
      await harness.stores.people.undoMerge(clinic.clinicId, overtook.contactId, harness.now());

      expect(await place({ bsuid: 'BR.second' })).toMatchObject({
        contactId: overtook.contactId,
        conversationId: overtook.conversationId,
      });
      const rows = await harness.readMessages(clinic.clinicId);
      expect(rows.find((row) => row.metaMessageId === 'seconds')?.conversationId).toBe(
        overtook.conversationId,
      );
      expect(rows.find((row) => row.metaMessageId === 'firsts')?.conversationId).toBe(before.conversationId);
      expect(await receive(harness, party(kept), aMessage())).toEqual(['moved']);
    });

    it('refuse to undo a merge that is not there, or twice', async () => {
      const nobody = harness.ids.next() as ContactId;
      const undo = (id: ContactId) => harness.stores.people.undoMerge(clinic.clinicId, id, harness.now());
      await expect(undo(nobody)).rejects.toThrow(MergeNotFound);
      await place({ bsuid: 'BR.first' });
      const overtook = await place({ bsuid: 'BR.second' });
      await tell({ bsuid: 'BR.first' }, { bsuid: 'BR.second' });
      await undo(overtook.contactId);
      await expect(undo(overtook.contactId)).rejects.toThrow(MergeNotFound);
    });
  });
