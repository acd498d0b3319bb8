/** One request of one caller: the key is theirs, and means something only together with who, where and for who. */
export type IdempotencyScope = {
  /** Absent for what concerns no clinic. */
  readonly clinicId?: string;
  /** Who, as in the audit log. */
  readonly caller: string;
  /** What is asked for, e.g. an operation's id. */
  readonly operation: string;
  readonly key: string;
};

export type IdempotentAttempt = {
  /** Of this attempt alone. */
  readonly id: string;
  readonly scope: IdempotencyScope;
  /** Differs for another request under the same key. */
  readonly requestHash: string;
};

export type StoredReply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON text; absent for an empty reply. */
  readonly body?: string;
};

export type IdempotencyState =
  /** Do it. `firstId` is the id of the very first attempt; another one than this one's may have done it already. */
  | { readonly state: 'first'; readonly firstId: string }
  | { readonly state: 'in-progress' }
  /** The key was used for another request. */
  | { readonly state: 'other-request' }
  | { readonly state: 'answered'; readonly reply: StoredReply };

/**
 * Remembers what a repeated request was answered. Nothing here is a promise about the effect itself: that is kept by
 * what is made under `firstId`, which is the same in every attempt. Contract: tests/contract/contracts/access/idempotent-requests.contract.ts
 */
export interface IdempotentRequests {
  /** Of many attempts at once, one is `first`. After `leaseMs` without an answer another may try. */
  begin(attempt: IdempotentAttempt, leaseMs: number, now: Date): Promise<IdempotencyState>;
  /** Keeps the reply for repeats, unless the lease was lost to another attempt. */
  answer(attempt: IdempotentAttempt, reply: StoredReply): Promise<void>;
  /** It certainly had no effect: the next attempt may begin at once. */
  release(attempt: IdempotentAttempt): Promise<void>;
  /** Forgets what began before; returns how many. */
  forget(before: Date): Promise<number>;
}
