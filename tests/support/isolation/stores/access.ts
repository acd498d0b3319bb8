import { randomUUID } from 'node:crypto';
import { forged, type AttacksOf, type Target } from './target.ts';

/** Of who may do what, and what they did. */
export function accessAttacks({
  stores,
  own,
  of,
  now,
  window,
}: Target): AttacksOf<
  | 'apiKeys'
  | 'auditTrail'
  | 'clinicMembers'
  | 'browserSessions'
  | 'invitations'
  | 'idempotentRequests'
  | 'requestBudgets'
> {
  const invitation = of('clinic_invitations');
  const key = of('api_keys');
  const request = of('idempotent_requests');
  const member = of('clinic_members');
  const attempt = forged({ id: request['lease_owner'], scope: { clinicId: own }, requestHash: 'x' });
  return {
    'apiKeys.add': () =>
      stores.apiKeys.add(
        forged({
          ...{ id: key['id'], clinicId: own, clinicIds: [own], role: 'service', name: 'x', createdBy: 'x' },
          ...{ createdAt: now, expiresAt: window.end },
        }),
        'x',
      ),
    'apiKeys.find': 'no clinic: whose a key is that somebody shows is known when it is found',
    'apiKeys.digests': 'no clinic: whose a key is that somebody shows is not known yet',
    'apiKeys.markUsed': 'no clinic: of the key that was shown',
    'apiKeys.list': () => stores.apiKeys.list(own, 100),
    'apiKeys.revoke': () => stores.apiKeys.revoke(own, key['id'] as never, 'x', now),
    'auditTrail.begin': 'no clinic: writes a new entry',
    'auditTrail.finish': 'no clinic: of the entry that was begun',
    'auditTrail.list': () => stores.auditTrail.list({ reach: [own], limit: 100 }),
    'clinicMembers.put': () =>
      stores.clinicMembers.put(
        { clinicId: own, userId: String(member['user_id']), role: 'clinic-staff', addedBy: 'x' },
        'any',
        now,
      ),
    'clinicMembers.remove': () => stores.clinicMembers.remove(own, String(member['user_id']), 'any'),
    'clinicMembers.list': () => stores.clinicMembers.list(own, 100),
    'clinicMembers.areMembers': 'no clinic: of those who watch, of many clinics',
    'clinicMembers.clinicsOf': 'no clinic: of a person',
    'browserSessions.add': 'no clinic: of a person',
    'browserSessions.find': 'no clinic: whose a session is that a browser shows is known when it is found',
    'browserSessions.get': 'no clinic: of those who watch, of many clinics',
    'browserSessions.markUsed': 'no clinic: of the session that was shown',
    'browserSessions.end': 'no clinic: of a person',
    'browserSessions.list': 'no clinic: for the platform',
    'browserSessions.forget': 'no clinic: by time',
    'invitations.put': () =>
      stores.invitations.put({
        id: randomUUID(),
        clinicId: own,
        email: 'own@clinica.example',
        role: 'clinic-staff',
        invitedBy: 'x',
        createdAt: now,
        expiresAt: now,
      }),
    'invitations.accept': () =>
      stores.invitations.accept(
        { clinicId: own, id: String(invitation['id']) },
        { userId: 'x', displayName: 'x' },
        new Date(0),
      ),
    'invitations.list': () => stores.invitations.list(own, 100),
    'invitations.remove': () => stores.invitations.remove(own, String(invitation['id'])),
    'invitations.forAddress': 'no clinic: of an address',
    'idempotentRequests.begin': () =>
      stores.idempotentRequests.begin(
        forged({
          id: crypto.randomUUID(),
          scope: {
            clinicId: own,
            caller: request['caller'],
            operation: request['operation'],
            key: request['key'],
          },
          requestHash: request['request_hash'],
        }),
        1_000,
        now,
      ),
    'idempotentRequests.answer': () =>
      stores.idempotentRequests.answer(attempt, { status: 200, headers: {}, body: 'x' }),
    'idempotentRequests.release': () => stores.idempotentRequests.release(attempt),
    'idempotentRequests.forget': 'no clinic: by time',
    'requestBudgets.take': 'no clinic: of callers',
    'requestBudgets.forget': 'no clinic: by time',
  };
}
