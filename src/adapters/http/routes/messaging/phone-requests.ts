import { z } from 'zod';
import type { AskForPhone } from '../../../../application/whatsapp/ask-for-phone.ts';
import { given } from '../../../../domain/given.ts';
import { messageId } from '../../../../domain/messaging/message.ts';
import { whatsAppLimits } from '../../../../domain/messaging/whatsapp-limits.ts';
import { endpoint, reply, type Endpoint } from '../../api/endpoint.ts';
import { everybody } from '../../api/schemas.ts';
import { actedOf, personActing, oneConversation, replyErrors, sentReply } from './conversation-schemas.ts';

export type PhoneRequestNeeds = { askForPhone: AskForPhone };

export const phoneRequestEndpoints = ({ askForPhone }: PhoneRequestNeeds): readonly Endpoint[] => [
  endpoint({
    id: 'askForPhone',
    method: 'POST',
    path: '/api/clinics/:clinicId/conversations/:conversationId/phone-requests',
    summary: {
      en: 'Ask a patient who shows a username only for the phone; one tap answers. Asked already, and nothing said since: that request stands',
      pt: 'Pedir o telefone a um paciente que só tem nome de usuário; um toque responde. Se já foi pedido e o paciente não disse nada desde então, vale aquele pedido',
    },
    tag: 'conversations',
    access: { roles: everybody, clinicFrom: 'params' },
    request: {
      params: oneConversation,
      body: z.strictObject({
        text: z
          .string()
          .trim()
          .min(1)
          .max(whatsAppLimits.buttonsBody)
          .optional()
          .describe('In place of the product’s words'),
      }),
    },
    responses: { 201: sentReply },
    errors: [...replyErrors, 'conversation.reply-empty', 'conversation.phone-known'],
    idempotent: true,
    audit: {
      action: 'conversation.ask-for-phone',
      subject: ({ params }) => `conversation:${params.conversationId}`,
    },
    handler: async ({ params, body, newId, caller, requestId, note }) => {
      const id = messageId(newId);
      note({ messageId: id });
      const asked = { messageId: id, sentBy: caller.actor, requestId };
      const outcome = await askForPhone({
        ...params,
        by: personActing(caller),
        reply: asked,
        ...given({ words: body.text }),
      });
      const { standing = id } = outcome;
      note({ messageId: standing });
      return reply(201, { ...actedOf(outcome), messageId: standing });
    },
  }),
];
