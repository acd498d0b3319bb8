import { describe, expect, it } from 'vitest';
import { messageId } from '../../../src/domain/messaging/message.ts';
import {
  belongsToTurn,
  callsForAnswer,
  countsAsUnread,
  effectiveMessages,
  opensWindow,
  turnRetryMs,
  type TurnMessage,
} from '../../../src/domain/messaging/turn.ts';
import type { MessageOrigin } from '../../../src/domain/messaging/webhook-item.ts';
import { aMessage } from '../../support/builders/a-received-message.ts';

const wrote = (wamid: string, text: string, about: Partial<TurnMessage> = {}): TurnMessage => ({
  id: messageId(wamid),
  type: 'text',
  text,
  sentAt: new Date('2026-03-02T12:00:00Z'),
  metaMessageId: wamid,
  ...about,
});
const texts = (...messages: TurnMessage[]) => effectiveMessages(messages).map(({ text }) => text);

describe('a turn', () => {
  it('is called for by what patients write, and by nothing else', () => {
    expect(callsForAnswer(aMessage())).toBe(true);
    for (const origin of ['standby', 'history', 'group', 'staff'] satisfies MessageOrigin[])
      expect(callsForAnswer(aMessage({ origin }))).toBe(false);
    for (const type of ['system', 'reaction', 'edit', 'revoke'] as const)
      expect(callsForAnswer(aMessage({ type }))).toBe(false);
  });

  it('sees edits and revokes, not reactions', () => {
    expect(belongsToTurn(aMessage({ type: 'edit' }))).toBe(true);
    expect(belongsToTurn(aMessage({ type: 'revoke' }))).toBe(true);
    expect(belongsToTurn(aMessage({ type: 'reaction' }))).toBe(false);
  });

  it('has the words as the patient left them', () => {
    const edit = wrote('e1', 'tuesday', { type: 'edit', aboutMetaMessageId: 'a' });
    const second = wrote('e2', 'friday', { type: 'edit', aboutMetaMessageId: 'a' });
    const revoke = wrote('r', '', { type: 'revoke', aboutMetaMessageId: 'b' });
    expect(
      texts(wrote('a', 'monday'), wrote('b', 'oops'), edit, second, revoke, wrote('c', 'thanks')),
    ).toEqual(['friday', 'thanks']);
  });

  it('stays as it is when an edit is about another turn', () => {
    expect(
      texts(wrote('a', 'monday'), wrote('e', 'x', { type: 'edit', aboutMetaMessageId: 'earlier' })),
    ).toEqual(['monday']);
    expect(texts(wrote('r', '', { type: 'revoke', aboutMetaMessageId: 'earlier' }))).toEqual([]);
  });

  it('waits longer after each failure, a minute at most', () => {
    expect([0, 1, 2].map((n) => turnRetryMs(n, 0))).toEqual([250, 500, 1_000]);
    expect(turnRetryMs(30, 1)).toBe(60_000);
  });
});

describe('a received message', () => {
  it('opens the window when the patient wrote it, also to somebody else on the number', () => {
    expect(opensWindow(aMessage())).toBe(true);
    expect(opensWindow(aMessage({ origin: 'standby' }))).toBe(true);
    expect(opensWindow(aMessage({ origin: 'standby', sentByClinic: true }))).toBe(false);
    expect(opensWindow(aMessage({ origin: 'staff' }))).toBe(false);
    expect(opensWindow(aMessage({ type: 'reaction' }))).toBe(false);
  });

  it('is unread when it says something new to staff', () => {
    expect(countsAsUnread(aMessage())).toBe(true);
    expect(countsAsUnread(aMessage({ origin: 'history' }))).toBe(false);
    expect(countsAsUnread(aMessage({ origin: 'staff' }))).toBe(false);
    expect(countsAsUnread(aMessage({ type: 'reaction' }))).toBe(false);
  });
});
