import { DomainError, errorEntry } from '../error.ts';

/** Shorter, and what the assistant and Meta still ask for would be gone; longer than a century is no policy. */
export const retentionBounds = { leastDays: 30, mostDays: 36_500 } as const;

export class RetentionOutOfBounds extends DomainError {
  static readonly entry = errorEntry('privacy.retention-out-of-bounds', 'invalid', {
    message: {
      en: 'Messages cannot be kept for so few or so many days',
      pt: 'As mensagens não podem ser guardadas por tão poucos ou tantos dias',
    },
    hint: {
      en: `Choose ${retentionBounds.leastDays} to ${retentionBounds.mostDays} days.`,
      pt: `Escolha de ${retentionBounds.leastDays} a ${retentionBounds.mostDays} dias.`,
    },
  });
  constructor(days: number) {
    const { leastDays, mostDays } = retentionBounds;
    super(RetentionOutOfBounds.entry, {
      message: `Messages can be kept for ${leastDays} to ${mostDays} days, not ${days}`,
    });
  }
}

/** @throws RetentionOutOfBounds */
export function checkRetention(days: number): number {
  const { leastDays, mostDays } = retentionBounds;
  if (!Number.isInteger(days) || days < leastDays || days > mostDays) throw new RetentionOutOfBounds(days);
  return days;
}
