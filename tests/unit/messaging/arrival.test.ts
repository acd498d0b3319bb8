import { describe, expect, it } from 'vitest';
import { afterArrival } from '../../../src/domain/messaging/arrival.ts';
import type { Conversation } from '../../../src/domain/messaging/conversation.ts';
import { aMessage } from '../../support/builders/a-received-message.ts';

const now = new Date('2026-03-02T12:00:00Z');
const seconds = (count: number) => new Date(now.getTime() + count * 1_000);
const policy = { debounceMs: 2_000, capMs: 6_000, humanQuietMs: 3_600_000 };
const quiet: Conversation = {
  mode: 'assistant',
  epoch: 1,
  arrivals: 0,
  unread: 0,
  turnDueAt: undefined,
  turnLeaseToken: 0,
  turnAttempts: 0,
  waitsForWindow: false,
};
const fromPatient = aMessage({ sentAt: seconds(-1) });
const fromStaff = aMessage({ origin: 'staff', sentAt: seconds(-1) });

describe('messages that arrive', () => {
  it('make the turn due when the patient has been quiet for a while', () => {
    expect(afterArrival(quiet, [fromPatient], policy, now)).toMatchObject({
      arrivals: 1,
      unread: 1,
      turnFirstAt: now,
      turnDueAt: seconds(2),
      lastPatientMessageAt: seconds(-1),
    });
  });

  it('put the turn off no longer than the cap after the first one that waits', () => {
    const waiting = { ...quiet, turnFirstAt: seconds(-5), turnDueAt: seconds(1) };
    const after = afterArrival(waiting, [fromPatient], policy, now);
    expect(after).toMatchObject({ turnFirstAt: seconds(-5), turnDueAt: seconds(1) });
  });

  it('leave the conversation to a human while one talks, but for a look at it, and to the assistant afterwards', () => {
    const until = (humanUntil: Date) =>
      afterArrival({ ...quiet, mode: 'human', humanUntil }, [fromPatient], policy, now);
    expect(until(seconds(60))).toMatchObject({
      mode: 'human',
      humanUntil: seconds(60),
      turnDueAt: seconds(2),
    });
    expect(until(seconds(-60))).toMatchObject({
      mode: 'assistant',
      humanUntil: undefined,
      turnDueAt: seconds(2),
    });
  });

  it('silence the assistant when staff wrote one of them, whatever the patient wrote beside it', () => {
    const waiting = { ...quiet, turnFirstAt: seconds(-5), turnDueAt: seconds(1) };
    expect(afterArrival(waiting, [fromStaff, fromPatient], policy, now)).toMatchObject({
      mode: 'human',
      humanUntil: seconds(3_599),
      epoch: 2,
      turnFirstAt: undefined,
      turnDueAt: undefined,
    });
  });

  it('do not silence the assistant when the echo is older than the quiet time', () => {
    const old = aMessage({ origin: 'staff', sentAt: seconds(-3_601) });
    expect(afterArrival(quiet, [old], policy, now)).toMatchObject({ mode: 'assistant', epoch: 1 });
  });

  it('leave everything to whoever has it when they are a call of the clinic that nobody took', () => {
    const call = (outcome: 'missed' | 'rejected' | 'ended') =>
      aMessage({ origin: 'staff', type: 'call', details: { call: { outcome } }, sentAt: seconds(-1) });
    const waiting = { ...quiet, turnFirstAt: seconds(-5), turnDueAt: seconds(1) };
    for (const outcome of ['missed', 'rejected'] as const)
      expect(afterArrival(waiting, [call(outcome)], policy, now)).toEqual({
        ...waiting,
        lastMessageAt: seconds(-1),
      });
    expect(afterArrival(waiting, [call('ended')], policy, now)).toMatchObject({ mode: 'human', epoch: 2 });
  });

  it('count as sent now when their clock is ahead', () => {
    const ahead = aMessage({ sentAt: seconds(90) });
    expect(afterArrival(quiet, [ahead], policy, now).lastMessageAt).toEqual(now);
  });
});
