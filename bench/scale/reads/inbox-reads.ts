import { postgresConversations } from '../../../src/adapters/postgres/messaging/views/conversation-views.ts';
import { postgresMessageSearch } from '../../../src/adapters/postgres/messaging/views/message-search.ts';
import type { Pools } from '../../../src/adapters/postgres/pool.ts';
import type { ConversationQuery } from '../../../src/application/ports/messaging/conversations.ts';
import { knownName, rareSubject } from '../fill/texts.ts';
import type { Place } from './places.ts';
import type { Read } from './measure.ts';

const limit = 30;

/** What the inbox of one clinic shows. */
export function inboxReads(pools: Pools, { clinicId, conversation, phone }: Place): readonly Read[] {
  const conversations = postgresConversations(pools);
  const search = postgresMessageSearch(pools);
  const list = (query: Partial<ConversationQuery>) => () =>
    conversations.list({ clinicId, unreadOnly: false, limit, ...query });
  const secondPage = async () => {
    const first = await list({})();
    return first.at(-1)?.place;
  };
  const messages = (after = {}) =>
    conversations.messages({ clinicId, conversationId: conversation, limit, ...after });
  const find =
    (...words: string[]) =>
    () =>
      search.find({ clinicId, words, limit: 20 });
  return [
    { name: 'list', run: list({}) },
    { name: 'list, next page', prepare: secondPage, run: (after) => list({ after: after as never })() },
    { name: 'list of the assistant', run: list({ mode: 'assistant' }) },
    { name: 'list of people', run: list({ mode: 'human' }) },
    { name: 'list of the unread', run: list({ unreadOnly: true }) },
    { name: 'list of those who wait', run: list({ waitingOnly: true }) },
    { name: 'list of one member', run: list({ assignedTo: 'user:1' }) },
    { name: 'list of a member who has none', run: list({ assignedTo: 'user:nobody' }) },
    { name: 'list by a name', run: list({ search: knownName }) },
    { name: 'list by a part of a name', run: list({ search: 'tavio jun' }) },
    { name: 'list by a name that nobody has', run: list({ search: 'Zulmira Quaresma' }) },
    // whose digits hundreds of the numbers that were made share (docs/decisions/0205)
    { name: 'list by a whole number', mostMs: 20, run: list({ search: phone }) },
    { name: 'list by the end of a number', mostMs: 20, run: list({ search: phone.slice(-6) }) },
    { name: 'queue', run: () => conversations.queue({ clinicId, limit }) },
    { name: 'counts', run: () => conversations.counts(clinicId, 'user:1') },
    { name: 'one conversation', run: () => conversations.get(clinicId, conversation) },
    { name: 'messages of a conversation', run: () => messages() },
    {
      name: 'messages, next page',
      prepare: async () => (await messages())?.at(-1)?.place,
      run: (after) => messages(after === undefined ? {} : { after: after as never }),
    },
    {
      name: 'messages around one',
      prepare: async () => (await messages())?.at(-1)?.id,
      run: (messageId) =>
        conversations.around({
          clinicId,
          conversationId: conversation,
          messageId: messageId as never,
          reach: 20,
        }),
    },
    { name: 'what is shown to the patient', run: () => conversations.shown(clinicId, conversation, 10) },
    { name: 'who is written to', run: () => conversations.addressee(clinicId, conversation) },
    { name: 'what a patient is known by', run: () => conversations.identities(clinicId, conversation) },
    { name: 'conversation of a number', run: () => conversations.withPhone(clinicId, phone) },
    { name: 'search: a rare word', run: find(rareSubject) },
    { name: 'search: a common word', mostMs: 6, run: find('consulta') },
    { name: 'search: two common words', mostMs: 6, run: find('consulta', 'limpeza') },
    { name: 'search: a word that nobody said', run: find('xilografia') },
  ];
}
