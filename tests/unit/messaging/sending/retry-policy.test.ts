import { describe, expect, it } from 'vitest';
import { defaultRetryPolicy as policy, retryDelayMs } from '../../../../src/domain/messaging/retry-policy.ts';
import type { FailureClass } from '../../../../src/domain/messaging/send-failure.ts';

const attempts = Array.from({ length: 7 }, (_, n) => n + 1);
const delays = (failure: FailureClass, random: number) =>
  attempts.map((n) => retryDelayMs(failure, n, policy, random));

describe('the wait before a send is tried again', () => {
  it.each(['transient', 'rate-limited'] as const)(
    'doubles after a %s failure, with jitter above half',
    (failure) => {
      expect(delays(failure, 0)).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000]);
      expect(delays(failure, 0.5)).toEqual([750, 1_500, 3_000, 6_000, 12_000, 24_000, 48_000]);
    },
  );

  it('is the 4^n seconds that Meta asks for when one patient got too much', () => {
    expect(delays('pair-limited', 0.9).slice(0, 5)).toEqual([1_000, 4_000, 16_000, 64_000, 256_000]);
  });

  it.each(['transient', 'pair-limited'] as const)('is never longer than the cap (%s)', (failure) => {
    const patient = { ...policy, maxAttempts: 50 };
    expect(retryDelayMs(failure, 40, patient, 1)).toBe(policy.capMs);
  });

  it.each([
    ['transient', policy.maxAttempts],
    ['rate-limited', policy.maxRefusedAttempts],
    ['pair-limited', policy.maxRefusedAttempts],
  ] as const)('ends after the last attempt (%s)', (failure, most) => {
    expect(retryDelayMs(failure, most - 1, policy, 0)).toBeDefined();
    expect(retryDelayMs(failure, most, policy, 0)).toBeUndefined();
  });

  it('outlasts a vendor that is away for a quarter of an hour', () => {
    const waits = Array.from({ length: policy.maxAttempts - 1 }, (_, n) =>
      Number(retryDelayMs('transient', n + 1, policy, 0)),
    );
    expect(waits.reduce((sum, ms) => sum + ms)).toBeGreaterThan(15 * 60_000);
  });

  it.each(['account', 'final', 'needs-template', 'opted-out'] as const)(
    'does not exist for %s',
    (failure) => {
      expect(retryDelayMs(failure, 1, policy, 0)).toBeUndefined();
    },
  );
});
