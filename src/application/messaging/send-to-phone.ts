import { PhoneMalformed, WindowClosed } from '../../domain/messaging/conversation-errors.ts';
import { phoneDigits } from '../../domain/messaging/people/phone-number.ts';
import type { Conversations } from '../ports/messaging/conversations.ts';
import type { ActOutcome, HumanReply } from '../ports/messaging/human-acts.ts';
import type { ActInConversation } from './act-as-human.ts';
import type { ReplyAsHuman } from './reply-as-human.ts';

/**
 * A human's text to who they know by telephone only.
 * @throws PhoneMalformed, WindowClosed (also when the person has never written), ReplyEmpty
 */
export type SendToPhone = (
  request: Pick<ActInConversation, 'clinicId' | 'by'> & {
    /** With country code; punctuation is allowed. */
    readonly phone: string;
    readonly reply: HumanReply;
  },
) => Promise<ActOutcome>;

type Needs = { conversations: Conversations; replyAsHuman: ReplyAsHuman };

export const makeSendToPhone =
  ({ conversations, replyAsHuman }: Needs): SendToPhone =>
  async ({ clinicId, phone, ...act }) => {
    const digits = phoneDigits(phone);
    if (digits === undefined) throw new PhoneMalformed();
    const conversationId = await conversations.withPhone(clinicId, digits);
    if (conversationId === undefined) throw new WindowClosed(undefined);
    return replyAsHuman({ clinicId, conversationId, ...act });
  };
