import type { ModelSpending, SpendingDay } from '../../../application/ports/assistant/model-spending.ts';
import { hasRoomFor, type DayUse } from '../../../domain/assistant/model/day-budget.ts';
import type { MemoryDatabase } from '../database.ts';

const none: DayUse = { microdollars: 0, tokens: 0, unpriced: 0 };
const keyOf = ({ clinicId, day }: SpendingDay) => `${clinicId}|${day}`;

export const memoryModelSpending = (db: MemoryDatabase): ModelSpending => {
  const usedOn = (on: SpendingDay) => db.spending.get(keyOf(on)) ?? none;
  return {
    reserve: (on, use, limits) =>
      db.atomically(() => {
        const used = usedOn(on);
        if (!hasRoomFor(used, use, limits)) return false;
        db.spending.set(keyOf(on), {
          ...used,
          microdollars: used.microdollars + use.microdollars,
          tokens: used.tokens + use.tokens,
        });
        return true;
      }),

    settle: (on, reserved, used) =>
      db.atomically(() => {
        const before = db.spending.get(keyOf(on));
        if (before === undefined) return none;
        const after = {
          microdollars: Math.max(0, before.microdollars + used.microdollars - reserved.microdollars),
          tokens: Math.max(0, before.tokens + used.tokens - reserved.tokens),
          unpriced: before.unpriced + (used.isPriced ? 0 : 1),
        };
        db.spending.set(keyOf(on), after);
        return { ...after };
      }),

    usedOn: (on) => db.atomically(() => ({ ...usedOn(on) })),
  };
};
