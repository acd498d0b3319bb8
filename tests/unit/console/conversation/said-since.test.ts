import { expect, it } from 'vitest';
import type { Message } from '../../../../client/atende-client.ts';
import { saidSince } from '../../../../console/src/conversation/said-since.ts';

const said = (id: string, status: Message['status'] = 'received') => ({ id, status }) as Message;
const ids = (pages: Parameters<typeof saidSince>[0], seen: string | undefined) =>
  saidSince(pages, seen).map(({ id }) => id);
// the newest first, as they are loaded
const pages = [{ items: [said('e'), said('d', 'cancelled')] }, { items: [said('c'), said('b'), said('a')] }];

it('what was said after a message is read from the oldest, without what was called back', () => {
  expect(ids(pages, 'b')).toEqual(['c', 'e']);
  expect(ids(pages, 'e')).toEqual([]);
});

it('of much only the last is shown, and nothing where it is not known what was seen', () => {
  const many = Array.from({ length: 9 }, (_, n) => said(String(9 - n)));
  expect(ids([{ items: many }], '1')).toEqual(['5', '6', '7', '8', '9']);
  expect(ids(pages, 'gone')).toEqual([]);
  expect(ids(pages, undefined)).toEqual([]);
});
