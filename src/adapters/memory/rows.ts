import type { SavedContext } from '../../application/ports/clinic/clinic-contexts.ts';
import type { SealedToken } from '../../application/ports/connection/token-cipher.ts';
import type { FileId, UploadedFile } from '../../application/ports/media/outgoing-files.ts';
import type { StoredReply } from '../../application/ports/access/idempotent-requests.ts';
import type { ApiKey } from '../../domain/access/api-key.ts';
import type { Clinic, ClinicId, ClinicNumber } from '../../domain/clinic/clinic.ts';
import type { ContactId, Identity } from '../../domain/messaging/people/contact-identity.ts';
import type { Assignment } from '../../domain/inbox/assignment.ts';
import type { ConversationNote } from '../../domain/inbox/conversation-note.ts';
import type { Attention } from '../../domain/assistant/attention.ts';
import type { ConversationMode } from '../../domain/messaging/conversation.ts';
import type { DeliveryStatus, OutboundStatus } from '../../domain/messaging/delivery-status.ts';
import type { Choice, ConversationId, MessageId } from '../../domain/messaging/message.ts';
import type { ContactFlag, KnownContact, PeopleDirectory } from '../../domain/messaging/people/people.ts';
import type { MessagePreference } from '../../domain/messaging/people/message-preference.ts';
import type { NoticeSubject } from '../../domain/patient-messages/notice.ts';
import type { MediaReference, MediaState } from '../../domain/messaging/messages/media.ts';
import type { TranscriptState } from '../../domain/messaging/messages/voice.ts';
import type { MessageDetails } from '../../domain/messaging/messages/message-details.ts';
import type { SentContent } from '../../domain/messaging/sending/team-content.ts';
import type { SendStop } from '../../domain/messaging/sending/send-stop.ts';
import type { PhoneDigits } from '../../domain/messaging/people/phone-number.ts';
import type { MessageOrigin } from '../../domain/messaging/webhook-item.ts';

export type ClinicRow = {
  clinic: Clinic;
  active: boolean;
  version: number;
  readonly createdAt: Date;
  contextualization: unknown;
  /** Oldest first; the last one is current. */
  readonly contextVersions: SavedContext[];
  retentionDays?: number | undefined;
  /** Absent: at once. */
  retentionDueAt?: Date | undefined;
};

export type NumberRow = {
  number: ClinicNumber;
  wabaId: string | undefined;
  templatesDueAt?: Date;
  active: boolean;
  version: number;
  readonly createdAt: Date;
  sends: SendStop;
};

export type MergeRow = {
  readonly id: string;
  readonly kept: ContactId;
  readonly merged: KnownContact;
  readonly identities: readonly Identity[];
};

export type PeopleRows = {
  readonly directory: PeopleDirectory;
  readonly flags: Map<ContactId, Set<ContactFlag>>;
  readonly preferences: Map<ContactId, MessagePreference>;
  merges: MergeRow[];
};

export type ConversationRow = {
  readonly id: ConversationId;
  readonly clinicId: ClinicId;
  readonly whatsappNumber: PhoneDigits;
  readonly contactId: ContactId;
  identityVersion: number;
  mode: ConversationMode;
  humanUntil: Date | undefined;
  epoch: number;
  arrivals: number;
  turnFirstAt: Date | undefined;
  turnDueAt: Date | undefined;
  turnLeaseUntil: Date | undefined;
  turnLeaseToken: number;
  turnAttempts: number;
  dialogue: unknown;
  unread: number;
  lastMessageAt: Date | undefined;
  lastPatientMessageAt: Date | undefined;
  attention: Attention | undefined;
  mergedInto: ConversationId | undefined;
  waitsForWindow: boolean;
  assignment: Assignment | undefined;
};

export type MessageRow = {
  readonly id: MessageId;
  readonly clinicId: ClinicId;
  conversationId: ConversationId;
  readonly direction: 'inbound' | 'outbound';
  readonly origin: MessageOrigin | 'assistant' | 'human' | 'notice';
  type: string;
  text: string;
  raw: unknown;
  readonly choice?: Choice;
  readonly details?: MessageDetails;
  readonly aboutMetaMessageId?: string;
  readonly quotesMetaMessageId?: string;
  /** What we say; only in our own messages. */
  content?: SentContent;
  /** The template in which it goes out. */
  sentAs?: SentContent | undefined;
  readonly about?: NoticeSubject;
  readonly sentAt: Date;
  readonly createdAt: Date;
  readonly requestId: string;
  epoch?: number;
  readonly sentBy?: string;
  metaMessageId: string | undefined;
  dedupeKey: string | undefined;
  status: OutboundStatus | 'received';
  awaitsTurn: boolean;
  turnId: string | undefined;
  mergeId: string | undefined;
  nextAttemptAt: Date | undefined;
  leaseUntil: Date | undefined;
  leaseToken: number;
  attempts: number;
  resends: number;
  error: { readonly code: string; readonly class?: string; readonly detail?: string } | undefined;
  readonly times: Partial<Record<'accepted' | DeliveryStatus, Date>>;
};

export type NoteRow = ConversationNote & { readonly clinicId: ClinicId };

export type MediaRow = {
  readonly clinicId: ClinicId;
  message: MessageRow;
  readonly blobId: string;
  readonly reference: MediaReference;
  readonly fileName: string | undefined;
  readonly availableUntil: Date;
  state: MediaState;
  type: string | undefined;
  size: number | undefined;
  sealedKey: SealedToken | undefined;
  errorCode: string | undefined;
  attempts: number;
  nextAttemptAt: Date | undefined;
  leaseUntil: Date | undefined;
  leaseToken: number;
  storedAt: Date | undefined;
  voice: VoiceRow | undefined;
};

/** What becomes of listening to it. */
type VoiceRow = {
  state: TranscriptState;
  text: string | undefined;
  errorCode: string | undefined;
  attempts: number;
  dueAt: Date | undefined;
  leaseUntil: Date | undefined;
  leaseToken: number;
};

export type OutgoingFileRow = {
  readonly clinicId: ClinicId;
  readonly id: FileId;
  readonly conversationId: ConversationId;
  readonly uploadedBy: string;
  readonly createdAt: Date;
  /** Once its bytes are kept. */
  file?: UploadedFile;
};

export type UploadRow = {
  readonly clinicId: ClinicId;
  message: MessageRow;
  readonly mimeType: string;
  mediaId: string | undefined;
  usableUntil: Date | undefined;
  attempts: number;
  nextAttemptAt: Date | undefined;
  leaseUntil: Date | undefined;
  leaseToken: number;
};

export type OutboundRow = MessageRow & { status: OutboundStatus };
export const isOutbound = (row: MessageRow): row is OutboundRow => row.status !== 'received';

export type KeyRow = { key: ApiKey; readonly digest: string };

export type IdempotentRow = {
  readonly requestHash: string;
  readonly createdAt: Date;
  readonly firstId: string;
  owner: string;
  leaseUntil: Date | undefined;
  reply: StoredReply | undefined;
};
