import type { BudgetGrant, RequestBudgets } from '../../../application/ports/access/request-budgets.ts';
import { pace } from '../../../domain/messaging/pacing.ts';
import type { MemoryDatabase } from '../database.ts';

export const memoryRequestBudgets = (db: MemoryDatabase): RequestBudgets => ({
  take: (wishes, now) =>
    db.atomically(() =>
      wishes.map(({ key, rate, count }): BudgetGrant => {
        let granted = 0;
        for (; granted < count; granted += 1) {
          const place = pace(rate, db.budgets.get(key), now);
          if (!place.go) break;
          db.budgets.set(key, place.nextFree);
        }
        const nextFree = db.budgets.get(key) ?? now;
        return { key, granted, notBefore: new Date(nextFree.getTime() - rate.intervalMs * (rate.burst - 1)) };
      }),
    ),

  forget: (before) =>
    db.atomically(() => {
      const full = [...db.budgets].filter(([, nextFree]) => nextFree < before);
      for (const [key] of full) db.budgets.delete(key);
      return full.length;
    }),
});
