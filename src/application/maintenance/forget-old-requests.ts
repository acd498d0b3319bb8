import type { IdempotentRequests } from '../ports/access/idempotent-requests.ts';
import type { RequestBudgets } from '../ports/access/request-budgets.ts';
import type { Clock } from '../ports/system/clock.ts';

/** Forgets what was kept for repeated requests, and rates that are full again. */
export type ForgetOldRequests = () => Promise<void>;

type Needs = { idempotentRequests: IdempotentRequests; requestBudgets: RequestBudgets; clock: Clock };

const answersKeptMs = 24 * 3_600_000;
const budgetsKeptMs = 10 * 60_000;

export const makeForgetOldRequests =
  ({ idempotentRequests, requestBudgets, clock }: Needs): ForgetOldRequests =>
  async () => {
    const now = clock.now().getTime();
    await Promise.all([
      idempotentRequests.forget(new Date(now - answersKeptMs)),
      requestBudgets.forget(new Date(now - budgetsKeptMs)),
    ]);
  };
