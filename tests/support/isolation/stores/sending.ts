import { defaultPacing } from '../../../../src/domain/messaging/pacing.ts';
import { conversationId, messageId } from '../../../../src/domain/messaging/message.ts';
import { forged, type AttacksOf, type Target } from './target.ts';

/** Of turns and what is sent. */
export function sendingAttacks({
  stores,
  own,
  of,
  now,
  window,
  contact,
  conversation,
  message,
  appointment,
}: Target): AttacksOf<'turns' | 'outbox' | 'windowWaits' | 'templates'> {
  const { turns, outbox, windowWaits, templates } = stores;
  const template = of('whatsapp_templates');
  const calendarId = String(of('clinic_calendars')['calendar_id']);
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
  return {
    'turns.claim': 'no clinic: rotates over all',
    'turns.msUntilDue': 'no clinic: a time of all',
    'turns.complete': async () => [
      await turns.complete(turn, forged(completion)),
      await turns.complete(
        turn,
        forged({ ...completion, appointmentChanges: [{ change: 'hold', appointment: held }] }),
      ),
    ],
    'turns.postpone': () => turns.postpone(turn),
    'turns.release': () => turns.release(turn, 0, true),
    'turns.renew': () => turns.renew(turn, 1_000),
    'outbox.claim': 'no clinic: rotates over all',
    'outbox.queueOverlooked': 'no clinic: what waits of all',
    'outbox.msUntilDue': 'no clinic: a time of all',
    'outbox.resumeNumbers': 'no clinic: proofs are of many',
    'outbox.reservePlace': () => outbox.reservePlace(send, defaultPacing, { full: 1_000, least: 1_000 }),
    'outbox.markResend': () => outbox.markResend(send),
    'outbox.rewrite': () => outbox.rewrite(send, { type: 'text', body: 'x' }),
    'outbox.settle': () => outbox.settle(send, { to: 'accepted', metaMessageId: 'x', waId: '1' }, now),
    'outbox.stopNumbers': () => outbox.stopNumbers({ clinicId: own }, { by: 'send', reason: 'x' }, now),
    'windowWaits.sayAgain': () =>
      windowWaits.sayAgain(own, messageId(String(message['id'])), messageId(crypto.randomUUID())),
    'windowWaits.askToReopen': () =>
      windowWaits.askToReopen(own, conversationId(String(conversation['id'])), {
        messageId: messageId(crypto.randomUUID()),
        requestId: 'x',
      }),
    'windowWaits.release': () => windowWaits.release(own),
    'windowWaits.end': () => windowWaits.end(own, conversationId(String(conversation['id']))),
    'templates.accounts': () => templates.accounts(own),
    'templates.claimAccounts': 'no clinic: rotates over all',
    'templates.list': () => templates.list(own),
    'templates.ofNumber': () => templates.ofNumber(own, String(conversation['whatsapp_number']) as never),
    'templates.mirror': () => templates.mirror({ clinicId: own, wabaId: String(template['waba_id']) }, []),
    'templates.learn': () =>
      templates.learn(
        { clinicId: own, wabaId: String(template['waba_id']) },
        { name: String(template['name']), language: String(template['language']), status: 'X' },
      ),
    'templates.uses': () => templates.uses(own),
    'templates.use': () =>
      templates.use(own, { purpose: 'reminder', name: 'x', language: 'x', variables: {}, buttons: [] }),
    'templates.endUse': () => templates.endUse(own, 'reminder'),
    'templates.forPurpose': () =>
      templates.forPurpose(own, String(conversation['whatsapp_number']) as never, 'reminder'),
  };
}
