import { describe, expect, it } from 'vitest';
import {
  defaultRenewalPolicy as policy,
  defaultRevocationPolicy,
  nextRenewalAt,
  retryRenewalAt,
  retryRevocationAt,
} from '../../../src/domain/connection/renewal-policy.ts';

const now = new Date('2026-03-02T12:00:00Z');
const minute = 60_000;
const later = (ms: number) => new Date(now.getTime() + ms);
const beforeExpiry = (lifeMs: number, random: number) =>
  later(lifeMs).getTime() - nextRenewalAt(later(lifeMs), now, policy, random).getTime();

describe('a renewal', () => {
  it('comes between twenty and ten minutes before the token of an hour expires, spread over all of it', () => {
    const margins = Array.from({ length: 101 }, (_, n) => beforeExpiry(3_599_000, n / 100));
    expect(Math.min(...margins)).toBeCloseTo(10 * minute, -2);
    expect(Math.max(...margins)).toBeCloseTo(20 * minute, -2);
    expect(new Set(margins).size).toBe(101);
  });

  it('of a token that lives shortly comes in its last half, never after its end', () => {
    for (const random of [0, 0.5, 0.999]) {
      const margin = beforeExpiry(minute, random);
      expect(margin).toBeGreaterThanOrEqual(minute / 4);
      expect(margin).toBeLessThanOrEqual(minute / 2);
      expect(nextRenewalAt(now, now, policy, random)).toEqual(now);
    }
  });

  it('comes at least once a day, so that an idle grant is never counted as unused', () => {
    const month = 30 * 24 * 60 * minute;
    expect(nextRenewalAt(later(month), now, policy, 0.5).getTime()).toBeLessThanOrEqual(
      later(24 * 60 * minute).getTime(),
    );
  });

  it('that failed is tried again after a pause that doubles up to a quarter of an hour, with jitter', () => {
    const wait = (failures: number, random: number, retryAfterMs?: number) =>
      retryRenewalAt(failures, now, policy, random, retryAfterMs).getTime() - now.getTime();
    expect([1, 2, 3].map((failures) => wait(failures, 0))).toEqual([10_000, 20_000, 40_000]);
    expect(wait(1, 0.5)).toBe(12_500);
    for (const failures of [8, 20, 1_000]) {
      expect(wait(failures, 0)).toBeLessThan(wait(failures, 0.9));
      expect(wait(failures, 0.999)).toBeLessThanOrEqual(15 * minute);
    }
    expect(wait(1, 0, 90_000)).toBe(90_000);
    expect(wait(1, 0, 1_000)).toBe(10_000);
    expect(wait(1, 0, 10 ** 9)).toBe(60 * minute);
  });
});

describe('a revocation', () => {
  it('is tried again for a day, then never', () => {
    const again = (attempts: number, ageMs: number) =>
      retryRevocationAt({ attempts, requestedAt: later(-ageMs) }, now, defaultRevocationPolicy, 0);
    expect(again(0, 0)).toEqual(later(5_000));
    expect(again(50, 23 * 60 * minute)?.getTime()).toBeLessThanOrEqual(later(15 * minute).getTime());
    expect(again(50, 24 * 60 * minute)).toBeUndefined();
  });
});
