import { after, isOver } from '../instants.ts';
import type { Conversation } from './conversation.ts';
import { lostLeaseCost } from './turn.ts';

// Postgres keeps these rules in its statements, too, for speed: tests/contract/rules/turn-rule.test.ts.

/** What a worker has seen when it claimed a turn. */
export type TurnClaim = { readonly leaseToken: number; readonly epoch: number; readonly arrivals: number };

/** Whether a worker may take the turn now. */
export const isClaimable = (
  { mode, turnDueAt, turnLeaseUntil }: Pick<Conversation, 'mode' | 'turnDueAt' | 'turnLeaseUntil'>,
  now: Date,
): boolean =>
  mode === 'assistant' && turnDueAt !== undefined && isOver(turnDueAt, now) && isOver(turnLeaseUntil, now);

/** A lease that ran out was held by a worker that died of this turn, perhaps: that counts as failures. */
export const afterClaim = (before: Conversation, now: Date, leaseMs: number): Conversation => ({
  ...before,
  turnLeaseToken: before.turnLeaseToken + 1,
  turnLeaseUntil: after(now, leaseMs),
  turnAttempts: before.turnAttempts + (before.turnLeaseUntil === undefined ? 0 : lostLeaseCost),
});

const isHeld = (conversation: Conversation, { leaseToken }: Pick<TurnClaim, 'leaseToken'>): boolean =>
  conversation.turnLeaseToken === leaseToken && conversation.turnLeaseUntil !== undefined;

type Ending = {
  /** Set when a human goes on from here. */
  readonly humanUntil?: Date | undefined;
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
  { humanUntil, hasReplies, nextFirstAt }: Ending,
  now: Date,
): Conversation | undefined {
  if (!isHeld(before, claim) || before.epoch !== claim.epoch || before.mode !== 'assistant') return undefined;
  const isDone = before.arrivals === claim.arrivals || humanUntil !== undefined;
  return {
    ...before,
    ...(humanUntil && { mode: 'human', humanUntil }),
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
