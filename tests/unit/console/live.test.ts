import { expect, test } from 'vitest';
import type { Message } from '../../../client/atende-client.ts';
import { withNewest, type MessagePage } from '../../../console/src/conversation/queries.ts';
import { serviceWindow } from '../../../console/src/conversation/window.ts';
import { readStream, type LiveEvent } from '../../../console/src/live/read-stream.ts';

test('events are read however the line cuts them, and heartbeats are signs of life only', async () => {
  const text =
    'id: 1\nevent: resync\ndata: {}\n\n: still here\n\nid: 2\nevent: message-stored\ndata: {"conversationId":"ç"}\n\nid: 3\nevent: x\ndata: {no\n\n';
  const bytes = new TextEncoder().encode(text);
  for (const size of [1, 7, bytes.length]) {
    const events: LiveEvent[] = [];
    let signs = 0;
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size));
        controller.close();
      },
    });
    await readStream(body, { onEvent: (event) => events.push(event), onLife: () => (signs += 1) });
    expect(events).toEqual([{ event: 'resync' }, { event: 'message-stored', conversationId: 'ç' }]);
    expect(signs).toBe(Math.ceil(bytes.length / size));
  }
});

const message = (id: string, text = id) => ({ id, text }) as Message;
const page = (ids: string, nextCursor: string | null): MessagePage => ({
  items: ids.split('').map((id) => message(id)),
  nextCursor,
});
const shown = (pages: readonly MessagePage[]) =>
  pages.map(({ items }) => items.map(({ text }) => text).join(''));

test('the newest messages come before what is loaded, and change what is there', () => {
  const newest: MessagePage = { items: [message('e'), message('d', 'D')], nextCursor: 'older' };
  const { pages, hasGap } = withNewest([page('dc', 'b'), page('ba', null)], newest);
  expect([shown(pages), hasGap]).toEqual([['eDc', 'ba'], false]);
});

test('after a gap everything older is read again when it is asked for', () => {
  const { pages, hasGap } = withNewest([page('cb', 'a')], page('zy', 'x'));
  expect([shown(pages), hasGap]).toEqual([['zy'], true]);
});

test('the service window closes five minutes before WhatsApp does, and says when it ends soon', () => {
  const at = '2026-11-30T12:00:00.000Z';
  const after = (hours: number) => serviceWindow(at, new Date(Date.parse(at) + hours * 3_600_000));
  expect(after(1)).toMatchObject({
    state: 'open',
    endsSoon: false,
    until: new Date('2026-12-01T11:55:00.000Z'),
  });
  expect(after(23)).toMatchObject({ state: 'open', endsSoon: true });
  expect(after(23.95)).toEqual({ state: 'closed' });
  expect(serviceWindow(undefined, new Date())).toEqual({ state: 'closed' });
});
