import type { Rate } from '../../../domain/messaging/pacing.ts';

export type Place = { readonly key: string; readonly rate: Rate };

/** Lets a request through when every one of its rates has a place for it. */
export interface RequestLimiter {
  /** `undefined` lets it through; else how long to wait, ms. Never throws. */
  admit(places: readonly Place[]): Promise<number | undefined>;
}

/** A limiter of one process, which takes back what was not needed after all. */
export interface ReturnableLimiter extends RequestLimiter {
  /** For places that it has admitted. */
  giveBack(places: readonly Place[]): void;
}
