import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type {
  ContactId,
  IdentityChange,
  Sighting,
} from '../../../domain/messaging/people/contact-identity.ts';
import type { ConversationId } from '../../../domain/messaging/message.ts';
import type { PhoneDigits } from '../../../domain/messaging/people/phone-number.ts';
import type { ErasureMarks } from '../privacy/erased-keys.ts';

export type PersonToPlace = {
  readonly clinicId: ClinicId;
  readonly whatsappNumber: PhoneDigits;
  readonly sighting: Sighting;
  readonly change?: IdentityChange;
  /** What makes the person known was erased, perhaps: then nobody is placed. */
  readonly marks?: ErasureMarks;
};

/** The conversation of a person with one of the clinic's numbers. */
export type Placement = {
  readonly contactId: ContactId;
  readonly conversationId: ConversationId;
  /** Raised when an identity leaves the person; a remembered placement with an older one is refused by the inbox. */
  readonly identityVersion: number;
};

/** The clinic's contacts and their identities. Contract: tests/contract/contracts/messaging/people.contract.ts */
export interface People {
  /**
   * Finds or creates each person and conversation, following `placePerson` in the order given; atomic, and safe
   * against other writers placing, or erasing, the same people at the same moment. One placement per entry, in order;
   * `undefined` for one whose marks were erased.
   */
  place(people: readonly PersonToPlace[], now: Date): Promise<readonly (Placement | undefined)[]>;
  /** Splits what an automatic merge put together. @throws MergeNotFound */
  undoMerge(clinicId: ClinicId, merged: ContactId, now: Date): Promise<void>;
}
