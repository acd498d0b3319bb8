import type { QuickAnswers } from '../../../application/ports/clinic/quick-answers.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import { quickAnswerKey, type QuickAnswer } from '../../../domain/inbox/quick-answer.ts';
import type { MemoryDatabase } from '../database.ts';

const byName = (a: QuickAnswer, b: QuickAnswer) => (quickAnswerKey(a.name) < quickAnswerKey(b.name) ? -1 : 1);

export const memoryQuickAnswers = (db: MemoryDatabase): QuickAnswers => {
  const of = (clinicId: ClinicId) => db.quickAnswers.get(clinicId) ?? [];
  const without = (clinicId: ClinicId, id: string) => of(clinicId).filter((each) => each.id !== id);

  return {
    list: (clinicId) => db.atomically(() => of(clinicId).map((each) => ({ ...each }))),

    put: ({ clinicId, answer }, check) =>
      db.atomically(() => {
        if (!db.clinics.has(clinicId)) return undefined;
        const others = without(clinicId, answer.id);
        check(others.map(({ id, name }) => ({ id, name })));
        db.quickAnswers.set(clinicId, [...others, { ...answer }].sort(byName));
        return { ...answer };
      }),

    remove: (clinicId, id) =>
      db.atomically(() => {
        const kept = without(clinicId, id);
        const isThere = kept.length < of(clinicId).length;
        db.quickAnswers.set(clinicId, kept);
        return isThere;
      }),
  };
};
