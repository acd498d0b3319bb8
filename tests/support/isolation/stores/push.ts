import { randomUUID } from 'node:crypto';
import { forged, longAgo, type AttacksOf, type Target } from './target.ts';

/** Of browsers that are told while nobody has them open. */
export function pushAttacks({
  stores,
  own,
  of,
  now,
  conversation,
  window,
}: Target): AttacksOf<'pushSubscriptions' | 'pushNotices'> {
  const browser = of('push_subscriptions');
  const delivery = of('push_deliveries');
  const settle = (to: 'done' | 'gone') =>
    stores.pushNotices.settle(
      forged({
        ...{ clinic: { id: own }, id: delivery['id'], leaseToken: delivery['lease_token'] },
        subscriptionId: browser['id'],
      }),
      { to },
    );
  return {
    'pushSubscriptions.put': () =>
      stores.pushSubscriptions.put(
        {
          ...{ id: randomUUID(), clinicId: own, userId: String(browser['user_id']), isByMembership: false },
          endpoint: { url: String(browser['url']), publicKey: 'x', authSecret: 'x' },
          ...{ since: now, endsAt: window.end },
        },
        0,
        now,
      ),
    'pushSubscriptions.remove': () =>
      stores.pushSubscriptions.remove(own, String(browser['user_id']), String(browser['id'])),
    'pushSubscriptions.forget': 'no clinic: by time',
    'pushNotices.waiting': 'no clinic: looks who waits anywhere',
    'pushNotices.plan': () =>
      stores.pushNotices.plan(
        forged({
          ...{ clinicId: own, conversationId: conversation['id'] },
          wait: { reason: 'x', since: window.end },
          told: { at: of('push_told')['told_at'] ?? longAgo },
        }),
        100,
        now,
      ),
    'pushNotices.claim': 'no clinic: rotates over all',
    'pushNotices.settle': async () => [await settle('done'), await settle('gone')],
    'pushNotices.msUntilDue': 'no clinic: a time of all',
    'pushNotices.forget': 'no clinic: by time',
  };
}
