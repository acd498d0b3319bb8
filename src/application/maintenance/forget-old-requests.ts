import type { IdempotentRequests } from '../ports/access/idempotent-requests.ts';
import type { RequestBudgets } from '../ports/access/request-budgets.ts';
import type { BrowserSessions } from '../ports/access/browser-sessions.ts';
import type { PushNotices } from '../ports/push/push-notices.ts';
import type { PushSubscriptions } from '../ports/push/push-subscriptions.ts';
import type { Clock } from '../ports/system/clock.ts';

/** Forgets what was kept for repeated requests, rates that are full again, sessions and browsers that are long over. */
export type ForgetOldRequests = () => Promise<void>;

type Needs = {
  idempotentRequests: IdempotentRequests;
  requestBudgets: RequestBudgets;
  browserSessions: Pick<BrowserSessions, 'forget'>;
  pushSubscriptions: Pick<PushSubscriptions, 'forget'>;
  pushNotices: Pick<PushNotices, 'forget'>;
  clock: Clock;
};

const answersKeptMs = 24 * 3_600_000;
const budgetsKeptMs = 10 * 60_000;

export const makeForgetOldRequests =
  ({
    idempotentRequests,
    requestBudgets,
    browserSessions,
    pushSubscriptions,
    pushNotices,
    clock,
  }: Needs): ForgetOldRequests =>
  async () => {
    const now = clock.now().getTime();
    await Promise.all([
      idempotentRequests.forget(new Date(now - answersKeptMs)),
      requestBudgets.forget(new Date(now - budgetsKeptMs)),
      browserSessions.forget(new Date(now - answersKeptMs)),
      pushSubscriptions.forget(new Date(now)),
      pushNotices.forget(new Date(now - answersKeptMs)),
    ]);
  };
