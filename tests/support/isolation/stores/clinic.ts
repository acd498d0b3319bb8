import type { LocalDate } from '../../../../src/domain/clinic/local-time.ts';
import { forged, type AttacksOf, type Target } from './target.ts';

/** Of the clinic, its numbers and its assistant. */
export function clinicAttacks({
  stores,
  own,
  of,
  now,
  conversation,
  told,
}: Target): AttacksOf<
  | 'clinics'
  | 'clinicRegistry'
  | 'clinicContexts'
  | 'clinicNumbers'
  | 'quickAnswers'
  | 'clinicAssistants'
  | 'modelSpending'
  | 'turnRecords'
> {
  const number = of('clinic_whatsapp_numbers');
  const spent = { clinicId: own, day: '2026-11-25' as LocalDate };
  const noUse = { microdollars: 0, tokens: 0 };
  const noLimit = { microdollars: 1e9, tokens: 1e9 };
  return {
    'clinics.numberFor': 'no clinic: finds it',
    'clinics.inAccount': 'no clinic: finds them',
    'clinics.get': () => stores.clinics.get(own),
    'clinicRegistry.add': 'no clinic: makes one',
    'clinicRegistry.get': () => stores.clinicRegistry.get(own),
    'clinicRegistry.change': () => stores.clinicRegistry.change(own, 7, { name: 'x' }, now),
    'clinicRegistry.list': () => stores.clinicRegistry.list([own], 100),
    'clinicRegistry.connections': 'no clinic: for the operator',
    'clinicContexts.current': () => stores.clinicContexts.current(own),
    'clinicContexts.save': () =>
      stores.clinicContexts.save(own, { document: {}, expectedVersion: 7, by: 'x' }, now),
    'clinicContexts.version': () => stores.clinicContexts.version(own, 7),
    'clinicContexts.versions': () => stores.clinicContexts.versions(own, 100),
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
    'quickAnswers.list': () => stores.quickAnswers.list(own),
    'quickAnswers.put': async () => {
      const shown: unknown[] = [];
      const answer = { id: of('quick_answers')['id'], name: 'x', text: 'x' };
      await stores.quickAnswers.put(forged({ clinicId: own, answer }), (others) => shown.push(...others));
      return shown;
    },
    'quickAnswers.remove': () => stores.quickAnswers.remove(own, of('quick_answers')['id'] as never),
    'clinicAssistants.get': async () =>
      told((await stores.clinicAssistants.get(own)).model === of('clinic_assistants')['model']),
    'clinicAssistants.save': () => stores.clinicAssistants.save(own, { usesModel: true }),
    'modelSpending.reserve': () =>
      stores.modelSpending.reserve(spent, { microdollars: 1, tokens: 1 }, noLimit),
    'modelSpending.settle': () =>
      stores.modelSpending.settle(spent, noUse, { microdollars: 1, tokens: 1, isPriced: false }),
    'modelSpending.usedOn': async () => told((await stores.modelSpending.usedOn(spent)).tokens === 7),
    'turnRecords.addUnsent': () =>
      stores.turnRecords.addUnsent(
        forged({
          clinicId: own,
          conversationId: conversation['id'],
          turnId: crypto.randomUUID(),
          outcome: 'failed',
          kept: {},
        }),
      ),
    'turnRecords.ofConversation': () =>
      stores.turnRecords.ofConversation(own, of('turn_records')['conversation_id'] as never, 10),
    'turnRecords.ofReply': () =>
      stores.turnRecords.ofReply(
        own,
        of('turn_records')['conversation_id'] as never,
        of('whatsapp_messages_improved')['id'] as never,
      ),
    'turnRecords.get': () => stores.turnRecords.get(own, String(of('turn_records')['turn_id'])),
  };
}
