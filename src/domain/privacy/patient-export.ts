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
};

type ExportedAppointment = {
  readonly id: string;
  readonly state: string;
  readonly service: string;
  readonly practitionerId?: string;
  readonly start: Date;
  readonly end: Date;
  readonly requestedAt?: Date;
  readonly reason?: string;
  readonly createdAt: Date;
};

type ExportedAlert = {
  readonly kind: string;
  readonly message: string;
  readonly openedAt: Date;
  readonly resolvedAt?: Date;
};

type ExportedAct = { readonly action: string; readonly subject: string; readonly at: Date };

/** A person of one clinic. */
export type PatientFile = {
  readonly contactIds: readonly string[];
  readonly profileNames: readonly string[];
  readonly flags: readonly string[];
  readonly firstSeenAt: Date;
  readonly identities: readonly ExportedIdentity[];
  readonly conversations: readonly ExportedConversation[];
  readonly appointments: readonly ExportedAppointment[];
  readonly alerts: readonly ExportedAlert[];
  /** What people of the clinic did about this person, as far as the audit log has it. */
  readonly acts: readonly ExportedAct[];
};

export type ExportedMessage = {
  readonly id: string;
  readonly conversationId: string;
  readonly direction: string;
  readonly origin: string;
  readonly type: string;
  readonly text: string;
  /** As WhatsApp gave it, or as it was given to WhatsApp. */
  readonly payload: unknown;
  readonly metaMessageId?: string;
  readonly status: string;
  readonly sentAt: Date;
  readonly storedAt: Date;
  readonly deliveredAt?: Date;
  readonly readAt?: Date;
};

export const mediaNote =
  'Atende keeps no media, only what WhatsApp says about them. The ids are those of WhatsApp, which keeps media for some days.';

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
export function mediaOf({ id: messageId, payload }: ExportedMessage): readonly MediaReference[] {
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
