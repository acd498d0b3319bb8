import { DomainError } from '../error.ts';

/** Shorter, and what the assistant and Meta still ask for would be gone; longer than a century is no policy. */
export const retentionBounds = { leastDays: 30, mostDays: 36_500 } as const;

class RetentionOutOfBounds extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'privacy.retention-out-of-bounds';
  constructor(days: number) {
    const { leastDays, mostDays } = retentionBounds;
    super(`Messages can be kept for ${leastDays} to ${mostDays} days, not ${days}`);
  }
}

/** @throws RetentionOutOfBounds */
export function checkRetention(days: number): number {
  const { leastDays, mostDays } = retentionBounds;
  if (!Number.isInteger(days) || days < leastDays || days > mostDays) throw new RetentionOutOfBounds(days);
  return days;
}
