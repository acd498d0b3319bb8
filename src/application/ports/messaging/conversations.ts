import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { ContactId, KnownIdentity } from '../../../domain/messaging/people/contact-identity.ts';
import type { Alarm, OpenHandover } from '../../../domain/assistant/attention.ts';
import type { Assignment } from '../../../domain/inbox/assignment.ts';
import type { WaitingForPeople } from '../../../domain/inbox/waiting-for-people.ts';
import type { ConversationMode } from '../../../domain/messaging/conversation.ts';
import type { OutboundStatus } from '../../../domain/messaging/delivery-status.ts';
import type { MediaView } from '../../../domain/messaging/messages/media.ts';
import type { MessageDetails } from '../../../domain/messaging/messages/message-details.ts';
import type { Reaction } from '../../../domain/messaging/messages/message-changes.ts';
import type { ShownQuote } from '../../../domain/messaging/messages/shown-quote.ts';
import type { ShownMessage } from '../../../domain/messaging/messages/shown-choices.ts';
import type { Choice, ConversationId, MessageId } from '../../../domain/messaging/message.ts';
import type { OptOut } from '../../../domain/messaging/people/message-preference.ts';
import type { Undelivered } from '../../../domain/messaging/sending/undelivered.ts';
import type { PhoneDigits } from '../../../domain/messaging/people/phone-number.ts';

/** A place in a newest-first list, as the store wrote it: microseconds since 1970, a dot, the id. */
export type ListPlace = string & { readonly brand: 'ListPlace' };
export const listPlaceShape = /^\d{1,16}\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A place in the team's queue, as the store wrote it: rank, since when in microseconds since 1970, and the id, with dots. */
export type QueuePlace = string & { readonly brand: 'QueuePlace' };
export const queuePlaceShape = /^\d\.\d{1,16}\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

type MessageHead = {
  readonly id: MessageId;
  readonly direction: 'inbound' | 'outbound';
  /** patient, standby, history, group, staff (on the clinic's phone), assistant, human (through us), notice. */
  readonly origin: string;
  readonly type: string;
  /** As it stands now: the last correction; `''` when it was deleted. */
  readonly text: string;
  readonly deletedAt?: Date;
  /** When it was stored; of what was imported, when it was written. */
  readonly createdAt: Date;
};

export type ConversationView = {
  readonly id: ConversationId;
  readonly place: ListPlace;
  readonly whatsappNumber: PhoneDigits;
  readonly contact: {
    readonly id: ContactId;
    readonly name?: string;
    readonly phone?: string;
    /** Wants nothing that the clinic starts by itself. */
    readonly optedOut?: OptOut;
  };
  /** Who answers now. */
  readonly mode: ConversationMode;
  readonly humanUntil?: Date;
  readonly epoch: number;
  readonly unread: number;
  readonly lastMessageAt: Date;
  readonly lastPatientMessageAt?: Date;
  readonly lastMessage?: MessageHead;
  /** What the patient said last, whoever spoke since. */
  readonly lastPatientMessage?: MessageHead;
  /** Somebody of the clinic has to look at it. */
  readonly waiting?: WaitingForPeople;
  /** The assistant has asked for people, and nobody has acted since. */
  readonly handover?: OpenHandover;
  /** The last emergency that was found in what the patient wrote. */
  readonly alarm?: Alarm;
  /** Something is not said yet because the patient wrote too long ago. */
  readonly waitsForWindow: boolean;
  /** What failed, and nothing that was said later has arrived. */
  readonly undelivered?: Undelivered;
  /** Who of the team looks after it; absent: nobody. */
  readonly assignment?: Assignment;
};

