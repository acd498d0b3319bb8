import { z } from 'zod';
import type { Conversations } from '../../../../application/ports/messaging/conversations.ts';
import { ConversationNotFound } from '../../../../domain/messaging/conversation-errors.ts';
import { endpoint, reply, type Endpoint } from '../../api/endpoint.ts';
import { staff } from '../../api/schemas.ts';
import { oneConversation } from './conversation-schemas.ts';

export type KnownIdentityNeeds = { conversations: Pick<Conversations, 'identities'> };

const identity = z
  .object({
    kind: z
      .enum(['phone', 'wa_id', 'bsuid', 'parent_bsuid'])
      .describe(
        '`phone`: with the ninth digit; `wa_id`: as WhatsApp spells it; `bsuid`, `parent_bsuid`: WhatsApp’s own ids of the person',
      ),
    value: z.string(),
    isFormer: z.boolean().describe('The person has given it up, or changed it'),
  })
  .meta({ id: 'KnownIdentity' });

/** By what people of the clinic may recognise a patient. */
export const knownIdentityEndpoints = ({ conversations }: KnownIdentityNeeds): readonly Endpoint[] => [
  endpoint({
    id: 'listIdentities',
    method: 'GET',
    path: '/api/clinics/:clinicId/conversations/:conversationId/identities',
    summary: {
      en: 'The numbers and ids by which the patient of a conversation is known, the former ones last',
      pt: 'Os números e identificadores do paciente de uma conversa, os antigos por último',
    },
    tag: 'conversations',
    access: { roles: staff, clinicFrom: 'params' },
    request: { params: oneConversation },
    responses: { 200: z.object({ items: z.array(identity).readonly() }) },
    errors: ['conversation.not-found'],
    handler: async ({ clinicId, params: { conversationId } }) => {
      const items = await conversations.identities(clinicId, conversationId);
      if (items === undefined) throw new ConversationNotFound(conversationId);
      return reply(200, { items });
    },
  }),
];
