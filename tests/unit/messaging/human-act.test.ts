import { describe, expect, it } from 'vitest';
import { WindowClosed } from '../../../src/domain/messaging/conversation-errors.ts';
import { modeNow, type ConversationState } from '../../../src/domain/messaging/conversation.ts';
import {
  replyAsHuman,
  returnToAssistant,
  takeOver,
  whenMerged,
} from '../../../src/domain/messaging/human-act.ts';

const now = new Date('2026-03-02T12:00:00Z');
const hours = (count: number) => new Date(now.getTime() + count * 3_600_000);
const quietMs = 12 * 3_600_000;
const assistants: ConversationState = { mode: 'assistant', epoch: 4 };
const humans = (humanUntil?: Date): ConversationState => ({
  mode: 'human',
  epoch: 4,
  ...(humanUntil && { humanUntil }),
});

describe('taking over', () => {
  it('raises the epoch and lasts for the quiet time', () => {
    expect(takeOver(assistants, now, quietMs)).toEqual({ mode: 'human', humanUntil: hours(12), epoch: 5 });
  });

  it('prolongs what a human has, and never shortens it', () => {
    expect(takeOver(humans(hours(3)), now, quietMs).humanUntil).toEqual(hours(12));
    expect(takeOver(humans(hours(20)), now, quietMs).humanUntil).toEqual(hours(20));
  });

  it('leaves without end what has none', () => {
    expect(takeOver(humans(), now, quietMs)).toEqual({ mode: 'human', epoch: 5 });
  });
});

describe('replying', () => {
  it('takes the conversation over', () => {
    const state = { ...assistants, lastPatientMessageAt: hours(-1) };
    expect(replyAsHuman(state, now, quietMs)).toEqual(takeOver(state, now, quietMs));
  });

  it.each([undefined, hours(-24)])('is refused when the patient wrote last at %s', (lastPatientMessageAt) => {
    const state = { ...assistants, ...(lastPatientMessageAt && { lastPatientMessageAt }) };
    expect(() => replyAsHuman(state, now, quietMs)).toThrow(WindowClosed);
  });
});

describe('returning', () => {
  it('raises the epoch, also when human mode has ended by itself meanwhile', () => {
    for (const state of [humans(), humans(hours(1)), humans(hours(-1))])
      expect(returnToAssistant(state)).toEqual({ mode: 'assistant', epoch: 5 });
  });

  it('changes nothing where the assistant answers already', () => {
    expect(returnToAssistant(assistants)).toBeUndefined();
  });
});

it('human mode ends by itself, but not without an end', () => {
  expect([humans(), humans(hours(1)), humans(now)].map((state) => modeNow(state, now))).toEqual([
    'human',
    'human',
    'assistant',
  ]);
});

describe('a merge', () => {
  const other = (state: ConversationState): ConversationState => ({ ...state, epoch: 9 });

  it('of two that are the assistant’s keeps the answers of both', () => {
    expect(whenMerged(assistants, other(assistants), now)).toEqual({
      mode: 'assistant',
      epoch: 4,
      sourceEpoch: 4,
    });
  });

  it('into one where a human is stops the answers of the other', () => {
    expect(whenMerged(humans(hours(2)), other(assistants), now)).toEqual({
      mode: 'human',
      humanUntil: hours(2),
      epoch: 4,
    });
  });

  it('brings the human along, who stops the answers of the one that is kept', () => {
    expect(whenMerged(assistants, other(humans(hours(2))), now)).toEqual({
      mode: 'human',
      humanUntil: hours(2),
      epoch: 5,
      sourceEpoch: 5,
    });
  });

  it('of two humans lasts as long as either', () => {
    expect(whenMerged(humans(hours(5)), other(humans(hours(2))), now).humanUntil).toEqual(hours(5));
    expect(whenMerged(humans(hours(5)), other(humans()), now)).not.toHaveProperty('humanUntil');
    expect(whenMerged(humans(), other(humans(hours(2))), now)).not.toHaveProperty('humanUntil');
  });

  it('brings no human along who is there no more', () => {
    expect(whenMerged(assistants, other(humans(hours(-1))), now)).toMatchObject({
      mode: 'assistant',
      epoch: 4,
    });
  });
});
