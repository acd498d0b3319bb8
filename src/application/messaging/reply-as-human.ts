import { ContactOptedOut, ReplyEmpty } from '../../domain/messaging/conversation-errors.ts';
import { refuseUnseen, replyAsHuman } from '../../domain/messaging/human-act.ts';
import { TemplateUnusable } from '../../domain/templates/template-errors.ts';
import type { ForeseeNotice } from './window/foresee-notice.ts';
import { reachableId } from '../../domain/messaging/messages/referred-message.ts';
import { wellFormed } from '../../domain/language/text-length.ts';
import type { ActOutcome, HumanReply } from '../ports/messaging/human-acts.ts';
import { actAsHuman, type ActInConversation, type ActNeeds } from './act-as-human.ts';

/**
 * Queues what somebody of the clinic sends, once per message id, and takes the conversation over. Whether WhatsApp
 * still takes it is asked again when it is sent.
 * @throws ConversationNotFound, MessageNotFound, MessageOutOfReach, UploadedFileNotFound,
 * CaptionNotPossible, ConversationMovedOn, WindowClosed, ReplyEmpty, TemplateUnusable when there
 * is no such template, ContactOptedOut when it would go as a template to who wants none
 */
export type ReplyAsHuman = (
  request: ActInConversation & {
    readonly reply: HumanReply;
    /** After the window has closed it goes inside the clinic's template for the team's texts. */
    readonly orTemplate?: boolean;
  },
) => Promise<ActOutcome>;

export const makeReplyAsHuman =
  (needs: ActNeeds & { foreseeNotice: ForeseeNotice }): ReplyAsHuman =>
  async (request) => {
    const content = worthSending(request.reply.content);
    const { clinicId, conversationId, orTemplate = false } = request;
    if (orTemplate) {
      const forecast = await needs.foreseeNotice({ clinicId, conversationId, purpose: 'team-text' });
      if (forecast.how === 'none' && forecast.because === 'opted-out') throw new ContactOptedOut();
      if (forecast.how === 'when-patient-writes') throw new TemplateUnusable('team-text');
    }
    return actAsHuman(
      needs,
      { ...request, reply: { ...request.reply, content } },
      (state, unseen, referred) => {
        refuseUnseen(unseen);
        if (referred !== undefined) reachableId(referred, needs.clock.now());
        return replyAsHuman(state, needs.clock.now(), needs.humanQuietMs, orTemplate);
      },
    );
  };

/** @throws ReplyEmpty where words are all that it has */
function worthSending(content: HumanReply['content']): HumanReply['content'] {
  if ('file' in content) return { ...content, caption: wellFormed(content.caption) };
  const body = wellFormed(content.body);
  if ((content.type === 'text' || content.type === 'contact-request') && body === '') throw new ReplyEmpty();
  return { ...content, body };
}
