import { z } from 'zod';
import type { ReplyAsHuman } from '../../../../application/messaging/reply-as-human.ts';
import type { ReturnToAssistant } from '../../../../application/messaging/return-to-assistant.ts';
import type { TakeOverConversation } from '../../../../application/messaging/take-over-conversation.ts';
import type { Conversations } from '../../../../application/ports/messaging/conversations.ts';
import type { HumanActs } from '../../../../application/ports/messaging/human-acts.ts';
import { ConversationNotFound, MessageNotFound } from '../../../../domain/messaging/conversation-errors.ts';
import { messageId } from '../../../../domain/messaging/message.ts';
import { whatsAppLimits } from '../../../../domain/messaging/whatsapp-limits.ts';
import { pageOf, pageQuery, readPage } from '../../api/cursor.ts';
import { endpoint, reply, type Endpoint } from '../../api/endpoint.ts';
import { everybody, inClinic, staff, uuidGiven } from '../../api/schemas.ts';
import {
  acted,
  actedOf,
  conversation,
  message,
  messageIdAsked,
  oneConversation,
  placeAsked,
} from './conversation-schemas.ts';

export type ConversationNeeds = {
  conversations: Conversations;
  humanActs: HumanActs;
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
      }),
    },
    responses: { 200: pageOf(conversation) },
    errors: ['http.cursor-invalid'],
    handler: async ({ clinicId, query }) => {
      const { mode, unread } = query;
      const wish = { clinicId, unreadOnly: unread === 'true', ...(mode !== undefined && { mode }) };
      const body = await readPage(
        'conversations',
        query,
        placeAsked,
        (limit, after) => needs.conversations.list({ ...wish, limit, ...(after !== undefined && { after }) }),
        ({ place }) => place,
      );
      return reply(200, body);
    },
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
        const wish = { clinicId, conversationId, limit, ...(after !== undefined && { after }) };
        const found = await needs.conversations.messages(wish);
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
      body: z.strictObject({ text: z.string().min(1).max(whatsAppLimits.textBody) }),
    },
    responses: { 201: acted.extend({ messageId: uuidGiven }).meta({ id: 'SentReply' }) },
    errors: ['conversation.not-found', 'conversation.window-closed', 'conversation.reply-empty'],
    idempotent: true,
    audit: { action: 'conversation.reply', subject },
    handler: async ({ params, body, newId, caller, requestId, note }) => {
      const id = messageId(newId);
      note({ messageId: id });
      const outcome = await needs.replyAsHuman({
        ...params,
        reply: { messageId: id, body: body.text, sentBy: caller.actor, requestId },
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
    handler: async ({ params, note }) => {
      const outcome = actedOf(await needs.takeOverConversation(params));
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
    handler: async ({ params, note }) => {
      const outcome = actedOf(await needs.returnToAssistant(params));
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
    handler: async ({ params, body }) => {
      const outcome = await needs.humanActs.markRead(params, body.upTo);
      if (outcome === undefined) throw new ConversationNotFound(params.conversationId);
      if (outcome === 'no-message') throw new MessageNotFound(String(body.upTo));
      return reply(200, outcome);
    },
  }),
];
