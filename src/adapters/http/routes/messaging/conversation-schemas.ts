import { z } from 'zod';
import { listPlaceShape, type ListPlace } from '../../../../application/ports/messaging/conversations.ts';
import type { ActOutcome } from '../../../../application/ports/messaging/human-acts.ts';
import { outboundStatuses } from '../../../../domain/messaging/delivery-status.ts';
import { conversationId, messageId } from '../../../../domain/messaging/message.ts';
import { inClinic, instant, uuidAsked, uuidGiven } from '../../api/schemas.ts';

export const oneConversation = z.strictObject({
  ...inClinic,
  conversationId: uuidAsked
    .transform(conversationId)
    .meta({ jsonSchema: { type: 'string', format: 'uuid' } }),
});
export const messageIdAsked = uuidAsked
  .transform(messageId)
  .meta({ jsonSchema: { type: 'string', format: 'uuid' } });
export const placeAsked = z
  .string()
  .regex(listPlaceShape)
  .transform((place) => place as ListPlace);

const mode = z.enum(['assistant', 'human']);
const origin = z
  .string()
  .describe(
    '`patient`, `assistant`, `human` (somebody of the clinic through us), `staff` (on the clinic’s phone), `notice`, `standby`, `history`, `group`',
  );

const messageHead = {
  id: uuidGiven,
  direction: z.enum(['inbound', 'outbound']),
  origin,
  type: z.string(),
  text: z.string(),
  createdAt: instant,
};

export const conversation = z
  .object({
    id: uuidGiven,
    whatsappNumber: z.string().describe('The clinic’s number, digits'),
    contact: z.object({ id: uuidGiven, name: z.string().optional(), phone: z.string().optional() }),
    mode: mode.describe('Who answers now'),
    humanUntil: instant
      .optional()
      .describe('When the assistant may answer again; absent: only who returns it'),
    epoch: z.int().describe('Raised by every human act; what the assistant prepared before is never sent'),
    unread: z.int(),
    lastMessageAt: instant,
    lastPatientMessageAt: instant
      .optional()
      .describe('WhatsApp takes free text for 24 hours from here; we stop five minutes earlier'),
    lastMessage: z.object(messageHead).optional().describe('Its text is cut at 300 characters'),
  })
  .meta({ id: 'Conversation' });

export const message = z
  .object({
    ...messageHead,
    conversationId: uuidGiven,
    metaMessageId: z.string().optional(),
    choice: z.object({ id: z.string(), title: z.string() }).optional(),
    status: z.enum([...outboundStatuses, 'received']),
    sentBy: z.string().optional().describe('Who of the clinic wrote it through us, as in the audit log'),
    sentAt: instant,
    deliveredAt: instant.optional(),
    readAt: instant.optional(),
    failedAt: instant.optional(),
    errorCode: z.string().optional().describe('Ours or Meta’s; see docs/errors.md'),
  })
  .meta({ id: 'Message' });

export const acted = z
  .object({
    conversationId: uuidGiven.describe('Where it goes on after merges'),
    mode,
    humanUntil: instant.optional(),
    epoch: z.int(),
    cancelled: z.int().describe('Answers of the assistant that will not be sent now'),
    onTheirWay: z.int().describe('Answers of the assistant that are being sent and cannot be called back'),
  })
  .meta({ id: 'ConversationAct' });

export const actedOf = ({ conversationId: id, state, cancelled, onTheirWay }: ActOutcome) => ({
  conversationId: id,
  mode: state.mode,
  humanUntil: state.humanUntil,
  epoch: state.epoch,
  cancelled: cancelled.length,
  onTheirWay,
});