export type MessageView = MessageHead & {
  readonly place: ListPlace;
  readonly conversationId: ConversationId;
  readonly metaMessageId?: string;
  readonly choice?: Choice;
  /** Of a deleted message neither is shown. */
  readonly details?: MessageDetails;
  readonly media?: MediaView;
  readonly quote?: ShownQuote;
  /** When its words were last changed, and what they were at first. */
  readonly edited?: { readonly at: Date; readonly before: string };
  readonly reactions?: readonly Reaction[];
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

/** The patient of a conversation, and whether WhatsApp takes free text for them. */
export type Addressee = {
  readonly whatsappNumber: PhoneDigits;
  readonly name?: string;
  readonly lastPatientMessageAt?: Date;
  readonly optedOut?: OptOut;
};

export type ConversationQuery = {
  readonly clinicId: ClinicId;
  readonly mode?: ConversationMode;
  readonly unreadOnly: boolean;
  /** Only those that wait for somebody of the clinic. */
  readonly waitingOnly?: boolean;
  /** Only those of this actor of the audit log. */
  readonly assignedTo?: string;
  /** In the person's name, without regard to accents, or three and more digits of their number. */
  readonly search?: string;
  readonly limit: number;
  readonly after?: ListPlace;
};

type QueueQuery = {
  readonly clinicId: ClinicId;
  readonly limit: number;
  readonly after?: QueuePlace;
};
type QueuedConversation = Omit<ConversationView, 'place'> & { readonly place: QueuePlace };

export type ContactName = { readonly name?: string; readonly phone?: string };

type ConversationCounts = {
  readonly waiting: number;
  readonly unread: number;
  readonly human: number;
  readonly assistant: number;
  readonly mine: number;
};

type MessageQuery = {
  readonly clinicId: ClinicId;
  readonly conversationId: ConversationId;
  readonly limit: number;
  readonly after?: ListPlace;
};

type AroundQuery = {
  readonly clinicId: ClinicId;
  readonly conversationId: ConversationId;
  readonly messageId: MessageId;
  /** How many messages at most on either side. */
  readonly reach: number;
};

/** A piece of a conversation, newest first. */
export type MessagesAround = {
  readonly items: readonly MessageView[];
  readonly hasNewer: boolean;
  readonly hasOlder: boolean;
};

/**
 * Conversations as the clinic's screens show them; those without any message that nobody has begun, and those that
 * were merged into others, are left out. Contract: tests/contract/contracts/messaging/views/
 */
export interface Conversations {
  /** Newest activity first. */
  list(query: ConversationQuery): Promise<readonly ConversationView[]>;
  /** All that wait for somebody of the clinic, in the order in which they are looked at (`queueRank` of the domain). */
  queue(query: QueueQuery): Promise<readonly QueuedConversation[]>;
  /** Of these people of the clinic, those that it knows; a merged one under its old id. */
  names(clinicId: ClinicId, contacts: readonly ContactId[]): Promise<ReadonlyMap<ContactId, ContactName>>;
  /** How many the lists hold, up to `mostCounted`; `mine`: of those that the actor looks after. */
  counts(clinicId: ClinicId, actor?: string): Promise<ConversationCounts>;
  /** Of a merged one: the one that it went into. */
  get(clinicId: ClinicId, id: ConversationId): Promise<ConversationView | undefined>;
  /**
   * Newest first, of a merged one those of the one that it went into; `undefined` when there is no such conversation.
   * Corrections, deletions and reactions show on the message that they are about, and stand alone only where that is
   * not in the conversation.
   */
  messages(query: MessageQuery): Promise<readonly MessageView[] | undefined>;
  /**
   * The last messages that people or programs of the clinic's side have sent to the patient, newest first: none that
   * still waits, failed or was called back, and no reactions.
   */
  shown(clinicId: ClinicId, id: ConversationId, limit: number): Promise<readonly ShownMessage[]>;
  /** What was said before and after a message; of a merged one as `messages`. */
  around(query: AroundQuery): Promise<MessagesAround | 'no-message' | undefined>;
  /** Who is written to in it, also where nothing was said yet; of a merged one, in the one that it went into. */
  addressee(clinicId: ClinicId, id: ConversationId): Promise<Addressee | undefined>;
  /** What its patient is known by, the former ones last; of a merged one as `addressee`. */
  identities(clinicId: ClinicId, id: ConversationId): Promise<readonly KnownIdentity[] | undefined>;
  /** Shows one in which nothing was said yet, as of now; any other stays as it is. `true` when it is new in the lists. */
  begin(clinicId: ClinicId, id: ConversationId): Promise<boolean>;
  /** The one with the newest activity of the person who the clinic knows under this phone, in any spelling. */
  withPhone(clinicId: ClinicId, phone: PhoneDigits): Promise<ConversationId | undefined>;
}
