import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { BrowserSubscription } from '../../../domain/inbox/browser-subscription.ts';
import type { ToldWait } from '../../../domain/inbox/push-telling.ts';
import type { WaitingReason } from '../../../domain/inbox/waiting-for-people.ts';
import type { ConversationId } from '../../../domain/messaging/message.ts';

type SubscriptionRow = BrowserSubscription & { readonly renewedAt: Date };

type PushRow = {
  readonly id: string;
  readonly clinicId: ClinicId;
  readonly subscriptionId: string;
  readonly conversationId: ConversationId;
  readonly reason: WaitingReason;
  readonly since: Date;
  dueAt: Date;
  attempts: number;
  leaseUntil: Date | undefined;
  leaseToken: number;
};

export type PushRows = {
  subscriptions: SubscriptionRow[];
  readonly told: Map<ConversationId, ToldWait>;
  deliveries: PushRow[];
};

export const noPushRows = (): PushRows => ({ subscriptions: [], told: new Map(), deliveries: [] });

/** With what waits for them. */
export function removeSubscriptions(rows: PushRows, isGone: (row: SubscriptionRow) => boolean): number {
  const gone = new Set(rows.subscriptions.filter(isGone).map(({ id }) => id));
  rows.subscriptions = rows.subscriptions.filter(({ id }) => !gone.has(id));
  rows.deliveries = rows.deliveries.filter(({ subscriptionId }) => !gone.has(subscriptionId));
  return gone.size;
}
