import type { Rate } from '../../../domain/messaging/pacing.ts';

type BudgetRequest = { readonly key: string; readonly rate: Rate; readonly count: number };

/** How many of the requested places were given; none, and when the next one is. */
export type BudgetGrant = { readonly key: string; readonly granted: number; readonly notBefore: Date };

/** Rates that all processes share. Contract: tests/contract/contracts/access/request-budgets.contract.ts */
export interface RequestBudgets {
  /** As many places as there are now, for each key on its own. Losing them in a crash does no harm. */
  take(requests: readonly BudgetRequest[], now: Date): Promise<readonly BudgetGrant[]>;
  /** Forgets keys that have been full again since before; returns how many. */
  forget(before: Date): Promise<number>;
}
