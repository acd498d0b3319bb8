import type { AssistantAnswer, AssistantRequest } from '../../../domain/assistant/answer.ts';
import type { ContactId } from '../../../domain/messaging/people/contact-identity.ts';
import type { ConversationId } from '../../../domain/messaging/message.ts';
import type { TimeSlot } from '../../../domain/scheduling/time-slot.ts';

type AssistantTurn = AssistantRequest & {
  readonly contactId: ContactId;
  readonly conversationId: ConversationId;
  /** Times that others took while earlier answers to this turn were being committed. */
  readonly taken: readonly TimeSlot[];
  /** Without the agenda: what a patient wants is passed to people. */
  readonly isTalkOnly: boolean;
};

/** Says what to answer to a patient. May call a model; must never be called without the clinic's context. */
export interface Assistant {
  /** Changes nothing itself: what is to become of appointments stands in the answer. */
  answer(turn: AssistantTurn): Promise<AssistantAnswer>;
}
