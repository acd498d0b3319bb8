import { z } from 'zod';
import type { DeleteNote } from '../../../../application/inbox/delete-note.ts';
import type { WriteNote } from '../../../../application/inbox/write-note.ts';
import type { ConversationNotes } from '../../../../application/ports/messaging/conversation-notes.ts';
import { longestNote, noteId } from '../../../../domain/inbox/conversation-note.ts';
import { ConversationNotFound } from '../../../../domain/messaging/conversation-errors.ts';
import { given } from '../../../../domain/given.ts';
import { pageOf, pageQuery, readPage } from '../../api/cursor.ts';
import { endpoint, reply, type Endpoint } from '../../api/endpoint.ts';
import { instant, staff, uuidAsked, uuidGiven } from '../../api/schemas.ts';
import { oneConversation, placeAsked } from './conversation-schemas.ts';

export type NoteNeeds = {
  conversationNotes: ConversationNotes;
  writeNote: WriteNote;
  deleteNote: DeleteNote;
};

const tag = 'conversations';
const path = '/api/clinics/:clinicId/conversations/:conversationId/notes';
const access = { roles: staff, clinicFrom: 'params' } as const;
const subject = ({ params }: { params: { conversationId: string } }) =>
  `conversation:${params.conversationId}`;

const note = z
  .object({
    id: uuidGiven,
    conversationId: uuidGiven,
    text: z.string(),
    writtenBy: z.string().describe('As in the audit log'),
    createdAt: instant,
  })
  .meta({ id: 'ConversationNote' });

export const conversationNoteEndpoints = (needs: NoteNeeds): readonly Endpoint[] => [
  endpoint({
    id: 'listNotes',
    method: 'GET',
    path,
    summary: {
      en: 'What the team has written for each other about the patient, newest first; the patient never sees it',
      pt: 'O que a equipe anotou sobre o paciente, do mais novo ao mais antigo; o paciente nunca vê',
    },
    tag,
    access,
    request: { params: oneConversation, query: z.strictObject(pageQuery) },
    responses: { 200: pageOf(note) },
    errors: ['conversation.not-found', 'http.cursor-invalid'],
    handler: async ({ clinicId, params: { conversationId }, query }) => {
      const read = async (limit: number, after: z.output<typeof placeAsked> | undefined) => {
        const found = await needs.conversationNotes.list({
          ...{ clinicId, conversationId, limit },
          ...given({ after }),
        });
        if (found === undefined) throw new ConversationNotFound(conversationId);
        return found;
      };
      return reply(200, await readPage('notes', query, placeAsked, read, ({ place }) => place));
    },
  }),

  endpoint({
    id: 'writeNote',
    method: 'POST',
    path,
    summary: {
      en: 'Write a note for the team; nothing is sent, and the conversation stays with whom it is',
      pt: 'Anotar para a equipe; nada é enviado, e a conversa continua com quem está',
    },
    tag,
    access,
    request: { params: oneConversation, body: z.strictObject({ text: z.string().min(1).max(longestNote) }) },
    responses: { 201: note },
    errors: ['conversation.not-found', 'conversation.note-empty'],
    idempotent: true,
    audit: { action: 'conversation.note', subject },
    handler: async ({ params, body, caller, newId, note: audited }) => {
      audited({ noteId: newId });
      const { text } = body;
      return reply(
        201,
        await needs.writeNote({ ...params, id: noteId(newId), text, writtenBy: caller.actor }),
      );
    },
  }),

  endpoint({
    id: 'deleteNote',
    method: 'DELETE',
    path: `${path}/:noteId`,
    summary: {
      en: 'Delete a note for good; for whoever wrote it, and for administrators',
      pt: 'Apagar uma nota de vez; para quem a escreveu e para quem administra',
    },
    tag,
    access,
    request: {
      params: oneConversation.extend({
        noteId: uuidAsked.transform(noteId).meta({ jsonSchema: { type: 'string', format: 'uuid' } }),
      }),
    },
    responses: { 204: 'empty' },
    errors: ['conversation.note-not-found', 'conversation.note-of-another'],
    audit: { action: 'conversation.delete-note', subject },
    handler: async ({ clinicId, params: { conversationId, noteId: id }, caller, role, note: audited }) => {
      audited({ noteId: id });
      await needs.deleteNote({ clinicId, conversationId, id }, { actor: caller.actor, role });
      return reply(204, undefined);
    },
  }),
];
