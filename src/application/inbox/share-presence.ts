import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { Presence } from '../../domain/inbox/presence.ts';
import { ConversationNotFound } from '../../domain/messaging/conversation-errors.ts';
import type { ConversationId } from '../../domain/messaging/message.ts';
import type { ConversationEvents } from '../ports/messaging/conversation-events.ts';
import type { Conversations } from '../ports/messaging/conversations.ts';

/**
 * Tells the colleagues who watch what somebody does in a conversation now. Nothing is stored, and it may be lost.
 * @throws ConversationNotFound
 */
export type SharePresence = (request: {
  readonly clinicId: ClinicId;
  readonly conversationId: ConversationId;
  /** As in the audit log. */
  readonly actor: string;
  readonly doing: Presence;
}) => Promise<void>;

type Needs = {
  conversations: Pick<Conversations, 'get'>;
  conversationEvents: Pick<ConversationEvents, 'announce'>;
};

export const makeSharePresence =
  ({ conversations, conversationEvents }: Needs): SharePresence =>
  async (request) => {
    const { clinicId, conversationId } = request;
    if ((await conversations.get(clinicId, conversationId)) === undefined)
      throw new ConversationNotFound(conversationId);
    conversationEvents.announce([{ event: 'presence', ...request }]);
  };
