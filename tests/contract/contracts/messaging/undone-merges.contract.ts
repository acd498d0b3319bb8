import { beforeEach, describe, expect, it } from 'vitest';
import { aMessage } from '../../../support/builders/a-received-message.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';
import {
  aMergedParty,
  answerWith,
  claimTurn,
  leaseMs,
  policy,
  receive,
  type Party,
} from '../../harness/steps.ts';

export const undoneMergesContract = (make: MakeHarness) =>
  describe('a merge that is undone while somebody waits for an answer', () => {
    let harness: Harness;
    let kept: Party;
    let merged: Party;
    let merge: () => Promise<void>;
    beforeEach(async () => {
      harness = await make();
      ({ kept, merged, merge } = await aMergedParty(harness));
    });
    const write = async (party: Party, bsuid: string) => {
      const message = aMessage({ person: { bsuid }, sentAt: harness.now() });
      await receive(harness, party, message);
      return message.text;
    };
    const undo = () =>
      harness.stores.people.undoMerge(merged.clinicId, merged.placement.contactId, harness.now());
    const turnsDue = async () => {
      await harness.passTime(policy.capMs + 1_000);
      const turns = await harness.stores.turns.claim(5, leaseMs);
      return Object.fromEntries(
        turns.map(({ conversationId, messages }) => [conversationId, messages.map(({ text }) => text)]),
      );
    };

    it('leaves each of the two with what they wrote, to be answered', async () => {
      const [ofKept, ofMerged] = [await write(kept, 'BR.first'), await write(merged, 'BR.second')];
      await merge();
      await undo();
      expect(await turnsDue()).toEqual({
        [kept.placement.conversationId]: [ofKept],
        [merged.placement.conversationId]: [ofMerged],
      });
    });

    it('leaves nothing to answer where nothing waits any more', async () => {
      const ofMerged = await write(merged, 'BR.second');
      await merge();
      await undo();
      expect(await turnsDue()).toEqual({ [merged.placement.conversationId]: [ofMerged] });
    });

    it('lets no answer that was thought of before go to the other person', async () => {
      const ofMerged = await write(merged, 'BR.second');
      await merge();
      const turn = await claimTurn(harness);
      expect(turn.conversationId).toBe(kept.placement.conversationId);
      await undo();
      expect(await harness.stores.turns.complete(turn, answerWith(harness, 'for the second'))).toBe(false);
      expect(await turnsDue()).toEqual({ [merged.placement.conversationId]: [ofMerged] });
    });
  });
