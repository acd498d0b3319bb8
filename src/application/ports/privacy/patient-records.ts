import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { ContactId } from '../../../domain/messaging/people/contact-identity.ts';
import type { PhoneDigits } from '../../../domain/messaging/people/phone-number.ts';
import type {
  ExportedAct,
  ExportedMessage,
  ExportedModelTurn,
  PatientFile,
  PatientSummary,
} from '../../../domain/privacy/patient-export.ts';

type MessagePlace = { readonly createdAt: Date; readonly id: string };

/** Everything that is held about one person, to be given to that person. Contract: tests/contract/contracts/privacy/patient-records.contract.ts */
export interface PatientRecords {
  /** Who has, or had, this telephone number in any spelling, and was not given another contact since. */
  byPhone(clinicId: ClinicId, phone: PhoneDigits): Promise<readonly PatientSummary[]>;
  /** All that has an end. Any contact of the person will do: who was merged with it is the same person. */
  file(clinicId: ClinicId, contactId: ContactId): Promise<PatientFile | undefined>;
  /** By the time of storing and id, after a place. */
  messages(
    clinicId: ClinicId,
    conversationIds: readonly string[],
    limit: number,
    after?: MessagePlace,
  ): Promise<readonly ExportedMessage[]>;
  /** By the id of the turn, after one. */
  modelTurns(
    clinicId: ClinicId,
    conversationIds: readonly string[],
    limit: number,
    after?: string,
  ): Promise<readonly ExportedModelTurn[]>;
  /** About any of these contacts, conversations and appointments; by id, after one. */
  acts(
    clinicId: ClinicId,
    about: readonly string[],
    limit: number,
    after?: string,
  ): Promise<readonly ExportedAct[]>;
}
