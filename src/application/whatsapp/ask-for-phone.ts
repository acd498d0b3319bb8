import { ConversationNotFound } from '../../domain/messaging/conversation-errors.ts';
import type { OutboundContent } from '../../domain/messaging/message.ts';
import { bringsVisit, phoneRequest } from '../../domain/messaging/sending/phone-request.ts';
import type { AppointmentChange } from '../../domain/scheduling/appointment-changes.ts';
import type { Conversations } from '../ports/messaging/conversations.ts';
import type { ActOutcome, HumanReply } from '../ports/messaging/human-acts.ts';
import type { ClaimedTurn } from '../ports/messaging/turns.ts';
import type { ActInConversation } from '../messaging/act-as-human.ts';
import type { ReplyAsHuman } from '../messaging/reply-as-human.ts';

/**
 * Asks a patient whom WhatsApp shows by a username only for the phone; the answer is kept on the contact. Whoever asks before
 * the patient has said anything to an earlier request is told of that one: it `stands`.
 * @throws ConversationNotFound, PhoneKnown, and what ReplyAsHuman throws
 */
export type AskForPhone = (
  request: Omit<ActInConversation, 'reply'> & {
    readonly reply: Omit<HumanReply, 'content'>;
    /** In place of ours. */
    readonly words?: string;
  },
) => Promise<ActOutcome>;

type Looks = { readonly conversations: Pick<Conversations, 'get'> };

export const makeAskForPhone =
  ({ conversations, replyAsHuman }: Looks & { replyAsHuman: ReplyAsHuman }): AskForPhone =>
  async ({ words, reply, ...place }) => {
    const found = await conversations.get(place.clinicId, place.conversationId);
    if (found === undefined) throw new ConversationNotFound(place.conversationId);
    const content = phoneRequest(found.contact.phone, words);
    return replyAsHuman({ ...place, reply: { ...reply, content } });
  };

/** What a turn that brings a visit asks of a patient without a known phone. */
export async function phoneForVisit(
  { conversations }: Looks,
  { clinicId, conversationId }: Pick<ClaimedTurn, 'clinicId' | 'conversationId'>,
  changes: readonly AppointmentChange[],
): Promise<readonly OutboundContent[]> {
  if (!bringsVisit(changes)) return [];
  const found = await conversations.get(clinicId, conversationId);
  return found === undefined || found.contact.phone !== undefined ? [] : [phoneRequest(undefined)];
}
