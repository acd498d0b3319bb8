import { beforeEach, describe, expect, it } from 'vitest';
import { returnToAssistant } from '../../../../../src/domain/messaging/human-act.ts';
import { conversationId } from '../../../../../src/domain/messaging/message.ts';
import { aMessage } from '../../../../support/builders/a-received-message.ts';
import type { Harness, MakeHarness } from '../../../harness/harness.ts';
import { aMergedParty, aParty, queueReplies, receive, type Party } from '../../../harness/steps.ts';
import { humanSteps, type HumanSteps } from '../../../harness/human-steps.ts';

export const humanActPlacesContract = (make: MakeHarness) =>
  describe('human acts', () => {
    let harness: Harness;
    let party: Party;
    let at: HumanSteps['at'];
    let claims: HumanSteps['claims'];
    let conversation: HumanSteps['conversation'];
    let take: HumanSteps['take'];
    let reply: HumanSteps['reply'];
    beforeEach(async () => {
      harness = await make();
      party = await aParty(harness);
      ({ at, claims, conversation, take, reply } = humanSteps(harness, party));
    });

    it('know no conversation of another clinic, nor one that never was', async () => {
      const other = await aParty(harness);
      const foreign = { clinicId: other.clinicId, conversationId: party.placement.conversationId };
      const unreal = { ...at(), conversationId: conversationId(harness.ids.next()) };
      for (const wish of [foreign, unreal]) {
        expect(await take(wish)).toBeUndefined();
        expect(await reply('x', wish)).toBeUndefined();
        expect(await harness.stores.humanActs.markRead(wish)).toBeUndefined();
      }
      expect(await conversation()).toMatchObject({ mode: 'assistant', epoch: 0 });
    });

    it('happen where the conversation goes on after a merge', async () => {
      const { kept, merged, merge } = await aMergedParty(harness);
      await receive(harness, merged, aMessage({ sentAt: harness.now() }));
      await merge();
      expect(await take(at(merged))).toMatchObject({ conversationId: kept.placement.conversationId });
      expect(await harness.readConversation(kept.clinicId, kept.placement.conversationId)).toMatchObject({
        mode: 'human',
        epoch: 1,
      });
    });

    describe('and merges', () => {
      it('keep a human in the conversation whichever of the two they were in', async () => {
        for (const which of ['kept', 'merged'] as const) {
          const people = await aMergedParty(harness);
          await take(at(people[which]));
          await receive(harness, people.merged, aMessage({ sentAt: harness.now() }));
          await people.merge();
          const { clinicId, placement } = people.kept;
          await receive(harness, people.kept, aMessage({ sentAt: harness.now() })).catch(() => undefined);
          expect(await harness.readConversation(clinicId, placement.conversationId), which).toMatchObject({
            mode: 'human',
            turnWaits: true,
          });
        }
      });

      it.each([0, 3])(
        'let a valid answer go, and an act after the merge stop it (after %i acts before)',
        async (acts) => {
          for (const isTaken of [false, true]) {
            const { kept, merged, merge } = await aMergedParty(harness);
            for (let n = 0; n < acts; n += 1) await take(at(merged));
            if (acts > 0) await harness.stores.humanActs.act(at(merged), returnToAssistant);
            await queueReplies(harness, merged, 'answer');
            await merge();
            if (isTaken) await take(at(kept));
            const found = await claims();
            expect(found.map(({ content, overtaken }) => [content.body, overtaken])).toEqual(
              isTaken ? [] : [['answer', false]],
            );
          }
        },
      );

      it('stop the answers of one where a human is in the other', async () => {
        const { kept, merged, merge } = await aMergedParty(harness);
        await queueReplies(harness, merged, 'answer');
        await take(at(kept));
        await merge();
        expect((await claims()).filter(({ overtaken }) => !overtaken)).toEqual([]);
      });
    });
  });
