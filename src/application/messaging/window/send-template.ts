import { ContactOptedOut, ConversationNotFound } from '../../../domain/messaging/conversation-errors.ts';
import { windowIsOpen } from '../../../domain/messaging/customer-service-window.ts';
import { refuseUnseen, replyAsHuman } from '../../../domain/messaging/human-act.ts';
import { isForbiddenByOptOut } from '../../../domain/messaging/people/message-preference.ts';
import { filledByHand } from '../../../domain/templates/by-hand.ts';
import { TemplateNotFound } from '../../../domain/templates/template-errors.ts';
import type { Conversations } from '../../ports/messaging/conversations.ts';
import type { ActOutcome, HumanReply } from '../../ports/messaging/human-acts.ts';
import type { Templates } from '../../ports/templates/templates.ts';
import { actAsHuman, type ActInConversation, type ActNeeds } from '../act-as-human.ts';

/**
 * Queues a template that somebody of the clinic chose and filled, once per message id, and takes the conversation over. It
 * may be sent whether the window is open or not.
 * @throws ConversationNotFound, MessageNotFound, ConversationMovedOn, TemplateNotFound, TemplateUnusable, TemplateUnfit,
 * ContactOptedOut when the patient wants nothing that the clinic starts
 */
export type SendTemplate = (
  request: Omit<ActInConversation, 'reply'> & {
    readonly template: {
      readonly name: string;
      readonly language: string;
      /** By the names of its variables. */
      readonly values: Readonly<Record<string, string>>;
    };
    readonly reply: Omit<HumanReply, 'content' | 'refersTo'>;
  },
) => Promise<ActOutcome>;

type Needs = ActNeeds & {
  templates: Pick<Templates, 'ofNumber'>;
  conversations: Pick<Conversations, 'addressee'>;
};

export const makeSendTemplate =
  (needs: Needs): SendTemplate =>
  async ({ template: { name, language, values }, reply, ...place }) => {
    const { clinicId, conversationId } = place;
    const addressee = await needs.conversations.addressee(clinicId, conversationId);
    if (addressee === undefined) throw new ConversationNotFound(conversationId);
    const isOpen = windowIsOpen(addressee.lastPatientMessageAt, needs.clock.now());
    if (addressee.optedOut !== undefined && isForbiddenByOptOut('team-text', isOpen))
      throw new ContactOptedOut();
    const known = await needs.templates.ofNumber(clinicId, addressee.whatsappNumber);
    const template = known.find((one) => one.name === name && one.language === language);
    if (template === undefined) throw new TemplateNotFound(name, language);
    const content = filledByHand(template, values);
    return actAsHuman(needs, { ...place, reply: { ...reply, content } }, (state, unseen) => {
      refuseUnseen(unseen);
      return replyAsHuman(state, needs.clock.now(), needs.humanQuietMs, true);
    });
  };
