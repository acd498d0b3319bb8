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
  | 'system'
  | 'edit'
  | 'revoke'
  | 'unsupported'
  | 'unknown';

/** A tap on a button or a list row: the id we gave it and the title the patient saw. As untrusted as all input. */
export type Choice = { readonly id: string; readonly title: string };

/** What the patient said in this turn, as the assistant sees it. */
export type PatientMessage = {
  readonly id: MessageId;
  readonly type: MessageType;
  /** Text, caption, button title, place name…; empty where the type has no words. */
  readonly text: string;
  readonly choice?: Choice;
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
    };
