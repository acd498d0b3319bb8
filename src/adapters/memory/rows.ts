import type { SavedContext } from '../../application/ports/clinic/clinic-contexts.ts';
import type { StoredReply } from '../../application/ports/access/idempotent-requests.ts';
import type { ApiKey } from '../../domain/access/api-key.ts';
import type { Clinic, ClinicId, ClinicNumber } from '../../domain/clinic/clinic.ts';
import type { ContactId, Identity } from '../../domain/messaging/people/contact-identity.ts';
import type { ConversationMode } from '../../domain/messaging/conversation.ts';
import type { DeliveryStatus, OutboundStatus } from '../../domain/messaging/delivery-status.ts';
import type { Choice, ConversationId, MessageId, OutboundContent } from '../../domain/messaging/message.ts';
import type { ContactFlag, KnownContact, PeopleDirectory } from '../../domain/messaging/people/people.ts';
import type { SendStop } from '../../domain/messaging/send-stop.ts';
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
  sends: SendStop;
};

export type NumberRow = {
  number: ClinicNumber;
  wabaId: string | undefined;
  active: boolean;
  version: number;
  readonly createdAt: Date;
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
  mergedInto: ConversationId | undefined;
};

export type MessageRow = {
  readonly id: MessageId;
  readonly clinicId: ClinicId;
  conversationId: ConversationId;
  readonly direction: 'inbound' | 'outbound';
  readonly origin: MessageOrigin | 'assistant' | 'human' | 'notice';
  readonly type: string;
  readonly text: string;
  readonly raw: unknown;
  readonly choice?: Choice;
  readonly aboutMetaMessageId?: string;
  /** What we say; only in our own messages. */
  readonly content?: OutboundContent;
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

type OutboundRow = MessageRow & { status: OutboundStatus };
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
