import type { ClinicId } from '../clinic/clinic.ts';
import type { ContactId } from './contact-identity.ts';
import type { ConversationId } from './message.ts';

export type ConversationMode = 'assistant' | 'human';

type Conversation = {
  readonly id: ConversationId;
  readonly clinicId: ClinicId;
  readonly contactId: ContactId;
  readonly mode: ConversationMode;
  /** Raised by every human act; an answer prepared under an older epoch is never sent. */
  readonly epoch: number;
};
