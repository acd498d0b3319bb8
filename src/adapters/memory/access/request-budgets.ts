import type { BudgetGrant, RequestBudgets } from '../../../application/ports/access/request-budgets.ts';
import { takePlaces } from '../../../domain/messaging/pacing.ts';
import type { MemoryDatabase } from '../database.ts';

export const memoryRequestBudgets = (db: MemoryDatabase): RequestBudgets => ({
  take: (requests, now) =>
    db.atomically(() =>
      requests.map(({ key, rate, count }): BudgetGrant => {
        const { granted, nextFree, notBefore } = takePlaces(rate, count, db.budgets.get(key), now);
        db.budgets.set(key, nextFree);
        return { key, granted, notBefore };
      }),
    ),

  forget: (before) =>
    db.atomically(() => {
      const full = [...db.budgets].filter(([, nextFree]) => nextFree < before);
      for (const [key] of full) db.budgets.delete(key);
      return full.length;
    }),
});
