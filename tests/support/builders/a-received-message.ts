import { phoneDigits, type PhoneDigits } from '../../../src/domain/messaging/people/phone-number.ts';
import type { Sighting } from '../../../src/domain/messaging/people/contact-identity.ts';
import type { MessageOrigin, ReceivedMessage } from '../../../src/domain/messaging/webhook-item.ts';

export function phone(digits: string): PhoneDigits {
  const read = phoneDigits(digits);
  if (read === undefined) throw new Error(`${digits} is no phone`);
  return read;
}

export const ana: Sighting = { phone: phone('5547999990001') };

export type MessageWish = Partial<Omit<ReceivedMessage, 'kind' | 'metaMessageId' | 'dedupeKey'>> & {
  readonly wamid?: string;
};

let made = 0;

/** A message as the webhook reader gives it; a new wamid every time, unless one is given. */
export function aMessage({ wamid = `wamid.in.${++made}`, ...wish }: MessageWish = {}): ReceivedMessage {
  const origin: MessageOrigin = wish.origin ?? 'patient';
  return {
    kind: 'message',
    number: {},
    origin,
    person: ana,
    metaMessageId: wamid,
    dedupeKey: `${origin === 'staff' ? 'out' : 'in'}:${wamid}`,
    type: 'text',
    text: `text of ${wamid}`,
    sentAt: new Date('2026-03-02T11:59:00Z'),
    raw: { id: wamid },
    ...(origin === 'staff' && { sentByClinic: true }),
    ...wish,
  };
}
