import { expect, test } from 'vitest';
import { memoryClock } from '../../../src/adapters/memory/system/clock.ts';
import { memoryPushService } from '../../../src/adapters/memory/operations/push-service.ts';
import { makeDeliverPush } from '../../../src/application/inbox/push/deliver-push.ts';
import { makePlanPushes } from '../../../src/application/inbox/push/plan-pushes.ts';
import type {
  ClaimedPush,
  PushSettlement,
  WaitingConversation,
} from '../../../src/application/ports/push/push-notices.ts';
import { clinicId } from '../../../src/domain/clinic/clinic.ts';
import { defaultPushPolicy } from '../../../src/domain/inbox/push-retry.ts';
import { conversationId } from '../../../src/domain/messaging/message.ts';

const clock = memoryClock();
const ago = (ms: number) => new Date(clock.now().getTime() - ms);
const claimed = (wish: Partial<ClaimedPush> = {}): ClaimedPush => {
  const wait = { reason: 'complaint', since: ago(1_000) } as const;
  return {
    ...{
      id: 'p1',
      clinic: { id: clinicId('c1'), name: 'Clínica Aurora' },
      conversationId: conversationId('v1'),
    },
    ...wait,
    ...{ attempts: 1, subscriptionId: 's1', isWelcome: true, wait, leaseToken: 1 },
    endpoint: { url: 'memory', publicKey: 'x', authSecret: 'x' },
    ...wish,
  };
};

function deliverer(isHeld = true) {
  const pushService = memoryPushService();
  const settlements: PushSettlement[] = [];
  const pushNotices = {
    settle: async (_: ClaimedPush, settlement: PushSettlement) => {
      settlements.push(settlement);
      return isHeld;
    },
  };
  const needs = {
    pushService,
    pushNotices,
    pushPolicy: defaultPushPolicy,
    clock,
    randomness: { next: () => 0 },
  };
  return { pushService, settlements, deliver: makeDeliverPush(needs) };
}

test('a browser is told, and the push service keeps it no longer than it is news', async () => {
  const { pushService, settlements, deliver } = deliverer();
  expect(await deliver(claimed())).toEqual({ outcome: 'delivered' });
  expect(pushService.arrived).toMatchObject([{ keptSeconds: 899, message: { body: 'Clínica Aurora' } }]);
  expect(settlements).toEqual([{ to: 'done' }]);
});

test.each<[string, Partial<ClaimedPush>]>([
  ['somebody has taken the conversation', { wait: undefined }],
  ['the person may not know of it any more', { isWelcome: false }],
  ['it is no news any more', { since: ago(900_000) }],
])('nobody is told when %s', async (_, wish) => {
  const { pushService, settlements, deliver } = deliverer();
  expect(await deliver(claimed(wish))).toEqual({ outcome: 'skipped' });
  expect(pushService.arrived).toEqual([]);
  expect(settlements).toEqual([{ to: 'done' }]);
});

test('what failed is tried again while it is news, and not for ever', async () => {
  const { pushService, settlements, deliver } = deliverer();
  pushService.next('failed', 'failed', 'failed', 'refused');
  expect(await deliver(claimed())).toEqual({ outcome: 'retry', code: 'failed' });
  expect(await deliver(claimed({ attempts: 5 }))).toEqual({ outcome: 'given-up', code: 'failed' });
  expect(await deliver(claimed({ since: ago(899_000) }))).toEqual({ outcome: 'given-up', code: 'failed' });
  expect(await deliver(claimed())).toEqual({ outcome: 'given-up', code: 'refused' });
  const at = new Date(clock.now().getTime() + 2_500);
  expect(settlements).toEqual([{ to: 'retry', at }, { to: 'done' }, { to: 'done' }, { to: 'done' }]);
});

test('a browser that takes no more is forgotten', async () => {
  const { pushService, settlements, deliver } = deliverer();
  pushService.next('gone');
  expect(await deliver(claimed())).toMatchObject({ outcome: 'gone', code: 'http-410' });
  expect(settlements).toEqual([{ to: 'gone' }]);
});

test('whoever has lost the lease says so', async () => {
  expect(await deliverer(false).deliver(claimed())).toEqual({ outcome: 'overtaken' });
});

test('nobody is looked for where the installation sends no pushes, and nothing is planned that is not worth telling', async () => {
  const planned: string[] = [];
  const waiting: WaitingConversation[] = ['v1', 'v2'].map((id, n) => ({
    ...{ clinicId: clinicId('c1'), conversationId: conversationId(id) },
    wait: { reason: 'complaint', since: ago(n * 900_000) },
  }));
  const pushNotices = {
    waiting: async () => waiting,
    plan: async (each: WaitingConversation) => planned.push(each.conversationId) > 0,
  };
  const plan = (publicKey: string | undefined, stillWanted = () => true) =>
    makePlanPushes({ pushService: { publicKey }, pushNotices, pushPolicy: defaultPushPolicy, clock })(
      stillWanted,
    );
  await plan(undefined);
  await plan('key', () => false);
  expect(planned).toEqual([]);
  await plan('key');
  expect(planned).toEqual(['v1']);
});
