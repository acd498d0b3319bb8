import { z } from 'zod';
import type { MarkConversationRead } from '../../../../application/messaging/delivery/mark-conversation-read.ts';
import type { ReplyAsHuman } from '../../../../application/messaging/reply-as-human.ts';
import type { ReturnToAssistant } from '../../../../application/messaging/return-to-assistant.ts';
import type { TakeOverConversation } from '../../../../application/messaging/take-over-conversation.ts';
import type { Conversations } from '../../../../application/ports/messaging/conversations.ts';
import { ConversationNotFound } from '../../../../domain/messaging/conversation-errors.ts';
import { messageId } from '../../../../domain/messaging/message.ts';
import { whatsAppLimits } from '../../../../domain/messaging/whatsapp-limits.ts';
import { pageOf, pageQuery, readPage } from '../../api/cursor.ts';
import { endpoint, reply, type Endpoint } from '../../api/endpoint.ts';
import { given } from '../../../../domain/given.ts';
import { everybody, inClinic, line, staff, uuidGiven } from '../../api/schemas.ts';
import {
  acted,
  actedOf,
  conversation,
  counts,
  message,
  messageIdAsked,
  oneConversation,
  personActing,
  placeAsked,
  queuePlaceAsked,
  replyErrors,
  sentReply,
  writer,
} from './conversation-schemas.ts';

export type ConversationNeeds = {
  conversations: Conversations;
  markConversationRead: MarkConversationRead;
  replyAsHuman: ReplyAsHuman;
  takeOverConversation: TakeOverConversation;
  returnToAssistant: ReturnToAssistant;
};

const tag = 'conversations';
const path = '/api/clinics/:clinicId/conversations';
const subject = ({ params }: { params: { conversationId: string } }) =>
  `conversation:${params.conversationId}`;

