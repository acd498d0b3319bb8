import type { CallerRole } from '../../domain/access/caller.ts';
import { refuseDeleting } from '../../domain/inbox/conversation-note.ts';
import { NoteNotFound } from '../../domain/inbox/note-errors.ts';
import type { ConversationNotes } from '../ports/messaging/conversation-notes.ts';

/** Takes a note out, for everybody and for good. @throws NoteNotFound, NoteOfAnother */
export type DeleteNote = (
  request: Parameters<ConversationNotes['remove']>[0],
  by: { readonly actor: string; readonly role: CallerRole },
) => Promise<void>;

type Needs = { conversationNotes: Pick<ConversationNotes, 'remove'> };

export const makeDeleteNote =
  ({ conversationNotes }: Needs): DeleteNote =>
  async (request, by) => {
    const removed = await conversationNotes.remove(request, (note) => refuseDeleting(note, by));
    if (removed === undefined) throw new NoteNotFound(request.id);
  };
