import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Conversation } from '../../../../client/atende-client.ts';
import {
  belongs,
  isMoreUrgent,
  withConversation,
  type ListFilter,
  type Page,
} from '../../../../console/src/inbox/lists.ts';
import {
  aListedConversation as conversation,
  waitingSince,
} from '../../../support/builders/a-listed-conversation.ts';

const idsOf = (pages: readonly Page[]) => pages.flatMap(({ items }) => items.map(({ id }) => id));
const inOrder = (items: readonly Conversation[]) =>
  items.toSorted((a, b) =>
    a.lastMessageAt === b.lastMessageAt ? (a.id < b.id ? 1 : -1) : a.lastMessageAt < b.lastMessageAt ? 1 : -1,
  );

describe('a list of conversations', () => {
  test('of one person has what they look after, and no other', () => {
    const since = new Date(0).toISOString();
    const of = (actor: string) => conversation('c', 1, { assignment: { actor, since } });
    const mine = { assignedTo: 'user:ana' };
    expect([of('user:ana'), of('user:bia'), conversation('c', 1)].map((one) => belongs(one, mine))).toEqual([
      ...[true, false, false],
    ]);
  });

  test('stays as the server would give it, whatever changes in it', () => {
    const minute = fc.integer({ min: 0, max: 20 });
    fc.assert(
      fc.property(
        fc.array(minute, { minLength: 1, maxLength: 12 }),
        fc.nat(14),
        minute,
        (minutes, which, next) => {
          const all = inOrder(minutes.map((at, n) => conversation(`c${n}`, at)));
          const pages: Page[] = [
            { items: all.slice(0, 4), nextCursor: 'next' },
            { items: all.slice(4), nextCursor: null },
          ];
          const changed = conversation(`c${which}`, next);
          const expected = inOrder([...all.filter(({ id }) => id !== changed.id), changed]);
          expect(idsOf(withConversation(pages, changed, {}))).toEqual(expected.map(({ id }) => id));
        },
      ),
    );
  });

  test('of who waits stays in the order of urgency, whatever changes in it', () => {
    const reason = fc.constantFrom('complaint', 'emergency', 'possible-emergency', 'patient-waits');
    const wait = fc.tuple(fc.integer({ min: 0, max: 20 }), reason);
    const waiting = (id: string, [minute, why]: [number, string]) =>
      // its last message says nothing about its place
      conversation(id, 30 - minute, waitingSince(minute, why));
    const byUrgency = (items: readonly Conversation[]) =>
      items.toSorted((a, b) => (isMoreUrgent(a, b) ? -1 : 1));
    fc.assert(
      fc.property(fc.array(wait, { minLength: 1, maxLength: 9 }), fc.nat(11), wait, (waits, which, next) => {
        const all = byUrgency(waits.map((one, n) => waiting(`c${n}`, one)));
        const pages: Page[] = [
          { items: all.slice(0, 4), nextCursor: 'next' },
          { items: all.slice(4), nextCursor: null },
        ];
        const changed = waiting(`c${which}`, next);
        const expected = byUrgency([...all.filter(({ id }) => id !== changed.id), changed]);
        expect(idsOf(withConversation(pages, changed, { waiting: true }))).toEqual(
          expected.map(({ id }) => id),
        );
      }),
    );
  });

  test('leaves to the next page what sorts behind everything that is loaded', () => {
    const pages: Page[] = [{ items: [conversation('a', 9), conversation('b', 8)], nextCursor: 'more' }];
    expect(withConversation(pages, conversation('c', 1), {})).toEqual(pages);
    expect(idsOf(withConversation(pages, conversation('a', 1), {}))).toEqual(['b']);
  });

  test('loses what is no longer of it, and gets what has come to be', () => {
    const pages: Page[] = [{ items: [conversation('a', 9, { mode: 'human' })], nextCursor: null }];
    const filter: ListFilter = { mode: 'human' };
    expect(idsOf(withConversation(pages, conversation('a', 9), filter))).toEqual([]);
    expect(idsOf(withConversation(pages, conversation('b', 10, { mode: 'human' }), filter))).toEqual([
      'b',
      'a',
    ]);
  });

  test('of a search keeps what was found, and only that', () => {
    const pages: Page[] = [{ items: [conversation('a', 9)], nextCursor: null }];
    expect(belongs(conversation('b', 9), { search: 'ana' })).toBe('unknown');
    expect(idsOf(withConversation(pages, conversation('a', 10), { search: 'ana' }))).toEqual(['a']);
    expect(idsOf(withConversation(pages, conversation('b', 10), { search: 'ana' }))).toEqual(['a']);
  });
});
