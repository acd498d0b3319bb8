import { noAttention, withHandover } from '../../../../src/domain/assistant/attention.ts';
import { assistantFailedHandover } from '../../../../src/domain/assistant/handover.ts';
import type { ClinicId } from '../../../../src/domain/clinic/clinic.ts';
import type { BrowserSubscription } from '../../../../src/domain/inbox/browser-subscription.ts';
import { aMessage } from '../../../support/builders/a-received-message.ts';
import type { Harness } from '../../harness/harness.ts';
import { answerWith, claimTurn, receive, type Party } from '../../harness/steps.ts';

const hour = 3_600_000;

/** What browsers and patients do. */
export function pushSteps(harness: Harness) {
  const { pushNotices, pushSubscriptions } = harness.stores;
  const ago = (ms: number) => new Date(harness.now().getTime() - ms);
  const subscription = (clinicId: ClinicId, wish: Partial<BrowserSubscription> = {}): BrowserSubscription => {
    const id = harness.ids.next();
    const endpoint = { url: `https://push.example.com/${id}`, publicKey: 'BCVx', authSecret: 'BTBZ' };
    const who = { userId: 'ana', isByMembership: false };
    return { ...who, id, clinicId, endpoint, since: ago(hour), endsAt: ago(-hour), ...wish };
  };
  return {
    ago,
    subscription,
    subscribe: async (clinicId: ClinicId, wish: Partial<BrowserSubscription> = {}, most = 10) =>
      pushSubscriptions.put(subscription(clinicId, wish), most, harness.now()),
    /** The patient writes, the assistant fails, and the conversation waits for people. */
    async beginsToWait(party: Party): Promise<void> {
      await receive(harness, party, aMessage({ sentAt: harness.now() }));
      const turn = await claimTurn(harness);
      const attention = withHandover(noAttention, assistantFailedHandover, harness.now());
      if (!(await harness.stores.turns.complete(turn, { ...answerWith(harness), attention })))
        throw new Error('Turn lost');
    },
    waiting: () => pushNotices.waiting(ago(hour), 10),
    /** Tells all that waits. */
    async planAll(mostWaiting = 20): Promise<void> {
      for (const each of await pushNotices.waiting(ago(hour), 10))
        await pushNotices.plan(each, mostWaiting, harness.now());
    },
    claim: (limit = 10) => pushNotices.claim(limit, 30_000),
  };
}
