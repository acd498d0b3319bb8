import * as fc from 'fast-check';
import { expect } from 'vitest';
import {
  readConversation,
  saveConversation,
} from '../../../src/adapters/postgres/messaging/conversation-rows.ts';
import type { Attention } from '../../../src/domain/assistant/attention.ts';
import type { Conversation } from '../../../src/domain/messaging/conversation.ts';
import type { ContractDatabase } from '../harness/contract-database.ts';
import type { Party } from '../harness/steps.ts';

/** Far enough apart that the time a database needs changes no order. */
const offsets = [
  -30 * 3_600_000,
  -4_000_000,
  -3_000_000,
  -70_000,
  -33_000,
  -7_000,
  20_000,
  300_000,
  7_200_000,
];
const precisionMs = 1_000;

export const anOffset = fc.constantFrom(...offsets);
const pastOffset = fc.constantFrom(...offsets.filter((offset) => offset < 0));
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

/** Times are given as milliseconds from now. Only human mode has an end. */
const mode = fc.oneof(
  fc.constant({ mode: 'assistant' as const, humanUntil: undefined }),
  maybe(anOffset).map((humanUntil) => ({ mode: 'human' as const, humanUntil })),
);
const rest = fc.record({
  epoch: fc.nat(5),
  arrivals: fc.nat(5),
  unread: fc.nat(5),
  lastMessageAt: maybe(pastOffset),
  lastPatientMessageAt: maybe(pastOffset),
  /** Since when somebody waits, and when the turn is due; both or neither. */
  turn: maybe(fc.record({ firstAt: pastOffset, dueAt: anOffset })),
  turnLeaseUntil: maybe(anOffset),
  turnLeaseToken: fc.nat(3),
  turnAttempts: fc.nat(3),
  attention: maybe(
    fc.constantFrom<Attention>(
      {},
      { alarm: { danger: 'emergency', at: new Date(1_000) } },
      {
        handover: { reason: 'possible-emergency', summary: 'Ler.', at: new Date(2_000) },
        warned: { danger: 'suicidal', at: new Date(2_000) },
      },
      {
        handover: { reason: 'complaint', summary: 'Reclamou.', at: new Date(2_000) },
        lookedAt: new Date(3_000),
        absenceToldAt: new Date(4_000),
      },
    ),
  ),
  waitsForWindow: fc.boolean(),
});

/** A conversation as it may stand, given the time. */
export const aConversation: fc.Arbitrary<(now: Date) => Conversation> = fc
  .tuple(mode, rest)
  .map(([first, { turn, ...others }]) => (now: Date): Conversation => {
    const at = (offset: number | undefined) =>
      offset === undefined ? undefined : new Date(now.getTime() + offset);
    return {
      ...others,
      mode: first.mode,
      humanUntil: at(first.humanUntil),
      lastMessageAt: at(others.lastMessageAt),
      lastPatientMessageAt: at(others.lastPatientMessageAt),
      turnFirstAt: at(turn?.firstAt),
      turnDueAt: at(turn?.dueAt),
      turnLeaseUntil: at(others.turnLeaseUntil),
    };
  });

export async function readStored(owner: ContractDatabase['owner'], { clinicId, placement }: Party) {
  const found = await readConversation(owner, clinicId, placement.conversationId);
  if (found === undefined) throw new Error('No conversation');
  return found.conversation;
}

export async function store(
  owner: ContractDatabase['owner'],
  party: Party,
  after: Conversation,
): Promise<void> {
  const { clinicId, placement } = party;
  await saveConversation(owner, clinicId, placement.conversationId, {
    before: await readStored(owner, party),
    after,
  });
}

/** The same but for the time that the database took. */
export function expectAlike(actual: Conversation, expected: Conversation): void {
  const compared = (conversation: Conversation, other: Conversation) =>
    Object.fromEntries(
      Object.entries(conversation).map(([key, value]: [string, unknown]) => {
        const counterpart = other[key as keyof Conversation];
        const isNear =
          value instanceof Date &&
          counterpart instanceof Date &&
          Math.abs(value.getTime() - counterpart.getTime()) <= precisionMs;
        return [key, isNear ? 'as expected' : value];
      }),
    );
  expect(compared(actual, expected)).toEqual(compared(expected, actual));
}
