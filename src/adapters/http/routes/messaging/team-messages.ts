import type { Caller } from '../../../../domain/access/caller.ts';
import { z } from 'zod';
import type { ReplyAsHuman } from '../../../../application/messaging/reply-as-human.ts';
import { messageId, type MessageId } from '../../../../domain/messaging/message.ts';
import {
  contactsContent,
  locationContent,
  reactionContent,
  type TeamContent,
} from '../../../../domain/messaging/sending/team-content.ts';
import { given } from '../../../../domain/given.ts';
import { whatsAppLimits } from '../../../../domain/messaging/whatsapp-limits.ts';
import { endpoint, reply, type Endpoint } from '../../api/endpoint.ts';
import { everybody, line } from '../../api/schemas.ts';
import {
  actedOf,
  messageIdAsked,
  oneConversation,
  personActing,
  replyErrors,
  sentReply,
  writer,
} from './conversation-schemas.ts';

export type TeamMessageNeeds = { replyAsHuman: ReplyAsHuman };

const tag = 'conversations';
const path = '/api/clinics/:clinicId/conversations/:conversationId';
const subject = ({ params }: { params: { conversationId: string } }) =>
  `conversation:${params.conversationId}`;
const access = { roles: everybody, clinicFrom: 'params' } as const;

const address = line(1_000).optional();
const phone = z
  .string()
  .regex(/^\+?[\d ().-]{6,30}$/)
  .describe('With country code');
const card = z.strictObject({
  name: line(120),
  phones: z.array(phone).min(1).max(5).readonly(),
  emails: z.array(z.email().max(200)).max(5).readonly().default([]),
  organisation: line(120).optional(),
});

/** What people of a clinic send besides words. Who sends has taken the conversation over, as with words. */
export const teamMessageEndpoints = ({ replyAsHuman }: TeamMessageNeeds): readonly Endpoint[] => {
  /** One reply, once per Idempotency-Key. */
  const sends = async (
    request: {
      readonly params: z.output<typeof oneConversation>;
      readonly newId: string;
      readonly caller: Pick<Caller, 'actor' | 'kind'>;
      readonly requestId: string;
      readonly note: (details: Readonly<Record<string, unknown>>) => void;
    },
    content: TeamContent,
    refers: { readonly seenUpTo?: MessageId | undefined; readonly refersTo?: MessageId | undefined },
  ) => {
    const id = messageId(request.newId);
    request.note({ messageId: id });
    const { clinicId, conversationId } = request.params;
    const outcome = await replyAsHuman({
      clinicId,
      conversationId,
      by: personActing(request.caller),
      reply: {
        messageId: id,
        content,
        sentBy: request.caller.actor,
        requestId: request.requestId,
        ...given({ seenUpTo: refers.seenUpTo, refersTo: refers.refersTo }),
      },
    });
    return reply(201, { ...actedOf(outcome), messageId: id });
  };

  return [
    endpoint({
      id: 'sendLocation',
      method: 'POST',
      path: `${path}/locations`,
      summary: { en: 'Send a place on the map', pt: 'Enviar um lugar no mapa' },
      tag,
      access,
      request: {
        params: oneConversation,
        body: z.strictObject({
          latitude: z.number().min(-90).max(90),
          longitude: z.number().min(-180).max(180),
          name: address,
          address,
          ...writer,
        }),
      },
      responses: { 201: sentReply },
      errors: replyErrors,
      idempotent: true,
      audit: { action: 'conversation.send-location', subject },
      handler: (request) => {
        const { latitude, longitude, name, address: street, seenUpTo, quotes } = request.body;
        const place = { latitude, longitude, ...given({ name, address: street }) };
        return sends(request, locationContent(place), { seenUpTo, refersTo: quotes });
      },
    }),

    endpoint({
      id: 'sendContacts',
      method: 'POST',
      path: `${path}/contacts`,
      summary: { en: 'Send contact cards', pt: 'Enviar cartões de contato' },
      tag,
      access,
      request: {
        params: oneConversation,
        body: z.strictObject({
          contacts: z.array(card).min(1).max(whatsAppLimits.contactCards).readonly(),
          ...writer,
        }),
      },
      responses: { 201: sentReply },
      errors: replyErrors,
      idempotent: true,
      audit: { action: 'conversation.send-contacts', subject },
      handler: (request) => {
        const { contacts, seenUpTo, quotes } = request.body;
        const cards = contacts.map(({ organisation, ...known }) => ({
          ...known,
          ...given({ organisation }),
        }));
        return sends(request, contactsContent(cards), { seenUpTo, refersTo: quotes });
      },
    }),

    endpoint({
      id: 'reactToMessage',
      method: 'POST',
      path: `${path}/messages/:messageId/reactions`,
      summary: {
        en: 'React to a message with an emoji, in place of the last one; with none, take it back',
        pt: 'Reagir a uma mensagem com um emoji, no lugar do anterior; sem nenhum, retirar a reação',
      },
      tag,
      access,
      request: {
        params: oneConversation.extend({ messageId: messageIdAsked }),
        body: z.strictObject({ emoji: z.string().max(40).describe('One emoji; empty takes it back') }),
      },
      responses: { 201: sentReply },
      errors: [...replyErrors, 'conversation.reaction-invalid'],
      idempotent: true,
      audit: { action: 'conversation.react', subject },
      handler: (request) =>
        sends(request, reactionContent(request.body.emoji), { refersTo: request.params.messageId }),
    }),
  ];
};
