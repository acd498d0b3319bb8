import { noteText, type ConversationNote } from '../../domain/inbox/conversation-note.ts';
import { ConversationNotFound } from '../../domain/messaging/conversation-errors.ts';
import type { ConversationNotes } from '../ports/messaging/conversation-notes.ts';

/**
 * Keeps what somebody of the team writes for the others, once per id. The conversation itself stays as it is: nobody takes
 * it over, nothing counts as said or read. @throws ConversationNotFound, NoteEmpty
 */
export type WriteNote = (request: Parameters<ConversationNotes['add']>[0]) => Promise<ConversationNote>;

type Needs = { conversationNotes: Pick<ConversationNotes, 'add'> };

export const makeWriteNote =
  ({ conversationNotes }: Needs): WriteNote =>
  async (request) => {
    const note = await conversationNotes.add({ ...request, text: noteText(request.text) });
    if (note === undefined) throw new ConversationNotFound(request.conversationId);
    return note;
  };
