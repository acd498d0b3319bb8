import type { ClinicId } from '../../domain/clinic/clinic.ts';
import { QuickAnswerNotFound } from '../../domain/inbox/quick-answer-errors.ts';
import type { QuickAnswerId } from '../../domain/inbox/quick-answer.ts';
import type { QuickAnswers } from '../ports/clinic/quick-answers.ts';

/** Takes a quick answer out; what was sent with it stays as it was. @throws QuickAnswerNotFound */
export type RemoveQuickAnswer = (clinicId: ClinicId, id: QuickAnswerId) => Promise<void>;

type Needs = { quickAnswers: Pick<QuickAnswers, 'remove'> };

export const makeRemoveQuickAnswer =
  ({ quickAnswers }: Needs): RemoveQuickAnswer =>
  async (clinicId, id) => {
    if (!(await quickAnswers.remove(clinicId, id))) throw new QuickAnswerNotFound(id);
  };
