import type {
  ConversationNotes,
  NoteView,
} from '../../../../application/ports/messaging/conversation-notes.ts';
import type { ClinicId } from '../../../../domain/clinic/clinic.ts';
import type { ConversationId } from '../../../../domain/messaging/message.ts';
import type { MemoryDatabase } from '../../database.ts';
import type { NoteRow } from '../../rows.ts';
import { isBehind, placeAt } from '../conversation-views.ts';
import { placeOf } from '../notices.ts';
import { conversationIn } from './reading.ts';

export const memoryConversationNotes = (db: MemoryDatabase): ConversationNotes => {
  const rootOf = (clinicId: ClinicId, id: ConversationId) => conversationIn(db, clinicId, id)?.id;
  const viewOf = (root: ConversationId, { id, text, writtenBy, createdAt }: NoteRow): NoteView => ({
    ...{ id, conversationId: root, text, writtenBy, createdAt },
    place: placeAt(createdAt, id),
  });
  const notesOf = (clinicId: ClinicId, root: ConversationId) =>
    db.notes
      .filter((row) => row.clinicId === clinicId && placeOf(db, row.conversationId)?.id === root)
      .sort((a, b) => Number(b.createdAt) - Number(a.createdAt) || (a.id < b.id ? 1 : -1));

  return {
    add: ({ clinicId, conversationId, id, text, writtenBy }) =>
      db.atomically(() => {
        const root = rootOf(clinicId, conversationId);
        if (root === undefined) return undefined;
        const known = db.notes.find((row) => row.clinicId === clinicId && row.id === id);
        const row = known ?? {
          ...{ clinicId, id, text, writtenBy },
          conversationId: root,
          createdAt: db.clock.now(),
        };
        if (known === undefined) db.notes.push(row);
        return viewOf(root, row);
      }),

    list: ({ clinicId, conversationId, limit, after }) =>
      db.atomically(() => {
        const root = rootOf(clinicId, conversationId);
        if (root === undefined) return undefined;
        return notesOf(clinicId, root)
          .map((row) => viewOf(root, row))
          .filter(isBehind(after))
          .slice(0, limit);
      }),

    remove: ({ clinicId, conversationId, id }, check) =>
      db.atomically(() => {
        const root = rootOf(clinicId, conversationId);
        if (root === undefined) return undefined;
        const row = notesOf(clinicId, root).find((each) => each.id === id);
        if (row === undefined) return undefined;
        const note = viewOf(root, row);
        check(note);
        db.notes.splice(db.notes.indexOf(row), 1);
        return note;
      }),
  };
};
