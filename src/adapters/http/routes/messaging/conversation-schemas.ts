import { z } from 'zod';
import {
  listPlaceShape,
  queuePlaceShape,
  type ListPlace,
  type QueuePlace,
} from '../../../../application/ports/messaging/conversations.ts';
import type { ActOutcome } from '../../../../application/ports/messaging/human-acts.ts';
import type { Caller } from '../../../../domain/access/caller.ts';
import { dangers } from '../../../../domain/assistant/safety/danger-signs.ts';
import { mostCounted } from '../../../../domain/inbox/most-counted.ts';
import { outboundStatuses } from '../../../../domain/messaging/delivery-status.ts';
import { conversationId, messageId } from '../../../../domain/messaging/message.ts';
import { messageDetails, messageMedia } from './message-detail-schemas.ts';
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
export const queuePlaceAsked = z
  .string()
  .regex(queuePlaceShape)
  .transform((place) => place as QueuePlace);

const mode = z.enum(['assistant', 'human']);
export const origin = z
  .string()
  .describe(
    '`patient`, `assistant`, `human` (somebody of the clinic through us), `staff` (on the clinic’s phone), `notice`, `standby`, `history`, `group`',
  );

const side = z.enum(['patient', 'clinic']);

const messageHead = {
  id: uuidGiven,
  direction: z.enum(['inbound', 'outbound']),
  origin,
  type: z.string(),
  text: z.string().describe('As it stands now, after corrections; empty when it was deleted'),
  deletedAt: instant.optional().describe('Whoever wrote it has deleted it for everybody'),
  createdAt: instant.describe('When it was stored; of imported history, when it was written'),
};

export const assignment = z
  .object({ actor: z.string().describe('As in the audit log'), since: instant })
  .describe('Who of the team looks after it; absent: nobody');

export const conversation = z
  .object({
    id: uuidGiven,
    whatsappNumber: z.string().describe('The clinic’s number, digits'),
    contact: z.object({
      id: uuidGiven,
      name: z.string().optional(),
      phone: z.string().optional(),
      optedOut: z
        .object({ at: instant, by: z.enum(['whatsapp', 'message']) })
        .optional()
        .describe('Wants nothing that the clinic starts by itself: since when, and how they said it'),
    }),
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
    lastPatientMessage: z.object(messageHead).optional().describe('What the patient said last'),
    waiting: z
      .object({
        reason: z
          .string()
          .describe('Of the handover; or `patient-waits`: people have it, and the patient has written since'),
        since: instant,
      })
      .optional()
      .describe('Somebody of the clinic has to look at it'),
    handover: z
      .object({
        reason: z
          .string()
          .describe('As in the alert, e.g. `asked-for-human`, `complaint`, `health-question`'),
        summary: z.string().describe('What the team needs to know, in Portuguese'),
        at: instant,
      })
      .optional()
      .describe('The assistant has asked for people, and nobody has acted since'),
    alarm: z
      .object({ danger: z.enum(dangers), at: instant })
      .optional()
      .describe('The last emergency that was found in what the patient wrote, and answered'),
    waitsForWindow: z
      .boolean()
      .describe('Something is not said yet because the patient wrote more than 24 hours ago'),
    undelivered: z
      .object({ at: instant, errorCode: z.string().optional() })
      .optional()
      .describe('Our last message failed, and nothing that was written later has arrived; shown for a week'),
    assignment: assignment.optional(),
  })
  .meta({ id: 'Conversation' });

export const counts = z
  .object({ waiting: z.int(), unread: z.int(), human: z.int(), assistant: z.int(), mine: z.int() })
  .meta({
    id: 'ConversationCounts',
    description: `How many the lists hold; ${mostCounted} means that many or more`,
  });

export const message = z
  .object({
    ...messageHead,
    conversationId: uuidGiven,
    metaMessageId: z.string().optional(),
    choice: z.object({ id: z.string(), title: z.string() }).optional(),
    details: messageDetails.optional(),
    media: messageMedia.optional(),
    quote: z
      .object({
        metaMessageId: z.string(),
        id: uuidGiven.optional(),
        by: side.optional(),
        type: z.string().optional(),
        text: z.string().optional(),
        deletedAt: instant.optional(),
        media: messageMedia.pick({ state: true, type: true, fileName: true }).optional(),
      })
      .optional()
      .describe('What it answers; only WhatsApp’s id where that message is not in this conversation'),
    edited: z
      .object({ at: instant, before: z.string().describe('The first words of it') })
      .optional()
      .describe('Its words were changed'),
    reactions: z
      .array(z.object({ emoji: z.string(), by: side, at: instant }))
      .readonly()
      .optional()
      .describe('The last one of each side'),
    status: z
      .enum([...outboundStatuses, 'received'])
      .describe('`waiting`: goes out when the patient writes, or as a template'),
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

/** Beside whatever somebody of the clinic sends. */
export const writer = {
  seenUpTo: messageIdAsked
    .optional()
    .describe('The last message that the writer has seen; refused when more was said since'),
  quotes: messageIdAsked.optional().describe('The message that it answers, shown above it'),
};
export const sentReply = acted.extend({ messageId: uuidGiven }).meta({ id: 'SentReply' });
export const replyErrors = [
  'conversation.not-found',
  'conversation.message-not-found',
  'conversation.message-out-of-reach',
  'conversation.moved-on',
  'conversation.window-closed',
] as const;

export const actedOf = ({ conversationId: id, state, cancelled, onTheirWay }: ActOutcome) => ({
  conversationId: id,
  mode: state.mode,
  humanUntil: state.humanUntil,
  epoch: state.epoch,
  cancelled: cancelled.length,
  onTheirWay,
});

/** Who acts, where that is a person: a machine looks after no conversation. */
export const personActing = ({ kind, actor }: Pick<Caller, 'kind' | 'actor'>): string | undefined =>
  kind === 'person' ? actor : undefined;
