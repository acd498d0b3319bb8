import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { Conversation, FoundMessage } from '../../../../client/atende-client.ts';
import { forgetDraftsOf } from '../../conversation/drafts.ts';
import { conversationCounts } from '../queries.ts';
import { erasedIds } from './erased.ts';

/** A row of a list: of conversations, or of messages that were found. */
type Row = Conversation | FoundMessage;
type Pages = InfiniteData<{ readonly items: readonly Row[] }>;

const lists = ['conversations', 'found-messages'];
/** What is kept of one conversation, under its id. */
const ofOne = [
  'conversation',
  'messages',
  'messages-around',
  'notes',
  'turn-records',
  'identities',
  'offered-templates',
];

const conversationOf = (row: Row): string => ('conversationId' in row ? row.conversationId : row.id);
const queriesOf = (queryClient: QueryClient, clinicId: string, names: readonly string[]) =>
  names.flatMap((name) => queryClient.getQueryCache().findAll({ queryKey: [name, clinicId] }));

/** What this page knows of: each conversation, and whose it is. */
function known(queryClient: QueryClient, clinicId: string) {
  const listed = queriesOf(queryClient, clinicId, lists).flatMap(
    ({ state }) => (state.data as Pages | undefined)?.pages.flatMap(({ items }) => items) ?? [],
  );
  const opened = queriesOf(queryClient, clinicId, ['conversation']).flatMap(({ state }) =>
    state.data === undefined ? [] : [state.data as Conversation],
  );
  return [...listed, ...opened].map((row) => ({ id: conversationOf(row), contactId: row.contact.id }));
}

/** Drops what this page and this browser keep of somebody of whom the server has nothing any more. */
export function forgetPerson(queryClient: QueryClient, clinicId: string, contactId: string): void {
  const own = known(queryClient, clinicId).filter((one) => one.contactId === contactId);
  drop(queryClient, clinicId, new Set([contactId, ...own.map(({ id }) => id)]));
}

/** The same where the server says that a conversation is not there which this page has shown. */
export function forgetConversation(queryClient: QueryClient, clinicId: string, conversationId: string): void {
  if (known(queryClient, clinicId).some(({ id }) => id === conversationId))
    drop(queryClient, clinicId, new Set([conversationId]));
}

function drop(queryClient: QueryClient, clinicId: string, ids: ReadonlySet<string>): void {
  // first, so that what is on the screen makes way before anything asks for it again
  queryClient.setQueryData(erasedIds(clinicId).queryKey, (before = []) => [...new Set([...before, ...ids])]);
  for (const id of ids) {
    for (const name of ofOne) queryClient.removeQueries({ queryKey: [name, clinicId, id] });
    forgetDraftsOf(clinicId, id);
  }
  const isKept = (row: Row) => !ids.has(conversationOf(row)) && !ids.has(row.contact.id);
  for (const query of queriesOf(queryClient, clinicId, lists)) {
    const { isInvalidated } = query.state;
    queryClient.setQueryData<Pages>(query.queryKey, (data) => withRows(data, isKept));
    // it was to be read again, and still is
    if (isInvalidated) query.invalidate();
  }
  // an answer that is on its way may be older than the erasure
  for (const { queryKey, state } of queriesOf(queryClient, clinicId, [...lists, ...ofOne]))
    if (state.fetchStatus === 'fetching') void queryClient.invalidateQueries({ queryKey, exact: true });
  void queryClient.invalidateQueries({ queryKey: conversationCounts(clinicId).queryKey });
  // what shows visits is read again by their own event; what no screen shows is not kept until then
  for (const name of ['agenda', 'book-search'])
    queryClient.removeQueries({ queryKey: [name, clinicId], type: 'inactive' });
  void queryClient.invalidateQueries({ queryKey: ['book-search', clinicId] });
}

/** `undefined`, which leaves the list alone, when nobody is taken out. */
function withRows(data: Pages | undefined, isKept: (row: Row) => boolean): Pages | undefined {
  if (data?.pages.every(({ items }) => items.every(isKept)) !== false) return undefined;
  return { ...data, pages: data.pages.map((page) => ({ ...page, items: page.items.filter(isKept) })) };
}
