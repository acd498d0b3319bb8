import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { Presence } from '../../../domain/inbox/presence.ts';
import type { ConversationId, MessageId } from '../../../domain/messaging/message.ts';
import type { ContactId } from '../../../domain/messaging/people/contact-identity.ts';

/** Names things by id only: what they say is read under the reader's own rights. */
export type ConversationEvent =
  | {
      readonly event: 'message-stored' | 'message-status';
      readonly clinicId: ClinicId;
      readonly conversationId: ConversationId;
      readonly messageId: MessageId;
    }
  | {
      readonly event: 'conversation-changed' | 'note-changed';
      readonly clinicId: ClinicId;
      readonly conversationId: ConversationId;
    }
  | {
      /** Visits; alerts that opened or are over; how the connection to Google stands. */
      readonly event: 'agenda-changed' | 'alerts-changed' | 'google-changed';
      readonly clinicId: ClinicId;
    }
  | {
      /** Nothing of this contact is there any more: whoever shows or keeps something of it has to drop it. */
      readonly event: 'patient-erased';
      readonly clinicId: ClinicId;
      readonly contactId: ContactId;
    }
  | {
      /** Who of the team is there. Dropped before anything else when there is too much to tell. */
      readonly event: 'presence';
      readonly clinicId: ClinicId;
      readonly conversationId: ConversationId;
      /** As in the audit log. */
      readonly actor: string;
      readonly doing: Presence;
    };

/** `resync`: events may have been missed; read again what you show. */
export type ReceivedEvent = ConversationEvent | 'resync';

/**
 * Tells every process what happened in a clinic's conversations, and that its agenda, alerts or connection changed. A hint, not a record: news of a process that dies, or
 * of more than can be told, are lost, the latter with a `resync`. Contract: tests/contract/contracts/messaging/conversation-events.contract.ts
 */
export interface ConversationEvents {
  /** After the commit. Costs no round trip and never throws. */
  announce(events: readonly ConversationEvent[]): void;
  /** Hears what happens in this clinic from now on, and in no other. Returns how to unsubscribe. */
  subscribe(clinicId: ClinicId, listener: (event: ReceivedEvent) => void): () => void;
}
