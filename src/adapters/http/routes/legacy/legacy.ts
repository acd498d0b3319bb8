import { z } from 'zod';
import type { TryAssistant } from '../../../../application/assistant/try-assistant.ts';
import type { SendToPhone } from '../../../../application/messaging/send-to-phone.ts';
import { messageId } from '../../../../domain/messaging/message.ts';
import { whatsAppLimits } from '../../../../domain/messaging/whatsapp-limits.ts';
import { endpoint, reply, type Endpoint } from '../../api/endpoint.ts';
import { personActing } from '../messaging/conversation-schemas.ts';
import { clinicIdAsked, everybody, uuidGiven } from '../../api/schemas.ts';

export type LegacyNeeds = { sendToPhone: SendToPhone; tryAssistant: TryAssistant };

const tag = 'legacy';
const words = z.string().min(1).max(whatsAppLimits.textBody);
/** Older front ends send what nobody reads any more. */
const tolerant = z.looseObject;
const success = <Data extends z.ZodType>(data: Data) => z.object({ success: z.literal(true), data });

/** What older front ends call. Not part of the contract: they are neither in /openapi.json nor in the client. */
export const legacyEndpoints = ({ sendToPhone, tryAssistant }: LegacyNeeds): readonly Endpoint[] => [
  endpoint({
    id: 'legacySendMessage',
    method: 'POST',
    path: '/api/whatsapp/send-message',
    summary: {
      en: 'Write to a patient by telephone; use replyInConversation',
      pt: 'Escrever a um paciente pelo telefone; use replyInConversation',
    },
    tag,
    access: { roles: everybody, clinicFrom: 'body' },
    request: { body: tolerant({ to: z.string().min(1).max(40), message: words, clinicId: clinicIdAsked }) },
    responses: {
      200: success(
        z.object({ messageId: uuidGiven, conversationId: uuidGiven, status: z.literal('queued') }),
      ),
    },
    idempotent: true,
    audit: { action: 'conversation.reply', subject: () => 'conversation by telephone' },
    handler: async ({ clinicId, body: { to, message }, newId, caller, requestId, note }) => {
      const id = messageId(newId);
      note({ messageId: id });
      const { conversationId } = await sendToPhone({
        clinicId,
        by: personActing(caller),
        phone: to,
        reply: { messageId: id, content: { type: 'text', body: message }, sentBy: caller.actor, requestId },
      });
      // by it the person's export finds the act
      note({ conversationId });
      return reply(200, {
        success: true as const,
        data: { messageId: id, conversationId, status: 'queued' as const },
      });
    },
  }),

  endpoint({
    id: 'legacyProcess',
    method: 'POST',
    path: '/api/ai/process',
    summary: {
      en: 'What the assistant would answer; nothing is stored or sent',
      pt: 'O que o assistente responderia; nada é gravado nem enviado',
    },
    tag,
    access: { roles: everybody, clinicFrom: 'body' },
    request: {
      body: tolerant({ message: words, clinicId: clinicIdAsked, userId: z.string().max(255).optional() }),
    },
    responses: {
      200: success(
        z.object({ response: z.string(), messages: z.array(z.string()), handover: z.string().optional() }),
      ),
    },
    audit: 'nothing-changes',
    handler: async ({ clinicId, body: { message } }) => {
      const { replies, handover } = await tryAssistant({ clinicId, text: message });
      const messages = replies.map(({ body }) => body);
      const data = { response: messages.join('\n\n'), messages, ...(handover && { handover }) };
      return reply(200, { success: true as const, data });
    },
  }),
];
