import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { QuickAnswer, QuickAnswerId } from '../../../domain/inbox/quick-answer.ts';

type OtherQuickAnswer = Pick<QuickAnswer, 'id' | 'name'>;

/**
 * Texts that the team of a clinic keeps for its replies.
 * Contract: tests/contract/contracts/clinic/quick-answers.contract.ts
 */
export interface QuickAnswers {
  /** By name, regardless of case. */
  list(clinicId: ClinicId): Promise<readonly QuickAnswer[]>;
  /**
   * Adds it, or changes the one with its id. `check` sees all others of the clinic, and nobody adds one meanwhile;
   * nothing is kept when it throws. `undefined` when there is no such clinic.
   */
  put(
    request: { readonly clinicId: ClinicId; readonly answer: QuickAnswer },
    check: (others: readonly OtherQuickAnswer[]) => void,
  ): Promise<QuickAnswer | undefined>;
  /** `true` when there was one to remove. */
  remove(clinicId: ClinicId, id: QuickAnswerId): Promise<boolean>;
}
