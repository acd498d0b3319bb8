import { client, codeOf } from '../../client.ts';
import { permission } from '../notice-settings.ts';
import { endpointOf, knowsPush, subscribedWith, unsubscribe } from './browser-push.ts';
import { clinicsToRenew, forgetPush, keepPush, keptPush, withoutClinic } from './kept-push.ts';
import { renewEach } from './renew-each.ts';

export type PushState =
  | { readonly state: 'on' | 'off'; readonly publicKey: string }
  | { readonly state: 'unsupported' | 'refused' | 'not-set-up' };

const dayMs = 24 * 3_600_000;
/** Whoever signs out does not wait for longer. */
const farewellMs = 3_000;

export async function pushState(clinicId: string, signal: AbortSignal): Promise<PushState> {
  if (!knowsPush()) return { state: 'unsupported' };
  if (permission() === 'denied') return { state: 'refused' };
  const { publicKey } = await client.getPushKey({ clinicId, signal });
  if (publicKey === undefined) return { state: 'not-set-up' };
  const isOn = permission() === 'granted' && keptPush()?.clinics[clinicId] !== undefined;
  return { state: isOn ? 'on' : 'off', publicKey };
}

/** By a click: the browser asks for leave then alone. `refused`: nobody has given it. @throws what went wrong */
export async function turnPushOn(clinicId: string, publicKey: string): Promise<'on' | 'refused'> {
  if (permission() === 'default') await Notification.requestPermission();
  if (permission() !== 'granted') return 'refused';
  await subscribe(clinicId, publicKey, await client.whoAmI());
  return 'on';
}

type Me = Awaited<ReturnType<typeof client.whoAmI>>;

async function subscribe(clinicId: string, publicKey: string, { actor, sessionId }: Me): Promise<void> {
  const endpoint = endpointOf(await subscribedWith(publicKey));
  if (endpoint === undefined) throw new Error('This browser gives no keys');
  const { id } = await client.subscribeBrowser({ clinicId, body: endpoint });
  const kept = keptPush();
  const clinics = kept?.actor === actor ? kept.clinics : {};
  const known = {
    id,
    url: endpoint.url,
    renewedAt: Date.now(),
    ...(sessionId !== undefined && { sessionId }),
  };
  keepPush({ actor, clinics: { ...clinics, [clinicId]: known } });
}

export async function turnPushOff(clinicId: string): Promise<void> {
  const kept = keptPush();
  const known = kept?.clinics[clinicId];
  if (kept === undefined || known === undefined) return;
  await client.unsubscribeBrowser({ clinicId, id: known.id }).catch((error: unknown) => {
    if (codeOf(error) !== 'push.subscription-not-found') throw error;
  });
  await forgetClinic(clinicId);
}

async function forgetClinic(clinicId: string): Promise<void> {
  const kept = keptPush();
  if (kept?.clinics[clinicId] === undefined) return;
  const left = withoutClinic(kept, clinicId);
  keepPush(left);
  if (Object.keys(left.clinics).length === 0) await unsubscribe();
}

/**
 * Goes on with what was switched on, in the opened clinic and in others that are due: the person has signed in again, the
 * browser may have got another address, the installation another key, and the server forgets who does not come back.
 * What somebody else has left switched on ends.
 */
export async function renewPush(clinicId: string): Promise<void> {
  const kept = keptPush();
  if (kept === undefined || !knowsPush()) return;
  const me = await client.whoAmI();
  if (kept.actor !== me.actor) {
    forgetPush();
    await unsubscribe();
    return;
  }
  const due = clinicsToRenew(kept, clinicId, me.sessionId);
  await renewEach(due, (id) => renewIn(id, me), forgetClinic);
}

async function renewIn(clinicId: string, me: Me): Promise<void> {
  if (permission() !== 'granted') {
    await turnPushOff(clinicId);
    return;
  }
  const { publicKey } = await client.getPushKey({ clinicId });
  if (publicKey === undefined) return;
  const { endpoint } = await subscribedWith(publicKey);
  const kept = keptPush();
  const known = kept?.clinics[clinicId];
  if (kept === undefined || known === undefined) {
    // somebody has switched it off meanwhile, or signed out
    if (kept === undefined) await unsubscribe();
    return;
  }
  const isOfAnother = endpoint !== known.url || known.sessionId !== me.sessionId;
  if (isOfAnother || Date.now() - known.renewedAt > dayMs) await subscribe(clinicId, publicKey, me);
}

/** At sign-out: whoever sits here next is told nothing. */
export async function endPush(): Promise<void> {
  const kept = keptPush();
  forgetPush();
  const signal = AbortSignal.timeout(farewellMs);
  await Promise.allSettled([
    unsubscribe(),
    ...Object.entries(kept?.clinics ?? {}).map(([clinicId, { id }]) =>
      client.unsubscribeBrowser({ clinicId, id, signal }),
    ),
  ]);
}
