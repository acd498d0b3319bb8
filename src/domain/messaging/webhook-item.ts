import type { AccountEffect, AccountNotice } from '../connection/account-notice.ts';
import type { BusinessNumberRef } from '../clinic/clinic.ts';
import type { IdentityChange, Sighting } from './people/contact-identity.ts';
import type { DeliveryStatus } from './delivery-status.ts';
import type { MediaReference } from './messages/media.ts';
import type { MessageDetails } from './messages/message-details.ts';
import type { Choice, MessageType } from './message.ts';
import type { TemplateEvent } from '../templates/template.ts';
import type { FailureClass } from './send-failure.ts';

/**
 * How a message came to us:
 * - `patient`: written to the clinic; the assistant may answer
 * - `standby`: a copy of a thread that another owner holds; must never be answered
 * - `history`: older than our connection; must never be answered
 * - `group`: a group message; never answered
 * - `staff`: typed by staff on the clinic's own phone (echo); outbound, pauses the assistant
 */
export type MessageOrigin = 'patient' | 'standby' | 'history' | 'group' | 'staff';

/** One message of a webhook, in our words, with the vendor's own JSON beside it. */
export type ReceivedMessage = {
  readonly kind: 'message';
  readonly number: BusinessNumberRef;
  readonly origin: MessageOrigin;
  /** The patient: the sender, or the recipient of an echo. */
  readonly person: Sighting;
  /** The clinic's side wrote it: an echo, or the clinic's half of a standby or imported thread. */
  readonly sentByClinic?: true;
  readonly metaMessageId?: string;
  /** Identifies the message within its clinic: the hash input of its unique index. */
  readonly dedupeKey: string;
  readonly type: MessageType;
  readonly text: string;
  readonly choice?: Choice;
  readonly details?: MessageDetails;
  /** A file that comes with it, to be fetched from WhatsApp. */
  readonly media?: MediaReference;
  /** Meta's timestamp, second resolution. */
  readonly sentAt: Date;
  /** The wamid that an edit, revoke or reaction is about. */
  readonly aboutMetaMessageId?: string;
  /** The wamid of the message that this one answers; we may never have seen it. */
  readonly quotesMetaMessageId?: string;
  /** A system message about identifiers. */
  readonly identityChange?: IdentityChange;
  readonly raw: unknown;
};

/** One delivery status of a message that we (or another app on the number) sent. */
export type ReceivedStatus = {
  readonly kind: 'status';
  readonly number: BusinessNumberRef;
  readonly metaMessageId: string;
  /** Our outbound message id, when the status carries our `biz_opaque_callback_data`. */
  readonly outboundId?: string;
  readonly status: DeliveryStatus;
  readonly at: Date;
  readonly error?: { readonly code: number; readonly title: string; readonly class: FailureClass };
  readonly recipient: Sighting;
  readonly dedupeKey: string;
  readonly raw: unknown;
};

/** What a patient said in WhatsApp's own settings of the clinic's messages. */
export type ReceivedPreference = {
  readonly kind: 'preference';
  readonly number: BusinessNumberRef;
  readonly person: Sighting;
  readonly wantsMessages: boolean;
  readonly at: Date;
  readonly dedupeKey: string;
  readonly raw: unknown;
};

/** News about the business account that must stop or restart sends. */
export type AccountEvent = {
  readonly kind: 'account';
  readonly wabaId?: string;
  readonly number: BusinessNumberRef;
  /** e.g. `DISABLED_UPDATE`; as Meta spells it. */
  readonly event: string;
  readonly effect: AccountEffect;
  /** What the clinic is to be told. */
  readonly notice?: AccountNotice;
  /** What is over by it. */
  readonly ends?: AccountNotice;
  readonly dedupeKey: string;
  readonly raw: unknown;
};

/** Something about one template of a business account. */
export type TemplateNews = {
  readonly kind: 'template';
  readonly number: BusinessNumberRef;
  readonly wabaId: string;
  readonly change: TemplateEvent;
  readonly dedupeKey: string;
  readonly raw: unknown;
};

/** What we do not understand or do not use: kept raw with the reason. */
export type UnhandledItem = {
  readonly kind: 'unhandled';
  readonly number: BusinessNumberRef;
  /** For news that name no number, such as templates. */
  readonly wabaId?: string;
  readonly reason: string;
  readonly dedupeKey: string;
  readonly raw: unknown;
};

export type WebhookItem =
  ReceivedMessage | ReceivedStatus | ReceivedPreference | AccountEvent | TemplateNews | UnhandledItem;

const everyKind: Readonly<Record<WebhookItem['kind'], true>> = {
  message: true,
  status: true,
  preference: true,
  account: true,
  template: true,
  unhandled: true,
};
export const itemKinds = Object.keys(everyKind) as readonly WebhookItem['kind'][];
