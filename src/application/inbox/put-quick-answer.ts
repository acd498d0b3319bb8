import { ClinicNotFound } from '../../domain/clinic/clinic-errors.ts';
import { quickAnswer, refuseQuickAnswer, type QuickAnswer } from '../../domain/inbox/quick-answer.ts';
import type { QuickAnswers } from '../ports/clinic/quick-answers.ts';

/**
 * Adds a quick answer of the clinic, or changes the one with its id.
 * @throws ClinicNotFound, QuickAnswerEmpty, QuickAnswerNameTaken, QuickAnswersFull
 */
export type PutQuickAnswer = (request: Parameters<QuickAnswers['put']>[0]) => Promise<QuickAnswer>;

type Needs = { quickAnswers: Pick<QuickAnswers, 'put'> };

export const makePutQuickAnswer =
  ({ quickAnswers }: Needs): PutQuickAnswer =>
  async ({ clinicId, answer: written }) => {
    const answer = quickAnswer(written);
    const kept = await quickAnswers.put({ clinicId, answer }, (others) => refuseQuickAnswer(answer, others));
    if (kept === undefined) throw new ClinicNotFound(clinicId);
    return kept;
  };
