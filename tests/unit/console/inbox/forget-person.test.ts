import { QueryClient, type InfiniteData } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Conversation, FoundMessage } from '../../../../client/atende-client.ts';
import { draftOf, draftsOf, keepDraft, noteDraft } from '../../../../console/src/conversation/drafts.ts';
import { erasedIds } from '../../../../console/src/inbox/erased/erased.ts';
import { forgetConversation, forgetPerson } from '../../../../console/src/inbox/erased/forget-person.ts';
import { followChange } from '../../../../console/src/inbox/queries.ts';
import { aListedConversation as conversation } from '../../../support/builders/a-listed-conversation.ts';
import { KeptInBrowser } from '../../../support/browser/kept-in-browser.ts';

const clinic = 'c-1';
type Rows = InfiniteData<{ items: readonly (Conversation | FoundMessage)[] }>;

beforeEach(() => void vi.stubGlobal('localStorage', new KeptInBrowser()));
afterEach(() => void vi.unstubAllGlobals());

const found = (id: string, conversationId: string) =>
  ({ id, conversationId, contact: { id: `of-${conversationId}` } }) as FoundMessage;

/** A console that has shown Ana and Bia in two lists, Ana's conversation open. */
function shown() {
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const pages = (...items: (Conversation | FoundMessage)[]) => ({
    pages: [{ items, nextCursor: null }],
    pageParams: [undefined],
  });
  const [ana, bia] = [conversation('ana', 9), conversation('bia', 8)];
  queryClient.setQueryData(['conversations', clinic, {}], pages(ana, bia));
  queryClient.setQueryData(
    ['found-messages', clinic, 'dor'],
    pages(found('m-1', 'ana'), found('m-2', 'bia')),
  );
  for (const one of [ana, bia]) {
    queryClient.setQueryData(['conversation', clinic, one.id], one);
    for (const name of ['messages', 'notes']) queryClient.setQueryData([name, clinic, one.id], pages());
    queryClient.setQueryData(['messages-around', clinic, one.id, 'm-1'], pages());
    keepDraft(clinic, one.id, `To ${one.id}`);
    keepDraft(clinic, noteDraft(one.id), `About ${one.id}`);
  }
  const rows = (name: string, of: unknown) =>
    queryClient
      .getQueryData<Rows>([name, clinic, of])
      ?.pages.flatMap(({ items }) => items.map(({ id }) => id));
  const kept = () =>
    queryClient
      .getQueryCache()
      .getAll()
      .map(({ queryKey }) => queryKey.join(' '))
      .filter((key) => key.includes('ana') || key.includes('bia'));
  return { queryClient, ana, bia, rows, kept };
}

describe('a person who was erased', () => {
  test('leaves lists, search hits, what was opened, and drafts; everybody else stays', () => {
    const { queryClient, rows, kept } = shown();
    forgetPerson(queryClient, clinic, 'of-ana');
    expect(rows('conversations', {})).toEqual(['bia']);
    expect(rows('found-messages', 'dor')).toEqual(['m-2']);
    expect(kept()).toEqual([
      'conversation c-1 bia',
      'messages c-1 bia',
      'notes c-1 bia',
      'messages-around c-1 bia m-1',
    ]);
    expect([...draftsOf(clinic)]).toEqual(['bia']);
    expect([draftOf(clinic, 'bia'), draftOf(clinic, noteDraft('bia'))]).toEqual(['To bia', 'About bia']);
    expect(queryClient.getQueryData(erasedIds(clinic).queryKey)).toEqual(['of-ana', 'ana']);
  });

  test('is not brought back by an answer that was on its way', () => {
    const { queryClient, ana, bia, rows } = shown();
    forgetPerson(queryClient, clinic, 'of-ana');
    followChange(queryClient, clinic, { ...ana, unread: 3 });
    followChange(queryClient, clinic, { ...bia, unread: 3 });
    expect(rows('conversations', {})).toEqual(['bia']);
    // nor a conversation of the person that the page did not know
    followChange(queryClient, clinic, { ...ana, id: 'ana-2' });
    expect(rows('conversations', {})).toEqual(['bia']);
  });

  test('is nobody of another clinic', () => {
    const { queryClient, rows, kept } = shown();
    const before = kept();
    forgetPerson(queryClient, 'c-2', 'of-ana');
    expect([rows('conversations', {}), kept(), draftsOf(clinic).size]).toEqual([['ana', 'bia'], before, 2]);
  });

  test('is seen by a conversation that is gone, if this page has shown it', () => {
    const { queryClient, rows } = shown();
    forgetConversation(queryClient, clinic, 'nowhere');
    expect(queryClient.getQueryData(erasedIds(clinic).queryKey)).toBeUndefined();
    forgetConversation(queryClient, clinic, 'bia');
    expect(rows('conversations', {})).toEqual(['ana']);
    expect(queryClient.getQueryData(erasedIds(clinic).queryKey)).toEqual(['bia']);
  });
});

test('a draft from before the clinic stood in its name is read on, and goes with the next word', () => {
  localStorage.setItem('atende-draft-ana', 'Begun before');
  expect(draftOf(clinic, 'ana')).toBe('Begun before');
  keepDraft(clinic, 'ana', 'Gone on');
  expect([draftOf(clinic, 'ana'), Object.keys(localStorage)]).toEqual(['Gone on', ['atende-draft-c-1/ana']]);
});
