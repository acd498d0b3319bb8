import type { Caller } from '../../../domain/access/caller.ts';
import { ClinicNotFound } from '../../../domain/clinic/clinic-errors.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import {
  mostBrowsersOfAPerson,
  subscriptionEnds,
  type PushEndpoint,
} from '../../../domain/inbox/browser-subscription.ts';
import { PushEndpointRefused, PushNotSetUp } from '../../../domain/inbox/push-errors.ts';
import type { BrowserSessions } from '../../ports/access/browser-sessions.ts';
import type { PushService } from '../../ports/push/push-service.ts';
import type { PushSubscriptions } from '../../ports/push/push-subscriptions.ts';
import type { Clock } from '../../ports/system/clock.ts';
import type { Ids } from '../../ports/system/ids.ts';

/**
 * From now on this browser is told when a conversation of the clinic begins to wait for people; said again, it is told
 * as long as the session of now may last. @throws PushNotSetUp, PushEndpointRefused, ClinicNotFound
 */
export type SubscribeBrowser = (request: {
  readonly clinicId: ClinicId;
  readonly endpoint: PushEndpoint;
  readonly by: Pick<Caller, 'userId' | 'sessionId' | 'isByMembership' | 'expiresAt'>;
}) => Promise<{ readonly id: string; readonly endsAt: Date }>;

type Needs = {
  pushService: Pick<PushService, 'publicKey' | 'accepts'>;
  pushSubscriptions: Pick<PushSubscriptions, 'put'>;
  browserSessions: Pick<BrowserSessions, 'get'>;
  ids: Ids;
  clock: Clock;
};

export const makeSubscribeBrowser =
  ({ pushService, pushSubscriptions, browserSessions, ids, clock }: Needs): SubscribeBrowser =>
  async ({ clinicId, endpoint, by }) => {
    if (pushService.publicKey === undefined) throw new PushNotSetUp();
    if (!pushService.accepts(endpoint)) throw new PushEndpointRefused();
    const { userId, sessionId, isByMembership = false, expiresAt } = by;
    const [session] = sessionId === undefined ? [] : await browserSessions.get([sessionId]);
    const now = clock.now();
    const endsAt = subscriptionEnds(session?.endsAt ?? expiresAt, now);
    const subscription = {
      ...{ id: ids.next(), clinicId, userId, endpoint, sessionId, isByMembership, since: now, endsAt },
    };
    const id = await pushSubscriptions.put(subscription, mostBrowsersOfAPerson, now);
    if (id === undefined) throw new ClinicNotFound(clinicId);
    return { id, endsAt };
  };