export const conversationEndpoints = (needs: ConversationNeeds): readonly Endpoint[] => [
  endpoint({
    id: 'listConversations',
    method: 'GET',
    path,
    summary: {
      en: 'The conversations of the clinic, newest activity first',
      pt: 'As conversas da clínica, da atividade mais nova à mais antiga',
    },
    tag,
    access: { roles: everybody, clinicFrom: 'params' },
    request: {
      params: z.strictObject(inClinic),
      query: z.strictObject({
        ...pageQuery,
        mode: z.enum(['assistant', 'human']).optional().describe('Who answers now'),
        unread: z.enum(['true', 'false']).default('false').describe('Only those with something unread'),
        waiting: z
          .enum(['true', 'false'])
          .default('false')
          .describe('Only those that somebody of the clinic has to look at'),
        assignedTo: line(300)
          .optional()
          .describe('Only those that this `actor` looks after; `me`: the caller'),
        search: line(80)
          .optional()
          .describe('In the name, without regard to accents, or three and more digits of the number'),
      }),
    },
    responses: { 200: pageOf(conversation) },
    errors: ['http.cursor-invalid'],
    handler: async ({ clinicId, query, caller }) => {
      const { mode, search } = query;
      const assignedTo = query.assignedTo === 'me' ? caller.actor : query.assignedTo;
      const input = {
        clinicId,
        unreadOnly: query.unread === 'true',
        waitingOnly: query.waiting === 'true',
        ...given({ mode, search, assignedTo }),
      };
      const body = await readPage(
        'conversations',
        query,
        placeAsked,
        (limit, after) => needs.conversations.list({ ...input, limit, ...given({ after }) }),
        ({ place }) => place,
      );
      return reply(200, body);
    },
  }),

  endpoint({
    id: 'listTeamQueue',
    method: 'GET',
    path: `${path}/queue`,
    summary: {
      en: 'Everybody whom somebody of the clinic has to look at: emergencies first, then what may be one, then who waits longest',
      pt: 'Todos que alguém da clínica precisa ver: emergências primeiro, depois o que pode ser uma, depois quem espera há mais tempo',
    },
    tag,
    access: { roles: everybody, clinicFrom: 'params' },
    request: { params: z.strictObject(inClinic), query: z.strictObject(pageQuery) },
    responses: { 200: pageOf(conversation) },
    errors: ['http.cursor-invalid'],
    handler: async ({ clinicId, query }) => {
      const body = await readPage(
        'queue',
        query,
        queuePlaceAsked,
        (limit, after) => needs.conversations.queue({ clinicId, limit, ...given({ after }) }),
        ({ place }) => place,
      );
      return reply(200, body);
    },
  }),

  endpoint({
    id: 'countConversations',
    method: 'GET',
    path: `${path}/counts`,
    summary: { en: 'How many conversations the lists hold', pt: 'Quantas conversas há em cada lista' },
    tag,
    access: { roles: everybody, clinicFrom: 'params' },
    request: { params: z.strictObject(inClinic) },
    responses: { 200: counts },
    handler: async ({ clinicId, caller }) =>
      reply(200, await needs.conversations.counts(clinicId, caller.actor)),
  }),

  endpoint({
    id: 'getConversation',
    method: 'GET',
    path: `${path}/:conversationId`,
    summary: {
      en: 'One conversation; of a merged one, the one that it went into',
      pt: 'Uma conversa; se foi unida a outra, a outra',
    },
    tag,
    access: { roles: everybody, clinicFrom: 'params' },
    request: { params: oneConversation },
    responses: { 200: conversation },
    errors: ['conversation.not-found'],
    handler: async ({ clinicId, params: { conversationId } }) => {
      const found = await needs.conversations.get(clinicId, conversationId);
      if (found === undefined) throw new ConversationNotFound(conversationId);
      return reply(200, found);
    },
  }),

  endpoint({
    id: 'listMessages',
    method: 'GET',
    path: `${path}/:conversationId/messages`,
    summary: { en: 'What was said, newest first', pt: 'O que foi dito, do mais novo ao mais antigo' },
    tag,
    access: { roles: everybody, clinicFrom: 'params' },
    request: { params: oneConversation, query: z.strictObject(pageQuery) },
    responses: { 200: pageOf(message) },
    errors: ['conversation.not-found', 'http.cursor-invalid'],
    handler: async ({ clinicId, params: { conversationId }, query }) => {
      const read = async (limit: number, after: z.output<typeof placeAsked> | undefined) => {
        const input = { clinicId, conversationId, limit, ...given({ after }) };
        const found = await needs.conversations.messages(input);
        if (found === undefined) throw new ConversationNotFound(conversationId);
        return found;
      };
      return reply(200, await readPage('messages', query, placeAsked, read, ({ place }) => place));
    },
  }),

  endpoint({
    id: 'replyInConversation',
    method: 'POST',
    path: `${path}/:conversationId/messages`,
    summary: {
      en: 'Write to the patient; the conversation is in human hands from then on',
      pt: 'Escrever ao paciente; a partir daí a conversa está com a equipe',
    },
    tag,
    access: { roles: everybody, clinicFrom: 'params' },
    request: {
      params: oneConversation,
      body: z.strictObject({
        text: z.string().min(1).max(whatsAppLimits.textBody),
        ...writer,
        orTemplate: z
          .boolean()
          .default(false)
          .describe(
            'More than 24 hours after the patient wrote: inside the template for the team’s texts, cut at 700 characters',
          ),
      }),
    },
    responses: { 201: sentReply },
    errors: [...replyErrors, 'conversation.reply-empty', 'template.unusable'],
    idempotent: true,
    audit: { action: 'conversation.reply', subject },
    handler: async ({ params, body, newId, caller, requestId, note }) => {
      const id = messageId(newId);
      note({ messageId: id });
      const outcome = await needs.replyAsHuman({
        ...params,
        by: personActing(caller),
        orTemplate: body.orTemplate,
        reply: {
          messageId: id,
          content: { type: 'text', body: body.text },
          sentBy: caller.actor,
          requestId,
          ...given({ seenUpTo: body.seenUpTo, refersTo: body.quotes }),
        },
      });
      return reply(201, { ...actedOf(outcome), messageId: id });
    },
  }),

  endpoint({
    id: 'takeOverConversation',
    method: 'POST',
    path: `${path}/:conversationId/take-over`,
    summary: {
      en: 'Talk to the patient yourself; the assistant is silent',
      pt: 'Assumir a conversa; o assistente fica em silêncio',
    },
    tag,
    access: { roles: staff, clinicFrom: 'params' },
    request: { params: oneConversation },
    responses: { 200: acted },
    errors: ['conversation.not-found'],
    idempotent: true,
    audit: { action: 'conversation.take-over', subject },
    handler: async ({ params, caller, note }) => {
      const outcome = actedOf(await needs.takeOverConversation({ ...params, by: personActing(caller) }));
      note({ epoch: outcome.epoch, cancelled: outcome.cancelled });
      return reply(200, outcome);
    },
  }),

  endpoint({
    id: 'returnConversation',
    method: 'POST',
    path: `${path}/:conversationId/return`,
    summary: {
      en: 'Let the assistant answer what comes next',
      pt: 'Devolver a conversa ao assistente, que responde o que vier',
    },
    tag,
    access: { roles: staff, clinicFrom: 'params' },
    request: { params: oneConversation },
    responses: { 200: acted },
    errors: ['conversation.not-found'],
    idempotent: true,
    audit: { action: 'conversation.return', subject },
    handler: async ({ params, caller, note }) => {
      const outcome = actedOf(await needs.returnToAssistant({ ...params, by: personActing(caller) }));
      note({ epoch: outcome.epoch });
      return reply(200, outcome);
    },
  }),

  endpoint({
    id: 'markConversationRead',
    method: 'POST',
    path: `${path}/:conversationId/read`,
    summary: {
      en: 'Everything up to this message has been seen',
      pt: 'Tudo até esta mensagem foi visto',
    },
    tag,
    access: { roles: staff, clinicFrom: 'params' },
    request: {
      params: oneConversation,
      body: z.strictObject({
        upTo: messageIdAsked.optional().describe('The last message that was seen; everything when absent'),
      }),
    },
    responses: { 200: z.object({ conversationId: uuidGiven, unread: z.int() }) },
    errors: ['conversation.not-found', 'conversation.message-not-found'],
    idempotent: true,
    audit: { action: 'conversation.read', subject },
    handler: async ({ params, body, requestId }) =>
      reply(200, await needs.markConversationRead({ ...params, requestId, ...given({ upTo: body.upTo }) })),
  }),
];
