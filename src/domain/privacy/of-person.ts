import type { ConversationId } from '../messaging/message.ts';
import type { ContactId } from '../messaging/people/contact-identity.ts';
import type { Appointment } from '../scheduling/appointment.ts';

type Person = {
  readonly contacts: ReadonlySet<ContactId>;
  readonly conversations: ReadonlySet<ConversationId>;
};

/** Whose a visit is, when the person asks for what is held or is erased: who is named in it, or in whose conversation it was made. */
export const isVisitOf = (
  { contacts, conversations }: Person,
  { contactId, conversationId }: Pick<Appointment, 'contactId' | 'conversationId'>,
): boolean =>
  (contactId !== undefined && contacts.has(contactId)) ||
  (conversationId !== undefined && conversations.has(conversationId));
