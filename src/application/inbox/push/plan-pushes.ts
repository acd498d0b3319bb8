import { after } from '../../../domain/instants.ts';
import type { PushPolicy } from '../../../domain/inbox/push-retry.ts';
import { isWorthPushing } from '../../../domain/inbox/push-telling.ts';
import type { PushNotices } from '../../ports/push/push-notices.ts';
import type { PushService } from '../../ports/push/push-service.ts';
import type { Clock } from '../../ports/system/clock.ts';

/**
 * Looks which conversations have begun to wait for people, and writes down which browsers are to be told. May be repeated,
 * by several processes at once.
 */
export type PlanPushes = (stillWanted: () => boolean) => Promise<void>;

type Needs = {
  pushService: Pick<PushService, 'publicKey'>;
  pushNotices: Pick<PushNotices, 'waiting' | 'plan'>;
  pushPolicy: PushPolicy;
  clock: Clock;
};

/** What begins to wait has seen a message shortly before; a turn that fails for long is the slowest. */
const activeMs = 3_600_000;
const mostPerClinic = 50;

export const makePlanPushes =
  ({ pushService, pushNotices, pushPolicy, clock }: Needs): PlanPushes =>
  async (stillWanted) => {
    if (pushService.publicKey === undefined) return;
    const now = clock.now();
    const waiting = await pushNotices.waiting(after(now, -activeMs), mostPerClinic);
    for (const each of waiting) {
      if (!stillWanted()) return;
      if (isWorthPushing(each.wait, each.told, now))
        await pushNotices.plan(each, pushPolicy.mostWaiting, clock.now());
    }
  };
