import { after, earliest, isOver } from '../instants.ts';
import type { Attention } from '../assistant/attention.ts';
import type { Conversation } from './conversation.ts';
import { lostLeaseCost } from './turn.ts';

// Postgres keeps these rules in its statements, too, for speed: tests/contract/rules/turn-rule.test.ts.

/** What a worker has seen when it claimed a turn. */
export type TurnClaim = { readonly leaseToken: number; readonly epoch: number; readonly arrivals: number };

/** Whether a worker may take the turn now. */
export const isClaimable = (
  { turnDueAt, turnLeaseUntil }: Pick<Conversation, 'turnDueAt' | 'turnLeaseUntil'>,
  now: Date,
): boolean => turnDueAt !== undefined && isOver(turnDueAt, now) && isOver(turnLeaseUntil, now);

/** A lease that ran out was held by a worker that died of this turn, perhaps: that counts as failures. */
export const afterClaim = (before: Conversation, now: Date, leaseMs: number): Conversation => ({
  ...before,
  turnLeaseToken: before.turnLeaseToken + 1,
  turnLeaseUntil: after(now, leaseMs),
  turnAttempts: before.turnAttempts + (before.turnLeaseUntil === undefined ? 0 : lostLeaseCost),
});

const isHeld = (conversation: Conversation, { leaseToken }: Pick<TurnClaim, 'leaseToken'>): boolean =>
  conversation.turnLeaseToken === leaseToken && conversation.turnLeaseUntil !== undefined;

/** The lease goes on. `undefined` when it was lost, or a human has stepped in: nothing of the answer would count. */
export const afterRenewal = (
  before: Conversation,
  claim: Pick<TurnClaim, 'leaseToken' | 'epoch'>,
  now: Date,
  leaseMs: number,
): Conversation | undefined =>
  isOurs(before, claim) ? { ...before, turnLeaseUntil: after(now, leaseMs) } : undefined;

const isOurs = (before: Conversation, claim: Pick<TurnClaim, 'leaseToken' | 'epoch'>): boolean =>
  isHeld(before, claim) && before.epoch === claim.epoch;

type Ending = {
  /** Set when a human goes on from here. */
  readonly humanUntil?: Date | undefined;
  /** What waits for people from here; absent: as before. */
  readonly attention?: Attention | undefined;
  readonly hasReplies: boolean;
  /** When the oldest message came that the turn has not answered. */
  readonly nextFirstAt?: Date | undefined;
};

/**
 * The turn is done, or due again when more has arrived since the claim. `undefined` when the lease was lost or a human
 * has stepped in: then nothing of the answer counts.
 */
export function afterTurn(
  before: Conversation,
  claim: TurnClaim,
  { humanUntil, attention, hasReplies, nextFirstAt }: Ending,
  now: Date,
): Conversation | undefined {
  if (!isOurs(before, claim)) return undefined;
  const isDone = before.arrivals === claim.arrivals;
  return {
    ...before,
    ...(humanUntil && { mode: 'human', humanUntil }),
    ...(attention && { attention }),
    turnFirstAt: isDone ? undefined : (nextFirstAt ?? before.turnFirstAt),
    turnDueAt: isDone ? undefined : before.turnDueAt,
    turnLeaseUntil: undefined,
    turnAttempts: 0,
    lastMessageAt: hasReplies ? now : before.lastMessageAt,
  };
}

/** The turn is due again at `retryAt`, if anything still waits. `undefined` when the lease was lost. */
export function afterRelease(
  before: Conversation,
  claim: Pick<TurnClaim, 'leaseToken'>,
  retryAt: Date,
  failed: boolean,
): Conversation | undefined {
  if (!isHeld(before, claim)) return undefined;
  return {
    ...before,
    turnLeaseUntil: undefined,
    turnAttempts: before.turnAttempts + (failed ? 1 : 0),
    turnDueAt: before.turnDueAt && retryAt,
  };
}

/**
 * The turn cannot be answered before the patient writes again: its messages keep waiting, and nothing is due, unless
 * more has arrived since the claim. `undefined` when the lease was lost or a human has stepped in.
 */
export function afterPostponing(before: Conversation, claim: TurnClaim): Conversation | undefined {
  if (!isOurs(before, claim)) return undefined;
  return {
    ...before,
    turnDueAt: before.arrivals === claim.arrivals ? undefined : before.turnDueAt,
    turnLeaseUntil: undefined,
    turnAttempts: 0,
    waitsForWindow: true,
  };
}

/**
 * A recording has been listened to, or never will be: the turn that waits for it is due. One that is under way without
 * the words ends unseen, and first: its lease stands, and the turn is due when it is given back; where there are no words
 * it goes on. After the turn it calls for another one only where it tells of danger, whoever holds the conversation; and
 * danger waits for nobody.
 */
export function afterListening(
  before: Conversation,
  { isWaiting, isHeard, isDanger, storedAt }: Listened,
  now: Date,
): Conversation {
  if (!isDanger && !(isWaiting && before.turnDueAt !== undefined)) return before;
  if (!isHeard && !isOver(before.turnLeaseUntil, now)) return before;
  return {
    ...before,
    arrivals: before.arrivals + (isDanger ? 1 : 0),
    turnFirstAt: isDanger ? earliest(before.turnFirstAt, storedAt) : before.turnFirstAt,
    turnDueAt: now,
    turnLeaseUntil: isDanger ? undefined : before.turnLeaseUntil,
  };
}

type Listened = {
  /** No turn has answered it yet. */
  readonly isWaiting: boolean;
  /** There are words. */
  readonly isHeard: boolean;
  /** It tells of an emergency. */
  readonly isDanger: boolean;
  readonly storedAt: Date;
};

/**
 * The answer of a turn could not go out: what was answered since `firstAt` waits again, for the patient's next message
 * or, if they have written since, for nothing.
 */
export const afterUnanswered = (
  before: Conversation,
  { firstAt, hasWrittenSince }: { readonly firstAt: Date | undefined; readonly hasWrittenSince: boolean },
  now: Date,
): Conversation => ({
  ...before,
  waitsForWindow: true,
  turnFirstAt: earliest(before.turnFirstAt, firstAt),
  turnDueAt: before.turnDueAt ?? (hasWrittenSince ? now : undefined),
});
