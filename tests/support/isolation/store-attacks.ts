import type { postgresStores } from '../../../src/adapters/postgres/stores.ts';
import type { ClinicId } from '../../../src/domain/clinic/clinic.ts';
import { defaultPacing } from '../../../src/domain/messaging/pacing.ts';
import type { Row } from './fill.ts';

type Stores = ReturnType<typeof postgresStores>;
type Victim = (table: string) => Row;
type Method = { [Name in keyof Stores]: `${Name}.${string & keyof Stores[Name]}` }[keyof Stores];

/** How a method is misused, or why it has no clinic of its own to leave. */
export type StoreAttack = (() => Promise<unknown>) | `no clinic: ${string}`;

/** A value of a port's type with what the attack is about, and nothing else. */
const forged = (value: object) => value as never;
const longAgo = new Date(0);

/**
 * Every method of every store, called for the clinic `own` with ids, keys and leases that are the victim's. A method
 * that is missing here does not compile.
 */
export function storeAttacks(
  stores: Stores,
  own: ClinicId,
  of: Victim,
): Readonly<Record<Method, StoreAttack>> {
  const now = new Date();
  const [contact, conversation] = [of('contacts'), of('whatsapp_conversations_improved')];
  const [message, appointment] = [of('whatsapp_messages_improved'), of('appointments')];
  const [tokens, calendar] = [of('google_calendar_tokens_by_clinic'), of('clinic_calendars')];
  const [revocation, alert, key] = [of('google_revocations'), of('alerts'), of('api_keys')];
  const [request, member, state] = [
    of('idempotent_requests'),
    of('clinic_members'),
    of('google_oauth_states'),
  ];
  const [number, identity, parked] = [
    of('clinic_whatsapp_numbers'),
    of('contact_identities'),
    of('webhook_items'),
  ];
  const [erasure, merge] = [of('erasures'), of('contact_merges')];
  const window = { start: longAgo, end: new Date(now.getTime() + 1e11) };
  const calendarId = String(calendar['calendar_id']);
  const held = forged({
    ...{ id: crypto.randomUUID(), clinicId: own, seriesId: crypto.randomUUID(), state: 'held' },
    ...{ serviceId: 's', serviceName: 'Consulta', calendarId, slot: window, generation: 1, version: 1 },
    ...{ bufferMinutes: { before: 0, after: 0 }, createdAt: now, contactId: contact['id'] },
    ...{ conversationId: conversation['id'], replaces: appointment['id'] },
  });
  const turn = forged({
    ...{ clinicId: own, conversationId: conversation['id'], leaseToken: 7, epoch: 7, arrivals: 7 },
    messages: [{ id: message['id'] }],
  });
  const completion = { turnId: crypto.randomUUID(), replies: [], dialogue: {}, humanUntil: now };
  const send = forged({
    ...{ clinicId: own, messageId: message['id'], conversationId: conversation['id'], leaseToken: 7 },
    from: { clinicId: own, whatsappNumber: conversation['whatsapp_number'] },
  });
  const sync = forged({
    appointment: { clinicId: own, id: appointment['id'], conversationId: conversation['id'], version: 7 },
    leaseToken: 7,
  });
  const renewal = forged({
    ...{ clinicId: own, sub: tokens['google_sub'], version: 7, leaseToken: 7 },
    refreshToken: tokens['refresh_token'],
  });
  const ended = forged({ clinicId: own, id: revocation['id'], leaseToken: 7 });
  const renewed = forged({ accessToken: 'x', expiresAt: now, nextRenewalAt: now });
  const attempt = forged({ id: request['lease_owner'], scope: { clinicId: own }, requestHash: 'x' });
  const condition = forged({ clinicId: own, kind: alert['kind'], subject: alert['subject'] });
  const place = forged({ clinicId: own, conversationId: conversation['id'] });
  const reply = { messageId: crypto.randomUUID(), body: 'x', sentBy: 'x', requestId: 'x' };
  const takenOver = { mode: 'human', humanUntil: window.end, epoch: 8 } as const;
  const whom = { id: crypto.randomUUID(), clinicId: own, contactId: contact['id'], at: now };
  const record = {
    ...{ id: crypto.randomUUID(), clinicId: own, contactIds: [contact['id']], erasedAt: now },
    ...{ identityKeys: [], keys: [] },
  };
  /** An answer of ids or numbers carries no text of the victim's: this one stands for it. */
  const told = (isTold: boolean) => (isTold ? contact['profile_name'] : undefined);
  const { appointments, googleConnections, googleRevocations, turns, outbox, clinicCalendars } = stores;
  const { conversations, humanActs, parkedItems, parkedContents, erasures, patientRecords, retention } =
    stores;
  return {
    'people.place': 'no clinic: a batch is of many',
    'people.undoMerge': () => stores.people.undoMerge(own, contact['id'] as never, now),
    'inbox.append': 'no clinic: a batch is of many',
    'deliveryLog.record': 'no clinic: a batch is of many',
    'parkedItems.park': 'no clinic: a batch is of many',
    'parkedItems.unresolved': () => parkedItems.unresolved([String(parked['reason'])], 100, undefined, [own]),
    'parkedItems.list': () => parkedItems.list([own], 100),
    'parkedItems.resolve': 'no clinic: whose an item is may not be known',
    'parkedItems.statusesOf': () => parkedItems.statusesOf(own, String(parked['meta_message_id'])),
    'parkedContents.page': () => parkedContents.page({ clinicId: own, until: window.end }, 100),
    'parkedContents.empty': () =>
      parkedContents.empty(
        own,
        [parked, of('webhook_items of nobody')].map(({ id }) => id as never),
        now,
      ),
    'turns.claim': 'no clinic: rotates over all',
    'turns.msUntilDue': 'no clinic: a time of all',
    'turns.complete': async () => [
      await turns.complete(turn, forged(completion)),
      await turns.complete(
        turn,
        forged({ ...completion, appointmentChanges: [{ change: 'hold', appointment: held }] }),
      ),
    ],
    'turns.release': () => turns.release(turn, 0, true),
    'conversations.get': () => conversations.get(own, conversation['id'] as never),
    'conversations.list': () => conversations.list({ clinicId: own, unreadOnly: false, limit: 100 }),
    'conversations.messages': () =>
      conversations.messages({ clinicId: own, conversationId: conversation['id'] as never, limit: 100 }),
    'conversations.withPhone': async () =>
      told((await conversations.withPhone(own, identity['value'] as never)) !== undefined),
    'humanActs.act': async () => [
      await humanActs.act(place, () => takenOver),
      await humanActs.act(
        forged({ clinicId: own, conversationId: conversation['id'], reply }),
        () => takenOver,
      ),
    ],
    'humanActs.markRead': () => humanActs.markRead(place, message['id'] as never),
    'outbox.claim': 'no clinic: rotates over all',
    'outbox.msUntilDue': 'no clinic: a time of all',
    'outbox.resumeClinics': 'no clinic: proofs are of many',
    'outbox.reservePlace': () => outbox.reservePlace(send, defaultPacing, 1_000),
    'outbox.markResend': () => outbox.markResend(send),
    'outbox.settle': () => outbox.settle(send, { to: 'accepted', metaMessageId: 'x', waId: '1' }, now),
    'outbox.stopClinic': () => outbox.stopClinic(own, { by: 'send', reason: 'x' }, now),
    'alerts.open': () => stores.alerts.open(condition, 'x', now),
    'alerts.resolve': () => stores.alerts.resolve(condition, now),
    'alerts.resolveAll': () => stores.alerts.resolveAll([condition], now),
    'alerts.expire': 'no clinic: ends by time',
    'alerts.openCount': 'no clinic: counts',
    'alerts.list': () =>
      stores.alerts.list({
        reach: [own],
        state: 'any',
        limit: 100,
        before: 'ffffffff-ffff-ffff-ffff-ffffffffffff',
      }),
    'clinics.numberFor': 'no clinic: finds it',
    'clinics.inAccount': 'no clinic: finds them',
    'clinics.get': () => stores.clinics.get(own),
    'clinicCalendars.active': () => clinicCalendars.active(own),
    'clinicCalendars.all': () => clinicCalendars.all(own),
    'clinicCalendars.associate': () => clinicCalendars.associate(own, [], String(tokens['google_sub'])),
    'clinicCalendars.markReachability': () =>
      clinicCalendars.markReachability(own, calendarId, 'unreachable'),
    'clinicCalendars.pauseWrites': () => clinicCalendars.pauseWrites(own, calendarId, now),
    'clinicCalendars.erase': () => clinicCalendars.erase(own),
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
    'appointments.claim': 'no clinic: rotates over all',
    'appointments.msUntilDue': 'no clinic: a time of all',
    'appointments.apply': async () => {
      const id = appointment['id'] as never;
      const changes = [
        { change: 'request', appointmentId: id, at: now },
        { change: 'cancel', appointmentId: id, reason: 'x', at: now },
        { change: 'hold', appointment: held },
      ] as const;
      const outcomes = await Promise.allSettled(changes.map((change) => appointments.apply(own, [change])));
      return outcomes.map((outcome) => (outcome.status === 'rejected' ? String(outcome.reason) : outcome));
    },
    'appointments.get': () => appointments.get(own, appointment['id'] as never),
    'appointments.madeOnce': () =>
      appointments.madeOnce(own, {
        key: String(of('idempotency_keys')['key']),
        fingerprint: String(of('idempotency_keys')['fingerprint']),
      }),
    'appointments.ofContact': () => appointments.ofContact(own, contact['id'] as never, longAgo),
    'appointments.liveDuring': () => appointments.liveDuring(own, window),
    'appointments.list': () => appointments.list(own, window, 100),
    'appointments.leavingCalendar': () => appointments.leavingCalendar(own, calendarId, window),
    'appointments.aboutToWrite': () =>
      appointments.aboutToWrite(sync, { calendarId, eventId: 'x', slot: window }),
    'appointments.settle': () => appointments.settle(sync, { to: 'removed' }),
    'erasures.erase': () => erasures.erase(forged(whom), () => Promise.resolve()),
    'erasures.eraseAgain': () => erasures.eraseAgain(forged(record)),
    'erasures.undone': 'no clinic: the journal is of many',
    'erasures.recall': 'no clinic: the journal is of many',
    'erasures.foreignMerges': async () =>
      told((await erasures.foreignMerges(own, [merge['kept_contact_id'] as never])).length > 0),
    'erasures.get': () => erasures.get(own, erasure['id'] as never),
    'erasures.list': 'no clinic: for the journal of all',
    'erasures.record': () => erasures.record(own, erasure['id'] as never),
    'erasures.unfinished': 'no clinic: by time',
    'erasures.countParked': () => erasures.countParked(own, erasure['id'] as never, 1),
    'erasures.finish': () => erasures.finish(own, erasure['id'] as never, 'x'),
    'erasedKeys.cover': 'no clinic: a batch is of many',
    'erasedKeys.remember': 'no clinic: the journal is of many',
    'erasedKeys.forget': 'no clinic: by time',
    'patientRecords.byPhone': () => patientRecords.byPhone(own, identity['value'] as never),
    'patientRecords.file': () => patientRecords.file(own, contact['id'] as never),
    'patientRecords.messages': () => patientRecords.messages(own, [String(conversation['id'])], 100),
    'retention.daysOf': async () =>
      told((await retention.daysOf(own)) === of('clinics')['message_retention_days']),
    'retention.setDays': () => retention.setDays(own, 400),
    'retention.policies': 'no clinic: those of all are applied',
    'retention.deleteMessages': () => retention.deleteMessages(own, window.end, 100),
    'retention.deleteUnclaimed': 'no clinic: items of nobody, by age',
    'retention.deleteParked': () => retention.deleteParked(own, window.end, 100),
    'apiKeys.add': () =>
      stores.apiKeys.add(
        forged({
          ...{ id: key['id'], clinicId: own, clinicIds: [own], role: 'service', name: 'x', createdBy: 'x' },
          ...{ createdAt: now, expiresAt: window.end },
        }),
        'x',
      ),
    'apiKeys.find': 'no clinic: whose a key is that somebody shows is known when it is found',
    'apiKeys.markUsed': 'no clinic: of the key that was shown',
    'apiKeys.list': () => stores.apiKeys.list(own, 100),
    'apiKeys.revoke': () => stores.apiKeys.revoke(own, key['id'] as never, 'x', now),
    'auditTrail.begin': 'no clinic: writes a new entry',
    'auditTrail.finish': 'no clinic: of the entry that was begun',
    'auditTrail.list': () => stores.auditTrail.list({ reach: [own], limit: 100 }),
    'clinicContexts.current': () => stores.clinicContexts.current(own),
    'clinicContexts.save': () =>
      stores.clinicContexts.save(own, { document: {}, expectedVersion: 7, by: 'x' }, now),
    'clinicContexts.version': () => stores.clinicContexts.version(own, 7),
    'clinicContexts.versions': () => stores.clinicContexts.versions(own, 100),
    'clinicMembers.put': () =>
      stores.clinicMembers.put(
        { clinicId: own, userId: String(member['user_id']), role: 'clinic-staff', addedBy: 'x' },
        'any',
        now,
      ),
    'clinicMembers.remove': () => stores.clinicMembers.remove(own, String(member['user_id']), 'any'),
    'clinicMembers.list': () => stores.clinicMembers.list(own, 100),
    'clinicMembers.clinicsOf': 'no clinic: of a person',
    'clinicNumbers.add': () =>
      stores.clinicNumbers.add(
        forged({
          ...{ clinicId: own, whatsappNumber: '551155500999', isActive: true },
          phoneNumberId: number['phone_number_id'],
        }),
        now,
      ),
    'clinicNumbers.get': () => stores.clinicNumbers.get(own, number['whatsapp_number'] as never),
    'clinicNumbers.change': () =>
      stores.clinicNumbers.change(own, number['whatsapp_number'] as never, 7, { isActive: false }),
    'clinicNumbers.list': () => stores.clinicNumbers.list(own, 100),
    'clinicRegistry.add': 'no clinic: makes one',
    'clinicRegistry.get': () => stores.clinicRegistry.get(own),
    'clinicRegistry.change': () => stores.clinicRegistry.change(own, 7, { name: 'x' }, now),
    'clinicRegistry.list': () => stores.clinicRegistry.list([own], 100),
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
