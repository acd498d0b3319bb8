import { z } from 'zod';
import type { Conversations } from '../../../../application/ports/messaging/conversations.ts';
import type { MessageSearch } from '../../../../application/ports/messaging/message-search.ts';
import { searchedWords } from '../../../../domain/inbox/message-search.ts';
import { ConversationNotFound, MessageNotFound } from '../../../../domain/messaging/conversation-errors.ts';
import { given } from '../../../../domain/given.ts';
import { pageOf, pageQuery, readPage } from '../../api/cursor.ts';
import { endpoint, reply, type Endpoint } from '../../api/endpoint.ts';
import { everybody, inClinic, instant, line, uuidGiven } from '../../api/schemas.ts';
import { message, messageIdAsked, oneConversation, origin, placeAsked } from './conversation-schemas.ts';

export type MessageSearchNeeds = {
  messageSearch: MessageSearch;
  conversations: Pick<Conversations, 'names' | 'around'>;
};

const tag = 'conversations';
/** Messages on either side of the one that is asked for. */
const reach = 25;

const foundMessage = z
  .object({
    id: uuidGiven,
    conversationId: uuidGiven,
    contact: z.object({ id: uuidGiven, name: z.string().optional(), phone: z.string().optional() }),
    direction: z.enum(['inbound', 'outbound']),
    origin,
    type: z.string(),
    createdAt: instant.describe('When it was stored; of imported history, when it was written'),
    excerpt: z
      .object({ before: z.string(), match: z.string(), after: z.string() })
      .describe('The first word that was found as it was written, and up to 70 letters on either side'),
  })
  .meta({ id: 'FoundMessage' });

const around = z
  .object({
    items: z.array(message).readonly().describe('Newest first'),
    hasNewer: z.boolean(),
    hasOlder: z.boolean(),
  })
  .meta({ id: 'MessagesAround' });

export const messageSearchEndpoints = (needs: MessageSearchNeeds): readonly Endpoint[] => [
  endpoint({
    id: 'searchMessages',
    method: 'GET',
    path: '/api/clinics/:clinicId/message-search',
    summary: {
      en: 'Messages that say these words, newest first; a page may have few items or none and yet a next one',
      pt: 'Mensagens que dizem estas palavras, da mais nova à mais antiga; uma página curta ou vazia pode ter outra depois',
    },
    tag,
    access: { roles: everybody, clinicFrom: 'params' },
    request: {
      params: z.strictObject(inClinic),
      query: z.strictObject({
        ...pageQuery,
        words: line(80).describe(
          'Each has to begin a word of the message, without regard to case and accents; words of one or two letters are passed over, and of the rest the first eight count',
        ),
      }),
    },
    responses: { 200: pageOf(foundMessage) },
    errors: ['http.cursor-invalid'],
    handler: async ({ clinicId, query }) => {
      const words = searchedWords(query.words);
      const { items, nextCursor } = await readPage(
        'found-messages',
        query,
        placeAsked,
        (limit, after) => needs.messageSearch.find({ clinicId, words, limit, ...given({ after }) }),
        ({ place }) => place,
      );
      const names = await needs.conversations.names(
        clinicId,
        items.map(({ contactId }) => contactId),
      );
      const found = items.map(({ contactId: id, ...rest }) => ({
        ...rest,
        contact: { id, ...names.get(id) },
      }));
      return reply(200, { items: found, nextCursor });
    },
  }),

  endpoint({
    id: 'readMessagesAround',
    method: 'GET',
    path: '/api/clinics/:clinicId/conversations/:conversationId/messages/:messageId/around',
    summary: {
      en: `A message, and up to ${reach} before and after it, newest first`,
      pt: `Uma mensagem e até ${reach} antes e depois dela, da mais nova à mais antiga`,
    },
    tag,
    access: { roles: everybody, clinicFrom: 'params' },
    request: { params: oneConversation.extend({ messageId: messageIdAsked }) },
    responses: { 200: around },
    errors: ['conversation.not-found', 'conversation.message-not-found'],
    handler: async ({ params }) => {
      const found = await needs.conversations.around({ ...params, reach });
      if (found === undefined) throw new ConversationNotFound(params.conversationId);
      if (found === 'no-message') throw new MessageNotFound(params.messageId);
      return reply(200, found);
    },
  }),
];
