import { after } from '../../../domain/instants.ts';
import { pushMessage } from '../../../domain/inbox/push-message.ts';
import { nextPushAttempt, type PushPolicy } from '../../../domain/inbox/push-retry.ts';
import { isOldNews, pushTimes } from '../../../domain/inbox/push-telling.ts';
import type { ClaimedPush, PushNotices } from '../../ports/push/push-notices.ts';
import type { PushReceipt, PushService } from '../../ports/push/push-service.ts';
import type { Clock } from '../../ports/system/clock.ts';
import type { Randomness } from '../../ports/system/randomness.ts';

export type PushOutcome = {
  readonly outcome: 'delivered' | 'retry' | 'given-up' | 'gone' | 'skipped' | 'overtaken';
  readonly code?: string;
};

/** Tells one browser of one conversation, if it still waits. Throws only when the database fails. */
export type DeliverPush = (claimed: ClaimedPush) => Promise<PushOutcome>;

type Needs = {
  pushService: Pick<PushService, 'send'>;
  pushNotices: Pick<PushNotices, 'settle'>;
  pushPolicy: PushPolicy;
  clock: Clock;
  randomness: Randomness;
};

export const makeDeliverPush = (needs: Needs): DeliverPush => {
  const { pushService, pushNotices, pushPolicy, clock, randomness } = needs;

  const settled = async (
    claimed: ClaimedPush,
    to: 'done' | 'gone',
    outcome: PushOutcome,
  ): Promise<PushOutcome> =>
    (await pushNotices.settle(claimed, { to })) ? outcome : { outcome: 'overtaken' };

  const failed = async (
    claimed: ClaimedPush,
    { code, ...receipt }: Extract<PushReceipt, { outcome: 'failed' }>,
  ): Promise<PushOutcome> => {
    const now = clock.now();
    const at = nextPushAttempt(
      { attempts: claimed.attempts, ...receipt },
      now,
      pushPolicy,
      randomness.next(),
    );
    if (at === undefined || isOldNews(claimed, at))
      return settled(claimed, 'done', { outcome: 'given-up', code });
    const isOurs = await pushNotices.settle(claimed, { to: 'retry', at });
    return isOurs ? { outcome: 'retry', code } : { outcome: 'overtaken' };
  };

  return async (claimed) => {
    const { clinic, conversationId, reason, since, endpoint, isWelcome, wait } = claimed;
    const now = clock.now();
    if (!isWelcome || wait === undefined || isOldNews({ since }, now))
      return settled(claimed, 'done', { outcome: 'skipped' });
    const keptMs = after(since, pushTimes.newsMs).getTime() - now.getTime();
    const receipt = await pushService.send({
      endpoint,
      message: pushMessage({ clinic, conversationId, reason }),
      keptSeconds: Math.max(1, Math.ceil(keptMs / 1_000)),
    });
    switch (receipt.outcome) {
      case 'delivered':
        return settled(claimed, 'done', { outcome: 'delivered' });
      case 'gone':
        return settled(claimed, 'gone', receipt);
      case 'failed':
        return failed(claimed, receipt);
    }
  };
};
