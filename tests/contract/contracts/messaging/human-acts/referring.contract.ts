import { beforeEach, describe, expect, it } from 'vitest';
import type { HumanReply } from '../../../../../src/application/ports/messaging/human-acts.ts';
import { takeOver } from '../../../../../src/domain/messaging/human-act.ts';
import { messageId, type MessageId } from '../../../../../src/domain/messaging/message.ts';
import { aMessage, type MessageWish } from '../../../../support/builders/a-received-message.ts';
import type { Harness, MakeHarness } from '../../../harness/harness.ts';
import { aParty, claimSend, policy, receive, type Party } from '../../../harness/steps.ts';
import { humanSteps, type HumanSteps } from '../../../harness/human-steps.ts';

export const referringRepliesContract = (make: MakeHarness) =>
  describe('human acts', () => {
    let harness: Harness;
    let party: Party;
    let at: HumanSteps['at'];
    let claims: HumanSteps['claims'];
    let aReply: HumanSteps['aReply'];
    let reply: HumanSteps['reply'];
    let patientWrites: HumanSteps['patientWrites'];
    beforeEach(async () => {
      harness = await make();
      party = await aParty(harness);
      ({ at, claims, aReply, reply, patientWrites } = humanSteps(harness, party));
    });

    describe('that refer to a message', () => {
      const shown = async () => {
        const { clinicId, placement } = party;
        const query = { clinicId, conversationId: placement.conversationId, limit: 9 };
        return (await harness.stores.conversations.messages(query)) ?? [];
      };
      const patientSays = async (wish: MessageWish) => {
        await receive(harness, party, aMessage({ sentAt: harness.now(), ...wish }));
        return (await harness.readMessages(party.clinicId)).at(-1)?.id as MessageId;
      };
      const quoting = (
        refersTo: MessageId,
        content: HumanReply['content'] = { type: 'text', body: 'Sim' },
      ) => ({
        ...aReply(''),
        content,
        refersTo,
      });

      it('quote it for WhatsApp by its id there, and show what they quote', async () => {
        const asked = await patientSays({ wamid: 'w-1', text: 'Sexta às 14h?' });
        const seen: unknown[] = [];
        await harness.stores.humanActs.act({ ...at(), reply: quoting(asked) }, (state, _, referred) => {
          seen.push(referred);
          return takeOver(state, harness.now(), policy.humanQuietMs);
        });
        expect(seen).toMatchObject([{ type: 'text', metaMessageId: 'w-1', isDeleted: false }]);
        expect(await claims()).toMatchObject([{ refersTo: 'w-1', content: { type: 'text', body: 'Sim' } }]);
        expect(await shown()).toMatchObject([
          { text: 'Sim', quote: { id: asked, by: 'patient', text: 'Sexta às 14h?' } },
          {},
        ]);
      });

      it('react to it, and take the reaction back: both show on the message only', async () => {
        const asked = await patientSays({ wamid: 'w-1', text: 'Obrigada!' });
        await reply(quoting(asked, { type: 'reaction', body: '❤️' }));
        expect(await shown()).toMatchObject([{ id: asked, reactions: [{ emoji: '❤️', by: 'clinic' }] }]);
        const send = await claimSend(harness);
        expect(send).toMatchObject({ refersTo: 'w-1', content: { type: 'reaction', body: '❤️' } });
        await harness.stores.outbox.settle(send, { to: 'accepted', metaMessageId: 'w-2' }, harness.now());
        await harness.passTime(1_000);
        await reply(quoting(asked, { type: 'reaction', body: '' }));
        const [only, ...others] = await shown();
        expect(only).not.toHaveProperty('reactions');
        expect(others).toEqual([]);
      });

      it('say whether it was deleted, and may only name one of the conversation', async () => {
        const asked = await patientSays({ wamid: 'w-1', text: 'apago já' });
        await patientSays({ type: 'revoke', text: '', aboutMetaMessageId: 'w-1' });
        const seen: unknown[] = [];
        await harness.stores.humanActs.act({ ...at(), reply: quoting(asked) }, (state, _, referred) => {
          seen.push(referred);
          return takeOver(state, harness.now(), policy.humanQuietMs);
        });
        expect(seen).toMatchObject([{ isDeleted: true }]);
        const elsewhere = await reply(quoting(messageId(harness.ids.next()))).catch(
          (error: unknown) => error,
        );
        expect(elsewhere).toMatchObject({ code: 'conversation.message-not-found' });
      });

      it('show a place and a contact as data, as those of patients are', async () => {
        await patientWrites();
        const place = { latitude: -23.55, longitude: -46.63, name: 'Clínica' };
        await reply({ ...aReply(''), content: { type: 'location', body: 'Clínica', place } });
        await reply({
          ...aReply(''),
          content: {
            type: 'contacts',
            body: 'Recepção',
            contacts: [{ name: 'Recepção', phones: ['+55 11 4000'], emails: [] }],
          },
        });
        expect(await shown()).toMatchObject([
          { type: 'contacts', details: { contacts: [{ name: 'Recepção' }] } },
          { type: 'location', text: 'Clínica', details: { location: place } },
          {},
        ]);
      });
    });
  });
