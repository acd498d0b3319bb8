import { z } from 'zod';
import type { AssignConversation } from '../../../../application/inbox/assign-conversation.ts';
import { endpoint, reply, type Endpoint } from '../../api/endpoint.ts';
import { line, staff, uuidGiven } from '../../api/schemas.ts';
import { assignment, oneConversation } from './conversation-schemas.ts';

export type AssignmentNeeds = { assignConversation: AssignConversation };

export const conversationAssignmentEndpoints = ({
  assignConversation,
}: AssignmentNeeds): readonly Endpoint[] => [
  endpoint({
    id: 'assignConversation',
    method: 'PUT',
    path: '/api/clinics/:clinicId/conversations/:conversationId/assignment',
    summary: {
      en: 'Say who of the team looks after the conversation, or that nobody does; who answers the patient stays',
      pt: 'Dizer quem da equipe cuida da conversa, ou que ninguém cuida; quem responde ao paciente não muda',
    },
    tag: 'conversations',
    access: { roles: staff, clinicFrom: 'params', callers: 'people' },
    request: {
      params: oneConversation,
      body: z.strictObject({
        actor: line(300)
          .nullable()
          .describe('Yourself, or an `actor` of the list of colleagues; null: nobody'),
      }),
    },
    responses: {
      200: z
        .object({
          conversationId: uuidGiven.describe('Where it goes on after merges'),
          assignment: assignment.optional(),
        })
        .meta({ id: 'ConversationAssignment' }),
    },
    errors: ['conversation.not-found', 'conversation.colleague-unknown'],
    audit: {
      action: 'conversation.assign',
      subject: ({ params }) => `conversation:${params.conversationId}`,
    },
    handler: async ({ params, body, caller, note }) => {
      note({ to: body.actor });
      return reply(200, await assignConversation({ ...params, to: body.actor ?? undefined, by: caller }));
    },
  }),
];
