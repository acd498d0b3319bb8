import type { Rate } from '../../../domain/messaging/pacing.ts';

export type RateLimit = { readonly key: string; readonly rate: Rate };

/** Lets a request through when every one of its rates has room for it. */
export interface RequestLimiter {
  /** `undefined` lets it through; else how long to wait, ms. Never throws. */
  admit(limits: readonly RateLimit[]): Promise<number | undefined>;
}

/** A limiter of one process, which takes back what was not needed after all. */
export interface ReturnableLimiter extends RequestLimiter {
  /** For limits that it has admitted. */
  giveBack(limits: readonly RateLimit[]): void;
}
