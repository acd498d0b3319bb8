import type { MessageDetails } from './messages/message-details.ts';

export type MessageId = string & { readonly brand: 'MessageId' };
export const messageId = (value: string) => value as MessageId;

export type ConversationId = string & { readonly brand: 'ConversationId' };
export const conversationId = (value: string) => value as ConversationId;

/** What kind of thing an item is for the clinic; the vendor's own type name is kept beside it. */
export type MessageType =
  | 'text'
  | 'image'
  | 'video'
  | 'audio'
  | 'document'
  | 'sticker'
  | 'location'
  | 'contacts'
  | 'button'
  | 'interactive'
  | 'reaction'
  | 'order'
  | 'call'
  | 'system'
  | 'edit'
  | 'revoke'
  | 'unsupported'
  | 'unknown';

/** A tap on a button or a list row: the id we gave it and the title the patient saw. As untrusted as all input. */
export type Choice = { readonly id: string; readonly title: string };

/** A message that another one answers or reacts to: more than its id only where it is in the same conversation. */
export type QuotedMessage = {
  readonly metaMessageId: string;
  readonly id?: MessageId;
  readonly by?: 'patient' | 'clinic';
  readonly type?: string;
  /** As it stands now; `''` when it was deleted. */
  readonly text?: string;
};

/** What the patient said in this turn, as the assistant sees it. */
export type PatientMessage = {
  readonly id: MessageId;
  readonly type: MessageType;
  /** Text, caption, button title, place name…; empty where the type has no words. */
  readonly text: string;
  readonly choice?: Choice;
  /** What it says besides words. */
  readonly details?: MessageDetails;
  /** What it answers, where the patient quoted it, reacted to it or tapped on it. */
  readonly quote?: QuotedMessage;
  /** The text was spoken, and a machine wrote down what it understood. */
  readonly isTranscript?: boolean;
  /** Meta's timestamp, second resolution. */
  readonly sentAt: Date;
};

export type ListSection = { readonly title: string; readonly rows: readonly ListRow[] };
export type ListRow = { readonly id: string; readonly title: string; readonly description?: string };

/** What we say. Already within WhatsApp's limits: see `fitToWhatsApp`. */
export type OutboundContent =
  | { readonly type: 'text'; readonly body: string }
  | { readonly type: 'buttons'; readonly body: string; readonly buttons: readonly Choice[] }
  | {
      readonly type: 'list';
      readonly body: string;
      readonly button: string;
      readonly sections: readonly ListSection[];
    }
  /** Asks for the phone of somebody whom WhatsApp shows by a username only; one tap answers. */
  | { readonly type: 'contact-request'; readonly body: string }
  /** A template approved by Meta; `body` is what the patient reads. */
  | {
      readonly type: 'template';
      readonly body: string;
      readonly name: string;
      readonly language: string;
      readonly parameterFormat: 'named' | 'positional';
      /** In the order of the template; sent under their names, or by their places. */
      readonly parameters: readonly { readonly name: string; readonly text: string }[];
      /** Quick replies: the id comes back with the tap. */
      readonly buttons: readonly Choice[];
    };
