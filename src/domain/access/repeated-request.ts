import { isOver } from '../instants.ts';

/** What is kept of a request that may be repeated under the same key. */
export type KeptRequest = {
  readonly requestHash: string;
  readonly isAnswered: boolean;
  /** Until then the attempt that began it is waited for. */
  readonly leaseUntil?: Date | undefined;
};

export type Repetition = 'other-request' | 'answered' | 'in-progress' | 'begin';

/** What a request finds that comes under a key used before. */
export function repetitionOf(kept: KeptRequest, requestHash: string, now: Date): Repetition {
  if (kept.requestHash !== requestHash) return 'other-request';
  if (kept.isAnswered) return 'answered';
  return isOver(kept.leaseUntil, now) ? 'begin' : 'in-progress';
}
