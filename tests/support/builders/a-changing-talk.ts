import { phone } from './a-received-message.ts';
import { aMessage, type MessageWish } from './a-received-message.ts';
import { aStatus } from './a-status.ts';
import type { Stores } from '../worlds/memory-world.ts';
import type { ClinicId } from '../../../src/domain/clinic/clinic.ts';
import type { DeliveryStatus } from '../../../src/domain/messaging/delivery-status.ts';
import type { WebhookItem } from '../../../src/domain/messaging/webhook-item.ts';

const at = (second: number) => new Date(Date.parse('2026-03-02T11:00:00Z') + second * 1_000);

/**
 * Everything that can be said about messages, of one patient: corrections (two of the same second), a deletion, reactions
 * that replace each other and one that is taken back, a quote, and statuses of what was typed on the clinic's phone.
 */
export function aChangingTalk(place: {
  readonly phoneNumberId: string;
  readonly patient: string;
}): readonly WebhookItem[] {
  const { phoneNumberId, patient } = place;
  const number = { phoneNumberId };
  const person = { phone: phone(patient) };
  const wamid = (name: string) => `${patient}.${name}`;
  const says = (name: string, second: number, wish: MessageWish) =>
    aMessage({ number, person, wamid: wamid(name), sentAt: at(second), ...wish });
  const of = (name: string) => ({ aboutMetaMessageId: wamid(name) });
  const staff = { origin: 'staff', sentByClinic: true } as const;
  const statuses = (name: string, ...words: DeliveryStatus[]) =>
    words.map((word) => aStatus(word, { number, metaMessageId: wamid(name) }));
  return [
    says('day', 0, { text: 'segunda' }),
    says('day-2', 10, { ...of('day'), type: 'edit', text: 'terça' }),
    says('day-3', 20, { ...of('day'), type: 'edit', text: 'quarta' }),
    says('day-4', 20, { ...of('day'), type: 'edit', text: 'quinta' }),
    says('quote', 5, { text: 'essa', quotesMetaMessageId: wamid('day') }),
    says('secret', 6, { text: 'segredo' }),
    says('secret-2', 12, { ...of('secret'), type: 'edit', text: 'outro' }),
    says('secret-gone', 30, { ...of('secret'), type: 'revoke', text: '' }),
    says('secret-late', 40, { ...of('secret'), type: 'edit', text: 'voltou' }),
    says('hour', 7, { ...staff, text: 'às 10h' }),
    says('hour-2', 15, { ...staff, ...of('hour'), type: 'edit', text: 'às 11h' }),
    says('like', 21, { ...of('hour'), type: 'reaction', text: '👍' }),
    says('love', 25, { ...of('hour'), type: 'reaction', text: '❤️' }),
    says('smile', 22, { ...staff, ...of('quote'), type: 'reaction', text: '😂' }),
    says('no-smile', 23, { ...staff, ...of('quote'), type: 'reaction', text: '' }),
    says('failing', 8, { ...staff, text: 'até já' }),
    ...statuses('hour', 'sent', 'delivered', 'read'),
    ...statuses('failing', 'sent', 'failed', 'delivered'),
  ];
}

/** What the API shows of the conversation, without when things came. */
export async function shownOf({ conversations, alerts }: Stores, clinicId: ClinicId, patient: string) {
  const listed = await conversations.list({
    ...{ clinicId, unreadOnly: false, waitingOnly: false, limit: 2, search: patient },
  });
  const [place] = listed;
  if (place === undefined || listed.length > 1) throw new Error(`${listed.length} conversations`);
  const messages = (await conversations.messages({ clinicId, conversationId: place.id, limit: 50 })) ?? [];
  const open = await alerts.openAmong([{ clinicId, kind: 'send-failed', subject: place.id }]);
  return {
    lastPatientMessageAt: place.lastPatientMessageAt,
    undelivered: place.undelivered,
    openAlerts: open.length,
    messages: messages
      .map(({ metaMessageId = '', text, edited, deletedAt, reactions, quote, status, ...rest }) => ({
        name: metaMessageId.slice(patient.length + 1),
        ...{ text, edited, deletedAt, reactions, status },
        quoted: quote?.text,
        times: [rest.sentAt, rest.deliveredAt, rest.readAt, rest.failedAt],
      }))
      .sort((one, other) => (one.name < other.name ? -1 : 1)),
  };
}
