import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { ContactId } from '../../../domain/messaging/people/contact-identity.ts';
import type { ConversationMode } from '../../../domain/messaging/conversation.ts';
import type { OutboundStatus } from '../../../domain/messaging/delivery-status.ts';
import type { Choice, ConversationId, MessageId } from '../../../domain/messaging/message.ts';
import type { PhoneDigits } from '../../../domain/messaging/people/phone-number.ts';

/** A place in a newest-first list, as the store wrote it: microseconds since 1970, a dot, the id. */
export type ListPlace = string & { readonly brand: 'ListPlace' };
export const listPlaceShape = /^\d{1,16}\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

type MessageHead = {
  readonly id: MessageId;
  readonly direction: 'inbound' | 'outbound';
  /** patient, standby, history, group, staff (on the clinic's phone), assistant, human (through us), notice. */
  readonly origin: string;
  readonly type: string;
  readonly text: string;
  readonly createdAt: Date;
};

export type ConversationView = {
  readonly id: ConversationId;
  readonly place: ListPlace;
  readonly whatsappNumber: PhoneDigits;
  readonly contact: { readonly id: ContactId; readonly name?: string; readonly phone?: string };
  /** Who answers now. */
  readonly mode: ConversationMode;
  readonly humanUntil?: Date;
  readonly epoch: number;
  readonly unread: number;
  readonly lastMessageAt: Date;
  readonly lastPatientMessageAt?: Date;
  readonly lastMessage?: MessageHead;
};

export type MessageView = MessageHead & {
  readonly place: ListPlace;
  readonly conversationId: ConversationId;
  readonly metaMessageId?: string;
  readonly choice?: Choice;
  readonly status: OutboundStatus | 'received';
  /** Who of the clinic wrote it through us, as in the audit log. */
  readonly sentBy?: string;
  /** By WhatsApp's clock; of what waits, when it was queued. */
  readonly sentAt: Date;
  readonly deliveredAt?: Date;
  readonly readAt?: Date;
  readonly failedAt?: Date;
  /** Ours or Meta's: why it failed, was cancelled, or waits. */
  readonly errorCode?: string;
};

export type ConversationQuery = {
  readonly clinicId: ClinicId;
  readonly mode?: ConversationMode;
  readonly unreadOnly: boolean;
  readonly limit: number;
  readonly after?: ListPlace;
};

type MessageQuery = {
  readonly clinicId: ClinicId;
  readonly conversationId: ConversationId;
  readonly limit: number;
  readonly after?: ListPlace;
};

/**
 * Conversations as the clinic's screens show them; those without any message, and those that were merged into others,
 * are left out. Contract: tests/contract/contracts/messaging/conversations.contract.ts
 */
export interface Conversations {
  /** Newest activity first. */
  list(query: ConversationQuery): Promise<readonly ConversationView[]>;
  /** Of a merged one: the one that it went into. */
  get(clinicId: ClinicId, id: ConversationId): Promise<ConversationView | undefined>;
  /** Newest first, of a merged one those of the one that it went into; `undefined` when there is no such conversation. */
  messages(query: MessageQuery): Promise<readonly MessageView[] | undefined>;
  /** The one with the newest activity of the person who the clinic knows under this phone, in any spelling. */
  withPhone(clinicId: ClinicId, phone: PhoneDigits): Promise<ConversationId | undefined>;
}
