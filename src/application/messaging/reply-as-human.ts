import { ReplyEmpty } from '../../domain/messaging/conversation-errors.ts';
import { replyAsHuman } from '../../domain/messaging/human-act.ts';
import { wellFormed } from '../../domain/language/text-length.ts';
import type { ActOutcome, HumanReply } from '../ports/messaging/human-acts.ts';
import { actAsHuman, type ActInConversation, type ActNeeds } from './act-as-human.ts';

/**
 * Queues what somebody of the clinic writes, once per message id, and takes the conversation over. Whether WhatsApp
 * still takes it is asked again when it is sent.
 * @throws ConversationNotFound, WindowClosed, ReplyEmpty
 */
export type ReplyAsHuman = (
  request: ActInConversation & { readonly reply: HumanReply },
) => Promise<ActOutcome>;

export const makeReplyAsHuman =
  (needs: ActNeeds): ReplyAsHuman =>
  async (request) => {
    const body = wellFormed(request.reply.body);
    if (body === '') throw new ReplyEmpty();
    return actAsHuman(needs, { ...request, reply: { ...request.reply, body } }, (state) =>
      replyAsHuman(state, needs.clock.now(), needs.humanQuietMs),
    );
  };
