import { beforeEach, describe, expect, it } from 'vitest';
import { conversationId } from '../../../../../src/domain/messaging/message.ts';
import { returnToAssistant, takeOver } from '../../../../../src/domain/messaging/human-act.ts';
import { aMessage } from '../../../../support/builders/a-received-message.ts';
import type { Harness, MakeHarness } from '../../../harness/harness.ts';
import { aMergedParty, aParty, policy, receive, type Party } from '../../../harness/steps.ts';

const ana = 'user:ana';
const bia = 'user:bia';

export const conversationAssignmentsContract = (make: MakeHarness) =>
  describe('who looks after a conversation', () => {
    let harness: Harness;
    let party: Party;
    beforeEach(async () => {
      harness = await make();
      party = await aParty(harness);
      await says(party);
    });
    const says = (of: Party) => receive(harness, of, aMessage({ sentAt: harness.now() }));
    const at = ({ clinicId, placement }: Party = party) => ({
      clinicId,
      conversationId: placement.conversationId,
    });
    const assign = async (to: string | undefined, of = party, memberId?: string) => {
      const done = await harness.stores.conversationAssignments.assign({ ...at(of), to, memberId });
      if (done === 'no-member') throw new Error('No member');
      return done;
    };
    const assignMember = (userId: string, of = party) =>
      harness.stores.conversationAssignments.assign({ ...at(of), to: `user:${userId}`, memberId: userId });
    const join = (userId: string, { clinicId } = party) =>
      harness.stores.clinicMembers.put(
        { clinicId, userId, role: 'clinic-staff', addedBy: 'x' },
        'any',
        harness.now(),
      );
    const view = ({ clinicId, placement }: Party = party) =>
      harness.stores.conversations.get(clinicId, placement.conversationId);
    const who = async (of = party) => (await view(of))?.assignment?.actor;
    const act = (by: string | undefined, does: 'take' | 'return') =>
      harness.stores.humanActs.act({ ...at(), by }, (state) =>
        does === 'take' ? takeOver(state, harness.now(), policy.humanQuietMs) : returnToAssistant(state),
      );

    it('is nobody, until somebody says who, and nothing else changes with it', async () => {
      const { assignment, ...before } = (await view())!;
      expect(assignment).toBeUndefined();
      const done = await assign(ana);
      expect(done).toMatchObject({ conversationId: at().conversationId, assignment: { actor: ana } });
      const { assignment: now, ...after } = (await view())!;
      expect(now).toEqual(done?.assignment);
      expect(after).toEqual(before);
    });

    it('changes from one to another and to nobody; the same person again stays since then', async () => {
      const first = await assign(ana);
      await harness.passTime(60_000);
      expect((await assign(ana))?.assignment).toEqual(first?.assignment);
      expect((await assign(bia))?.assignment?.actor).toBe(bia);
      expect((await assign(undefined))?.assignment).toBeUndefined();
      expect(await who()).toBeUndefined();
    });

    it('is said of no conversation of another clinic, and of none that there is not', async () => {
      const other = await aParty(harness);
      for (const place of [
        { ...at(), clinicId: other.clinicId },
        { ...at(), conversationId: conversationId(harness.ids.next()) },
      ])
        expect(await harness.stores.conversationAssignments.assign({ ...place, to: ana })).toBeUndefined();
      expect(await who()).toBeUndefined();
    });

    it('is whoever acts first; who helps out does not take it away, and a machine looks after nothing', async () => {
      await act(undefined, 'take');
      expect(await who()).toBeUndefined();
      await act(ana, 'take');
      await act(bia, 'take');
      expect(await who()).toBe(ana);
    });

    it('is nobody once it was given back to the assistant', async () => {
      await act(ana, 'take');
      await act(bia, 'return');
      expect(await who()).toBeUndefined();
    });

    it('has a list and a count of their own', async () => {
      const other = await aParty(harness, party, { bsuid: 'BR.other' });
      await says(other);
      await assign(bia);
      await assign(ana, other);
      const { conversations } = harness.stores;
      const list = async (assignedTo: string) =>
        (
          await conversations.list({ clinicId: party.clinicId, unreadOnly: false, assignedTo, limit: 10 })
        ).map(({ id }) => id);
      expect([await list(ana), await list(bia), await list('user:caio')]).toEqual([
        [at(other).conversationId],
        [at().conversationId],
        [],
      ]);
      const counts = await conversations.counts(party.clinicId, ana);
      expect(counts).toMatchObject({ mine: 1, assistant: 2 });
    });

    it('goes along when two people turn out to be one, unless somebody looks after the other', async () => {
      const one = await aMergedParty(harness);
      await says(one.kept);
      await assign(ana, one.merged);
      await one.merge();
      expect(await who(one.kept)).toBe(ana);
      const two = await aMergedParty(harness);
      await says(two.kept);
      await assign(ana, two.merged);
      await assign(bia, two.kept);
      await two.merge();
      expect(await who(two.kept)).toBe(bia);
    });

    it('is nobody when they leave the clinic', async () => {
      const { clinicMembers } = harness.stores;
      for (const userId of ['ana', 'bia']) await join(userId);
      await assign(ana);
      await clinicMembers.remove(party.clinicId, 'bia', 'any');
      expect(await who()).toBe(ana);
      await clinicMembers.remove(party.clinicId, 'ana', 'any');
      expect(await who()).toBeUndefined();
    });

    it('is a member where it has to be one: no stranger, nobody of another clinic, nobody who has left', async () => {
      const other = await aParty(harness);
      await join('ana', other);
      expect(await assignMember('ana')).toBe('no-member');
      await join('ana');
      expect(await assignMember('ana')).toMatchObject({ assignment: { actor: ana } });
      await harness.stores.clinicMembers.remove(party.clinicId, 'ana', 'any');
      expect(await assignMember('ana')).toBe('no-member');
      expect(await who()).toBeUndefined();
    });

    it('is never somebody who was removed at the same moment', async () => {
      for (let round = 0; round < 25; round += 1) {
        await join('ana');
        const removed = harness.stores.clinicMembers.remove(party.clinicId, 'ana', 'any');
        const outcomes = await Promise.all([removed, assignMember('ana'), assignMember('ana')]);
        expect(outcomes[0]).toBe(true);
        expect(await who()).toBeUndefined();
      }
    });
  });
