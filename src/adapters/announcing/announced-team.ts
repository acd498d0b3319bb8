import type { ConversationAssignments } from '../../application/ports/messaging/conversation-assignments.ts';
import type { ConversationEvents } from '../../application/ports/messaging/conversation-events.ts';
import type { ConversationNotes } from '../../application/ports/messaging/conversation-notes.ts';

/** The same store; the others of the team learn at once of what was written or taken out. */
export const announcedNotes = (notes: ConversationNotes, events: ConversationEvents): ConversationNotes => ({
  ...notes,
  async add(request) {
    const note = await notes.add(request);
    if (note !== undefined)
      events.announce([
        { event: 'note-changed', clinicId: request.clinicId, conversationId: note.conversationId },
      ]);
    return note;
  },
  async remove(request, check) {
    const note = await notes.remove(request, check);
    if (note !== undefined)
      events.announce([
        { event: 'note-changed', clinicId: request.clinicId, conversationId: note.conversationId },
      ]);
    return note;
  },
});

/** The same store; lists and open conversations of the others follow at once. */
export const announcedAssignments = (
  assignments: ConversationAssignments,
  events: ConversationEvents,
): ConversationAssignments => ({
  async assign(request) {
    const done = await assignments.assign(request);
    if (done !== undefined && done !== 'no-member')
      events.announce([
        { event: 'conversation-changed', clinicId: request.clinicId, conversationId: done.conversationId },
      ]);
    return done;
  },
});
