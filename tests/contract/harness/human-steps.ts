import type { HumanReply } from '../../../src/application/ports/messaging/human-acts.ts';
import { replyAsHuman, returnToAssistant, takeOver } from '../../../src/domain/messaging/human-act.ts';
import { messageId } from '../../../src/domain/messaging/message.ts';
import { defaultPacing } from '../../../src/domain/messaging/pacing.ts';
import { aMessage } from '../../support/builders/a-received-message.ts';
import type { Harness } from './harness.ts';
import { claimSend, leaseMs, policy, receive, type Party } from './steps.ts';

/** What people of the clinic do in the conversation of `party`, and what is to be seen of it. */
export type HumanSteps = ReturnType<typeof humanSteps>;

export function humanSteps(harness: Harness, party: Party) {
  const at = ({ clinicId, placement }: Party = party) => ({
    clinicId,
    conversationId: placement.conversationId,
  });

  const claims = () => harness.stores.outbox.claim(10, leaseMs);
  const conversation = () => harness.readConversation(party.clinicId, party.placement.conversationId);
  const outbound = async () =>
    (await harness.readMessages(party.clinicId)).filter(({ direction }) => direction === 'outbound');
  const take = (wish = at()) =>
    harness.stores.humanActs.act(wish, (state) => takeOver(state, harness.now(), policy.humanQuietMs));
  const giveBack = () => harness.stores.humanActs.act(at(), returnToAssistant);
  const aReply = (body: string): HumanReply => ({
    messageId: messageId(harness.ids.next()),
    content: { type: 'text', body },
    sentBy: 'user:bia',
    requestId: 'request-9',
  });

  const reply = (body: string | HumanReply, wish = at()) =>
    harness.stores.humanActs.act(
      { ...wish, reply: typeof body === 'string' ? aReply(body) : body },
      (state) => replyAsHuman(state, harness.now(), policy.humanQuietMs),
    );
  const patientWrites = () => receive(harness, party, aMessage({ sentAt: harness.now() }));
  const reserve = (send: Awaited<ReturnType<typeof claimSend>>) =>
    harness.stores.outbox.reservePlace(send, defaultPacing, { full: leaseMs, least: leaseMs });

  return { at, claims, conversation, outbound, take, giveBack, aReply, reply, patientWrites, reserve };
}
