import * as fc from 'fast-check';
import { describe, it } from 'vitest';
import { conversationCommands, newModel as newConversation } from './conversation.model.ts';
import { deliveryCommands, newModel as newDelivery } from './delivery.model.ts';
import type { MakeHarness } from '../harness/harness.ts';
import { aParty, queueReplies } from '../harness/steps.ts';

export const modelsContract = (make: MakeHarness, numRuns: number) =>
  describe('the stores do what their model says', () => {
    it('about a conversation, whatever patient, staff, workers and time do', async () => {
      await fc.assert(
        fc.asyncProperty(conversationCommands, async (commands) => {
          const harness = await make();
          const party = await aParty(harness);
          await fc.asyncModelRun(() => ({ model: newConversation(), real: { harness, party } }), commands);
        }),
        { numRuns },
      );
    });

    it('about a delivery, whatever workers, Meta and time do', async () => {
      await fc.assert(
        fc.asyncProperty(deliveryCommands, async (commands) => {
          const harness = await make();
          const party = await aParty(harness);
          await queueReplies(harness, party, 'm0', 'm1');
          await fc.asyncModelRun(() => ({ model: newDelivery(), real: { harness, party } }), commands);
        }),
        { numRuns },
      );
    });
  });
