import { shortestRetryMs, type RenewalPolicy } from './renewal-policy.ts';

/** About twenty minutes with the growing pauses in between. */
const tolerated = 8;

/**
 * Google refuses a grant as one of another OAuth client: either it is, and will never work again, or our client may not
 * renew any grant. When somebody else was renewed between two such refusals, it is the grant. Answers since when that
 * must have been so; `undefined` while it is too early to judge.
 */
export function judgedByOthersSince(
  { failures, lastErrorCode }: { readonly failures: number; readonly lastErrorCode?: string },
  code: string,
  now: Date,
  policy: RenewalPolicy,
): Date | undefined {
  if (failures + 1 < tolerated || lastErrorCode !== code) return undefined;
  return new Date(now.getTime() - shortestRetryMs(failures, policy));
}
