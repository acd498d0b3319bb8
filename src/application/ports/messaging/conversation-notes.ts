import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { ConversationNote, NoteId } from '../../../domain/inbox/conversation-note.ts';
import type { ConversationId } from '../../../domain/messaging/message.ts';
import type { ListPlace } from './conversations.ts';

type InConversation = { readonly clinicId: ClinicId; readonly conversationId: ConversationId };
export type NoteView = ConversationNote & { readonly place: ListPlace };

/**
 * What people of the team write for each other about a patient. No port that sends or prepares messages knows of them.
 * Contract: tests/contract/contracts/messaging/human-acts/conversation-notes.contract.ts
 */
export interface ConversationNotes {
  /** Once per id; where the conversation goes on after merges. `undefined` when there is no such conversation. */
  add(
    request: InConversation & Pick<ConversationNote, 'id' | 'text' | 'writtenBy'>,
  ): Promise<ConversationNote | undefined>;
  /**
   * Newest first, with those of the conversations that went into this one. `undefined` when there is no such
   * conversation.
   */
  list(
    query: InConversation & { readonly limit: number; readonly after?: ListPlace },
  ): Promise<readonly NoteView[] | undefined>;
  /** `undefined` when it is not there. Nothing is removed when `check` throws. */
  remove(
    request: InConversation & { readonly id: NoteId },
    check: (note: ConversationNote) => void,
  ): Promise<ConversationNote | undefined>;
}
