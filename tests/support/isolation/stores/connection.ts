import { randomUUID } from 'node:crypto';
import type { NumberPlace, NumberSecretKind } from '../../../../src/domain/connection/number-secret.ts';
import { forged, longAgo, type AttacksOf, type Target } from './target.ts';

/** Of what connects a clinic with Google and WhatsApp. */
export function connectionAttacks({
  stores,
  own,
  of,
  now,
}: Target): AttacksOf<
  | 'googleConnections'
  | 'googleRevocations'
  | 'oauthStates'
  | 'sealedTokens'
  | 'whatsAppSecrets'
  | 'whatsAppOnboardings'
  | 'numberHealths'
> {
  const { googleConnections, googleRevocations } = stores;
  const tokens = of('google_calendar_tokens_by_clinic');
  const revocation = of('google_revocations');
  const state = of('google_oauth_states');
  const numberSecret = forged({
    whatsappNumber: of('whatsapp_secrets')['whatsapp_number'],
    kind: of('whatsapp_secrets')['kind'],
  }) as NumberPlace & { kind: NumberSecretKind };
  const onboarding = of('whatsapp_onboardings');
  const read = forged({
    clinicId: own,
    whatsappNumber: of('whatsapp_number_health')['whatsapp_number'],
  }) as NumberPlace;
  const claimedOnboarding = forged({
    ...{ clinicId: own, id: onboarding['id'], leaseToken: onboarding['lease_token'] },
  });
  const renewal = forged({
    ...{ clinicId: own, sub: tokens['google_sub'], version: 7, leaseToken: 7 },
    refreshToken: tokens['refresh_token'],
  });
  const ended = forged({ clinicId: own, id: revocation['id'], leaseToken: 7 });
  const renewed = forged({ accessToken: 'x', expiresAt: now, nextRenewalAt: now });
  return {
    'googleConnections.claimDue': 'no clinic: rotates over all',
    'googleConnections.msUntilDue': 'no clinic: a time of all',
    'googleConnections.statuses': 'no clinic: for the operator',
    'googleConnections.save': 'no clinic: a grant that lives again ends revocations of others by its nature',
    'googleConnections.probeSiblings': 'no clinic: makes others of the account due by its nature',
    'googleConnections.get': () => googleConnections.get(own),
    'googleConnections.claimOne': () => googleConnections.claimOne(own, 7, 1_000),
    'googleConnections.settle': () => googleConnections.settle(renewal, { to: 'renewed', tokens: renewed }),
    'googleConnections.keepReplaced': () => googleConnections.keepReplaced(renewal, renewed),
    'googleConnections.requireReconnect': () => googleConnections.requireReconnect(own, 7, 'x'),
    'googleConnections.disconnect': () => googleConnections.disconnect(own, crypto.randomUUID()),
    'googleRevocations.claimDue': 'no clinic: rotates over all',
    'googleRevocations.msUntilDue': 'no clinic: a time of all',
    'googleRevocations.claimOf': () => googleRevocations.claimOf(own, 1_000),
    'googleRevocations.settle': () => googleRevocations.settle(ended, { to: 'finished', code: 'x' }),
    'oauthStates.add': () =>
      stores.oauthStates.add(
        forged({
          clinicId: own,
          stateHash: state['state_hash'],
          userId: 'u',
          verifier: 'v',
          nonce: 'n',
          expiresAt: now,
        }),
        longAgo,
      ),
    'oauthStates.finish': () =>
      stores.oauthStates.finish(
        forged({ ...state, clinicId: own, stateHash: String(state['state_hash']) }),
        'refused',
      ),
    'oauthStates.consume': () =>
      stores.oauthStates.consume(own, String(state['state_hash']), String(state['browser_hash']), longAgo),
    'sealedTokens.page': 'no clinic: keys are rotated for all',
    'sealedTokens.replace': () =>
      stores.sealedTokens.replace(
        forged({
          ...{ place: 'revocation', clinicId: own, id: revocation['id'], purpose: 'refresh-token' },
          sealed: revocation['refresh_token'],
        }),
        'x' as never,
      ),
    'whatsAppSecrets.list': () => stores.whatsAppSecrets.list(own, numberSecret.whatsappNumber),
    'whatsAppSecrets.change': () =>
      stores.whatsAppSecrets.change({ ...numberSecret, clinicId: own }, { to: 'revoked' }, 'x', now),
    'whatsAppSecrets.snapshot': 'no clinic: who may sign is asked of all numbers at once',
    'whatsAppOnboardings.begin': () =>
      stores.whatsAppOnboardings.begin(
        forged({
          ...{ clinicId: own, id: randomUUID(), flow: 'token', startedBy: 'x', sealed: { token: 'x' } },
          ...{ wabaId: onboarding['waba_id'], phoneNumberId: onboarding['phone_number_id'] },
        }),
        1,
      ),
    'whatsAppOnboardings.choose': () =>
      stores.whatsAppOnboardings.choose(own, String(onboarding['id']), 'x', 1),
    'numberHealths.claim': 'no clinic: rotates over all',
    'numberHealths.overview': 'no clinic: for the operator',
    'numberHealths.save': () =>
      stores.numberHealths.save({ ...read, heldUntil: now }, { failure: 'x', issues: [] }, 1),
    'numberHealths.readSoon': () => stores.numberHealths.readSoon(own, read.whatsappNumber),
    'numberHealths.list': () => stores.numberHealths.list(own),
    'whatsAppOnboardings.claim': 'no clinic: rotates over all',
    'whatsAppOnboardings.note': () => stores.whatsAppOnboardings.note(claimedOnboarding, { step: 'stored' }),
    'whatsAppOnboardings.settle': () => stores.whatsAppOnboardings.settle(claimedOnboarding, { to: 'done' }),
    'whatsAppOnboardings.endUnchosen': 'no clinic: ends by time',
    'whatsAppOnboardings.get': () => stores.whatsAppOnboardings.get(own, String(onboarding['id'])),
    'whatsAppOnboardings.list': () => stores.whatsAppOnboardings.list(own, 10),
    'whatsAppOnboardings.pinOf': () =>
      stores.whatsAppOnboardings.pinOf(own, String(onboarding['phone_number_id'])),
  };
}
