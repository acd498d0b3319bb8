import { after } from '../instants.ts';

export type RenewalPolicy = {
  /** An access token is renewed this long before it expires, spread evenly so that renewals never pile up. */
  readonly latestBeforeMs: number;
  readonly earliestBeforeMs: number;
  /**
   * Even a token that lives longer is renewed after this: Google ends unused grants
   * (docs/vendors/google.md#refresh-tokens).
   */
  readonly keepAliveMs: number;
  readonly baseMs: number;
  readonly capMs: number;
  /** How long before the end of a grant the clinic is warned. */
  readonly warnBeforeEndMs: number;
};

export const defaultRenewalPolicy: RenewalPolicy = {
  latestBeforeMs: 10 * 60_000,
  earliestBeforeMs: 20 * 60_000,
  keepAliveMs: 24 * 3_600_000,
  baseMs: 5_000,
  capMs: 15 * 60_000,
  warnBeforeEndMs: 3 * 24 * 3_600_000,
};

const longestRetryAfterMs = 3_600_000;

/** When a fresh access token is renewed (`random` in [0, 1)). One that lives shortly is renewed in its last half. */
export function nextRenewalAt(expiresAt: Date, now: Date, policy: RenewalPolicy, random: number): Date {
  const life = Math.max(0, expiresAt.getTime() - now.getTime());
  const wanted = policy.latestBeforeMs + (policy.earliestBeforeMs - policy.latestBeforeMs) * random;
  const before = Math.min(wanted, life * (0.25 + 0.25 * random));
  return after(now, Math.min(life - before, policy.keepAliveMs * (1 - 0.1 * random)));
}

/** When a renewal is tried again after its `failures`-th failure in a row; no later than the cap, jitter included. */
export function retryRenewalAt(
  failures: number,
  now: Date,
  policy: RenewalPolicy,
  random: number,
  retryAfterMs = 0,
): Date {
  const backoff = shortestRetryMs(failures, policy) + policy.baseMs * random;
  return after(now, Math.max(backoff, Math.min(retryAfterMs, longestRetryAfterMs)));
}

/** What at least lies between the `failures`-th failure in a row and the next try, without jitter. */
export const shortestRetryMs = (
  failures: number,
  { baseMs, capMs }: Pick<RenewalPolicy, 'baseMs' | 'capMs'>,
): number => Math.min(baseMs * 2 ** Math.min(failures, 30), capMs - baseMs);

export type RevocationPolicy = {
  readonly baseMs: number;
  readonly capMs: number;
  /** After this the token is erased although Google never confirmed. */
  readonly giveUpAfterMs: number;
};

/** Whoever disconnects makes the call itself, and answers with what came of it; the loop takes it up when that one died. */
export const revocationHeadStartMs = 5_000;

/** How long a finished revocation may still end a grant that was just given (docs/vendors/google.md#revocation). */
export const revocationAftermathMs = 2 * 60_000;

export const defaultRevocationPolicy: RevocationPolicy = {
  baseMs: 5_000,
  capMs: 15 * 60_000,
  giveUpAfterMs: 24 * 3_600_000,
};

/** When a revocation is tried again, no sooner than Google asks; `undefined` when it has been tried for long enough. */
export function retryRevocationAt(
  { attempts, requestedAt }: { readonly attempts: number; readonly requestedAt: Date },
  now: Date,
  policy: RevocationPolicy,
  random: number,
  retryAfterMs = 0,
): Date | undefined {
  if (now.getTime() - requestedAt.getTime() >= policy.giveUpAfterMs) return undefined;
  const backoff = shortestRetryMs(attempts, policy) + policy.baseMs * random;
  return after(now, Math.max(backoff, Math.min(retryAfterMs, longestRetryAfterMs)));
}
