import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import { given } from '../../../domain/given.ts';
import { ConversationNotFound } from '../../../domain/messaging/conversation-errors.ts';
import type { ConversationId } from '../../../domain/messaging/message.ts';
import { offeredTemplates, type OfferedTemplate } from '../../../domain/templates/by-hand.ts';
import type { ResolveClinicContext } from '../../clinic/resolve-clinic-context.ts';
import type { Conversations } from '../../ports/messaging/conversations.ts';
import type { Templates } from '../../ports/templates/templates.ts';

/** The templates that somebody of the team may send in a conversation, with what is known for them. @throws ConversationNotFound */
export type OfferTemplates = (request: {
  readonly clinicId: ClinicId;
  readonly conversationId: ConversationId;
}) => Promise<readonly OfferedTemplate[]>;

type Needs = {
  templates: Pick<Templates, 'ofNumber' | 'uses'>;
  conversations: Pick<Conversations, 'addressee'>;
  resolveClinicContext: ResolveClinicContext;
};

export const makeOfferTemplates =
  ({ templates, conversations, resolveClinicContext }: Needs): OfferTemplates =>
  async ({ clinicId, conversationId }) => {
    const addressee = await conversations.addressee(clinicId, conversationId);
    if (addressee === undefined) throw new ConversationNotFound(conversationId);
    const [known, uses, { context }] = await Promise.all([
      templates.ofNumber(clinicId, addressee.whatsappNumber),
      templates.uses(clinicId),
      resolveClinicContext(clinicId),
    ]);
    return offeredTemplates(known, uses, { context, ...given({ patientName: addressee.name }) });
  };
