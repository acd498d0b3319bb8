import { describe, expect, it } from 'vitest';
import type { ConversationNote, Message } from '../../../client/atende-client.ts';
import { timeline } from '../../../console/src/conversation/team/timeline.ts';

const at = (minute: number) => `2026-11-29T12:${String(minute).padStart(2, '0')}:00.000Z`;
const said = (minute: number) => ({ id: `m${minute}`, createdAt: at(minute) }) as Message;
const noted = (minute: number) => ({ id: `n${minute}`, createdAt: at(minute) }) as ConversationNote;
const ids = (...asked: Parameters<typeof timeline>) => timeline(...asked).map(({ id }) => id);

describe('a conversation on the screen', () => {
  it('has the notes of the team in their place in time', () => {
    const messages = [said(1), said(5), said(9)];
    expect(ids(messages, [noted(12), noted(5), noted(3), noted(0)], false)).toEqual([
      ...['n0', 'm1', 'n3', 'm5', 'n5', 'm9', 'n12'],
    ]);
  });

  it('keeps a note back until the messages around it are loaded', () => {
    expect(ids([said(5), said(9)], [noted(6), noted(3)], true)).toEqual(['m5', 'n6', 'm9']);
  });

  it('shows notes where nothing was said yet', () => {
    expect(ids([], [noted(2), noted(1)], false)).toEqual(['n1', 'n2']);
  });
});
