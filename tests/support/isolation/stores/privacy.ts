import { forged, type AttacksOf, type Target } from './target.ts';

/** Of erasure, export and retention. */
export function privacyAttacks({
  stores,
  own,
  of,
  now,
  window,
  contact,
  conversation,
  told,
}: Target): AttacksOf<'erasures' | 'erasedKeys' | 'patientRecords' | 'parkedContents' | 'retention'> {
  const { erasures, patientRecords, parkedContents, retention } = stores;
  const identity = of('contact_identities');
  const parked = of('webhook_items');
  const erasure = of('erasures');
  const merge = of('contact_merges');
  const whom = { id: crypto.randomUUID(), clinicId: own, contactId: contact['id'], at: now };
  const record = {
    ...{ id: crypto.randomUUID(), clinicId: own, contactIds: [contact['id']], erasedAt: now },
    ...{ identityKeys: [], keys: [] },
  };
  return {
    'erasures.erase': () => erasures.erase(forged(whom), () => Promise.resolve()),
    'erasures.eraseAgain': () => erasures.eraseAgain(forged(record)),
    'erasures.undone': 'no clinic: the journal is of many',
    'erasures.recall': 'no clinic: the journal is of many',
    'erasures.foreignMerges': async () =>
      told((await erasures.foreignMerges(own, [merge['kept_contact_id'] as never])).length > 0),
    'erasures.get': () => erasures.get(own, erasure['id'] as never),
    'erasures.ofClinic': () => erasures.ofClinic(own, 100),
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
    'patientRecords.modelTurns': () =>
      patientRecords.modelTurns(own, [String(of('turn_records')['conversation_id'])], 100),
    'patientRecords.acts': () => patientRecords.acts(own, [String(of('audit_log')['subject'])], 100),
    'parkedContents.page': () => parkedContents.page({ clinicId: own, until: window.end }, 100),
    'parkedContents.empty': () =>
      parkedContents.empty(
        own,
        [parked, of('webhook_items of nobody')].map(({ id }) => id as never),
        now,
      ),
    'retention.daysOf': async () =>
      told((await retention.daysOf(own)) === of('clinics')['message_retention_days']),
    'retention.setDays': () => retention.setDays(own, 400),
    'retention.claimDue': 'no clinic: the longest due of all',
    'retention.extend': () =>
      retention.extend(
        {
          clinicId: own,
          days: of('clinics')['message_retention_days'] as never,
          before: window.end,
          leaseUntil: of('clinics')['retention_due_at'] as never,
        },
        1_000,
      ),
    'retention.deleteMessages': () =>
      retention.deleteMessages(own, window.end, 100, conversation['id'] as never),
    'retention.deleteNotesAndTurnRecords': () => retention.deleteNotesAndTurnRecords(own, window.end, 100),
    'retention.deleteUnclaimed': 'no clinic: items of nobody, by age',
    'retention.deleteParked': () => retention.deleteParked(own, window.end, 100),
  };
}
