import type { ClinicId } from '../../../domain/clinic/clinic.ts';

export type RetentionPolicy = { readonly clinicId: ClinicId; readonly days: number };

/** How long each clinic keeps messages, and their end. Contract: tests/contract/contracts/privacy/retention.contract.ts */
export interface Retention {
  /** Absent: messages are kept. @throws ClinicNotFound */
  daysOf(clinicId: ClinicId): Promise<number | undefined>;
  /** @throws ClinicNotFound */
  setDays(clinicId: ClinicId, days: number | undefined): Promise<void>;
  /** Of clinics that have one, by id, after `after`. */
  policies(limit: number, after?: ClinicId): Promise<readonly RetentionPolicy[]>;
  /**
   * Deletes at most `limit` messages that were stored before then and that no worker has to do with, and empties what the
   * assistant remembers of conversations that ended before then, and how models came to answers before then. How many
   * messages.
   */
  deleteMessages(clinicId: ClinicId, before: Date, limit: number): Promise<number>;
  /** Deletes at most `limit` parked items of the clinic that were received before then. How many. */
  deleteParked(clinicId: ClinicId, before: Date, limit: number): Promise<number>;
  /** The same for those to numbers that no clinic has. */
  deleteUnclaimed(before: Date, limit: number): Promise<number>;
}
