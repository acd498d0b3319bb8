import type { Alarm, Attention, OpenHandover } from '../assistant/attention.ts';
import type { EventDetail } from '../clinic/rules/event-detail.ts';
import { given } from '../given.ts';
import type { MessagePreference } from '../messaging/people/message-preference.ts';

/** What we hold, in the form in which it is given to the person; times are ISO 8601 in UTC when it is written. */
export const exportFormat = 'atende-patient-export/1';

export type PatientSummary = {
  readonly contactId: string;
  readonly profileName?: string;
  readonly firstSeenAt: Date;
  readonly lastMessageAt?: Date;
};

type ExportedIdentity = {
  readonly kind: string;
  readonly value: string;
  readonly firstSeenAt: Date;
  readonly supersededAt?: Date;
};

type ExportedConversation = {
  readonly id: string;
  readonly clinicNumber: string;
  readonly mode: string;
  readonly startedAt: Date;
  readonly lastMessageAt?: Date;
  /** What the assistant remembers of the talk. */
  readonly assistantMemory?: unknown;
  /** What the assistant told the team of it, while nobody has acted on it. */
  readonly handover?: OpenHandover;
  /** The last emergency that was found in it. */
  readonly alarm?: Alarm;
  /** The last possible one, for which the person was told whom to call. */
  readonly warned?: Alarm;
};

type ExportedAppointment = {
  readonly id: string;
  readonly state: string;
  readonly service: string;
  readonly professionalId?: string;
  readonly start: Date;
  readonly end: Date;
  readonly requestedAt?: Date;
  readonly reason?: string;
  readonly createdAt: Date;
  /** What its events in the clinic's calendars may say of the person. */
  readonly calendarEvents: readonly { readonly calendarId: string; readonly shows: EventDetail }[];
};

type ExportedAlert = {
  readonly kind: string;
  readonly message: string;
  readonly openedAt: Date;
  readonly resolvedAt?: Date;
};

/** What people of the clinic did about a person, as far as the audit log has it. */
export type ExportedAct = {
  readonly id: string;
  readonly action: string;
  readonly subject: string;
  readonly at: Date;
};

/** How a language model came to an answer. */
export type ExportedModelTurn = {
  readonly turnId: string;
  readonly at: Date;
  readonly outcome: string;
  readonly record: unknown;
};

/** What the team wrote for itself about the person; by whom is not the person's to know. */
type ExportedNote = { readonly conversationId: string; readonly text: string; readonly at: Date };

/** A person of one clinic, but what there may be any number of. */
export type PatientFile = {
  readonly contactIds: readonly string[];
  readonly profileNames: readonly string[];
  readonly flags: readonly string[];
  /** What they last said of the messages that the clinic starts by itself, per contact. */
  readonly messagePreferences: readonly MessagePreference[];
  readonly firstSeenAt: Date;
  readonly identities: readonly ExportedIdentity[];
  readonly conversations: readonly ExportedConversation[];
  readonly appointments: readonly ExportedAppointment[];
  readonly teamNotes: readonly ExportedNote[];
  readonly alerts: readonly ExportedAlert[];
};

export type ExportedMessage = {
  readonly id: string;
  readonly conversationId: string;
  readonly direction: string;
  readonly origin: string;
  readonly type: string;
  readonly text: string;
  /** What a machine understood of a recording. */
  readonly transcript?: string;
  /** As WhatsApp gave it, or as it was given to WhatsApp. */
  readonly payload: unknown;
  readonly metaMessageId?: string;
  /** The message that it corrects, deletes or reacts to. */
  readonly aboutMetaMessageId?: string;
  readonly quotesMetaMessageId?: string;
  readonly status: string;
  readonly sentAt: Date;
  readonly storedAt: Date;
  readonly deliveredAt?: Date;
  readonly readAt?: Date;
};

/** What of a conversation's attention is the person's. */
export const exportedAttention = (attention: Attention | undefined) =>
  given({ handover: attention?.handover, alarm: attention?.alarm, warned: attention?.warned });

export const mediaNote =
  'What WhatsApp says about each file. The file itself is brought by GET /api/clinics/{clinicId}/conversations/{conversationId}/messages/{messageId}/media.';

type MediaReference = {
  readonly messageId: string;
  readonly type: string;
  readonly id?: string;
  readonly mimeType?: string;
  readonly sha256?: string;
  readonly fileName?: string;
};

const mediaTypes = ['image', 'video', 'audio', 'voice', 'document', 'sticker'] as const;

/** What a message says about its media. */
export function mediaOf({ id: messageId, payload, ...message }: ExportedMessage): readonly MediaReference[] {
  const { fileName } = fieldsOf(payload);
  // what people of the clinic sent through us; what they sent from their phone is as Meta wrote it
  if (typeof fileName === 'string') return [{ messageId, type: message.type, fileName }];
  return mediaTypes.flatMap((type) => {
    const media = fieldsOf(fieldsOf(payload)[type]);
    if (Object.keys(media).length === 0) return [];
    const { id, mime_type: mimeType, sha256, filename: fileName } = media;
    return [{ messageId, type, ...texts({ id, mimeType, sha256, fileName }) }];
  });
}

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};

const texts = (values: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
