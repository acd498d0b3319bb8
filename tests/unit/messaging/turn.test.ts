import { describe, expect, it } from 'vitest';
import {
  callsForAnswer,
  countsAsUnread,
  opensWindow,
  turnRetryMs,
} from '../../../src/domain/messaging/turn.ts';
import type { MessageOrigin } from '../../../src/domain/messaging/webhook-item.ts';
import { callText } from '../../../src/domain/messaging/messages/call.ts';
import { aMessage, type MessageWish } from '../../support/builders/a-received-message.ts';

describe('a turn', () => {
  it('is called for by what patients write, and by nothing else', () => {
    expect(callsForAnswer(aMessage())).toBe(true);
    for (const origin of ['standby', 'history', 'group', 'staff'] satisfies MessageOrigin[])
      expect(callsForAnswer(aMessage({ origin }))).toBe(false);
    expect(callsForAnswer(aMessage({ type: 'system' }))).toBe(false);
  });

  it('looks at what changes an earlier message, and at a reaction, but not at one that is taken back', () => {
    for (const type of ['edit', 'revoke', 'reaction'] as const)
      expect(callsForAnswer(aMessage({ type, text: '👍' }))).toBe(true);
    expect(callsForAnswer(aMessage({ type: 'reaction', text: '' }))).toBe(false);
  });

  it('waits longer after each failure, a minute at most', () => {
    expect([0, 1, 2].map((n) => turnRetryMs(n, 0))).toEqual([250, 500, 1_000]);
    expect(turnRetryMs(30, 1)).toBe(60_000);
  });
});

describe('a call', () => {
  const call = (outcome: 'missed' | 'rejected' | 'ended', wish: MessageWish = {}) =>
    aMessage({ type: 'call', text: 'Ligação', details: { call: { outcome } }, ...wish });

  it('of a patient that nobody took is unread, asks for an answer and opens the window', () => {
    for (const outcome of ['missed', 'rejected'] as const)
      expect([callsForAnswer, countsAsUnread, opensWindow].map((rule) => rule(call(outcome)))).toEqual([
        true,
        true,
        true,
      ]);
  });

  it('in which both have talked opens the window, and nothing is left to be answered', () => {
    expect([callsForAnswer, countsAsUnread, opensWindow].map((rule) => rule(call('ended')))).toEqual([
      false,
      false,
      true,
    ]);
  });

  it('of the clinic opens the window when the patient took it', () => {
    expect(opensWindow(call('ended', { origin: 'staff' }))).toBe(true);
    expect(opensWindow(call('missed', { origin: 'staff' }))).toBe(false);
    expect(countsAsUnread(call('missed', { origin: 'staff' }))).toBe(false);
  });

  it('says how long it was, exactly up to an hour', () => {
    const words = [5, 60, 125, 3_600, 3_900, 90_000].map((seconds) =>
      callText({ outcome: 'ended', seconds }, false),
    );
    expect(words.map((text) => /\((.*)\)/.exec(text)?.[1])).toEqual([
      '5 s',
      '1 min',
      '2 min 5 s',
      '1 h',
      '1 h 5 min',
      '25 h',
    ]);
    expect(callText({ outcome: 'ended' }, true)).toBe('Ligação da clínica atendida');
  });
});

describe('a received message', () => {
  it('opens the window when the patient wrote it, also to somebody else on the number', () => {
    expect(opensWindow(aMessage())).toBe(true);
    expect(opensWindow(aMessage({ origin: 'standby' }))).toBe(true);
    expect(opensWindow(aMessage({ origin: 'standby', sentByClinic: true }))).toBe(false);
    expect(opensWindow(aMessage({ origin: 'staff' }))).toBe(false);
    for (const type of ['reaction', 'edit', 'revoke'] as const)
      expect(opensWindow(aMessage({ type }))).toBe(false);
  });

  it('is unread when it says something new to staff', () => {
    expect(countsAsUnread(aMessage())).toBe(true);
    expect(countsAsUnread(aMessage({ origin: 'history' }))).toBe(false);
    expect(countsAsUnread(aMessage({ origin: 'staff' }))).toBe(false);
    expect(countsAsUnread(aMessage({ type: 'edit' }))).toBe(true);
    expect(countsAsUnread(aMessage({ type: 'reaction', text: '👍' }))).toBe(true);
    expect(countsAsUnread(aMessage({ type: 'reaction', text: '' }))).toBe(false);
  });
});
