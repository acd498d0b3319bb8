import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { ConversationId } from '../../../domain/messaging/message.ts';
import type { ContactId } from '../../../domain/messaging/people/contact-identity.ts';
import type { MessagePreference } from '../../../domain/messaging/people/message-preference.ts';

/** What patients want of the messages that their clinic starts. Contract: tests/contract/contracts/messaging/message-preferences.contract.ts */
export interface MessagePreferences {
  /** By `lastPreference`; for a merged contact, with the one that it went into. `false` when a later word, or this one, is known. */
  note(clinicId: ClinicId, contactId: ContactId, preference: MessagePreference): Promise<boolean>;
  /** As `note`, with the contact of a conversation. */
  noteIn(clinicId: ClinicId, conversationId: ConversationId, preference: MessagePreference): Promise<boolean>;
}
