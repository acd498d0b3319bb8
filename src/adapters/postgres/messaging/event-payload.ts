import { z } from 'zod';
import type {
  ConversationEvent,
  ReceivedEvent,
} from '../../../application/ports/messaging/conversation-events.ts';
import { clinicId, type ClinicId } from '../../../domain/clinic/clinic.ts';
import { presences } from '../../../domain/inbox/presence.ts';
import { conversationId, messageId } from '../../../domain/messaging/message.ts';
import { contactId } from '../../../domain/messaging/people/contact-identity.ts';

/** Postgres takes less than 8000 bytes in a notification. */
const longestPayload = 7_900;

const letters = {
  'message-stored': 'm',
  'message-status': 's',
  'conversation-changed': 'c',
  'note-changed': 'n',
  presence: 'p',
  'agenda-changed': 'a',
  'alerts-changed': 'l',
  'google-changed': 'g',
  'patient-erased': 'e',
} as const;
const resync = 'r';
const events = { m: 'message-stored', s: 'message-status' } as const;
const ofClinic = new Map([
  ['a', 'agenda-changed'],
  ['l', 'alerts-changed'],
  ['g', 'google-changed'],
] as const);

const word = (event: ConversationEvent): string => {
  if ('contactId' in event) return `${letters[event.event]}/${event.contactId}`;
  if (!('conversationId' in event)) return letters[event.event];
  const place = `${letters[event.event]}/${event.conversationId}`;
  if ('messageId' in event) return `${place}/${event.messageId}`;
  if (event.event === 'presence')
    return `${place}/${event.doing}/${Buffer.from(event.actor).toString('base64url')}`;
  return place;
};

/** `<clinic> m/<conversation>/<message> c/<conversation> a …`: one clinic per payload, repetitions once. */
export function payloadsOf(events: readonly ConversationEvent[]): readonly string[] {
  const words = new Map<ClinicId, Set<string>>();
  for (const event of events)
    words.set(event.clinicId, (words.get(event.clinicId) ?? new Set()).add(word(event)));
  return [...words].flatMap(([clinic, own]) => {
    const payloads: string[] = [];
    let payload: string = clinic;
    for (const next of own) {
      if (payload.length + 1 + next.length > longestPayload) {
        payloads.push(payload);
        payload = clinic;
      }
      payload += ` ${next}`;
    }
    return [...payloads, payload];
  });
}

export const resyncPayload = (clinic: ClinicId): string => `${clinic} ${resync}`;

const uuid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

/** Which clinic a payload is of, without reading the rest. */
export const clinicOf = (payload: string): ClinicId => clinicId(payload.slice(0, 36));

/** What is not ours, e.g. of a newer program, is left out. */
export const readPayload = (payload: string): readonly ReceivedEvent[] => {
  const [clinic = '', ...words] = payload.split(' ');
  return words.flatMap((text): ReceivedEvent[] => {
    if (text === resync) return ['resync'];
    const ofAll = ofClinic.get(text as 'a');
    if (ofAll !== undefined) return [{ event: ofAll, clinicId: clinicId(clinic) }];
    const [letter = '', about, message, who = ''] = text.split('/');
    if (!uuid.safeParse(about).success) return [];
    if (letter === 'e')
      return [{ event: 'patient-erased', clinicId: clinicId(clinic), contactId: contactId(String(about)) }];
    const place = { clinicId: clinicId(clinic), conversationId: conversationId(String(about)) };
    if (letter === 'c') return [{ event: 'conversation-changed', ...place }];
    if (letter === 'p') {
      const doing = presences.find((one) => one === message);
      const actor = Buffer.from(who, 'base64url').toString();
      return doing === undefined || actor === '' ? [] : [{ event: 'presence', ...place, actor, doing }];
    }
    if (letter === 'n') return [{ event: 'note-changed', ...place }];
    if ((letter !== 'm' && letter !== 's') || !uuid.safeParse(message).success) return [];
    return [{ event: events[letter], ...place, messageId: messageId(String(message)) }];
  });
};
