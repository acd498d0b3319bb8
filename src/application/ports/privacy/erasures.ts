import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { ContactId, Identity } from '../../../domain/messaging/people/contact-identity.ts';
import type { Erasure, ErasureId, ErasureRecord } from '../../../domain/privacy/erasure.ts';

type ErasureRequest = {
  readonly id: ErasureId;
  readonly clinicId: ClinicId;
  /** Any of the person's contacts: who was merged with it is the same person. */
  readonly contactId: ContactId;
  readonly at: Date;
  /** As in the audit log. */
  readonly by?: string;
};

type ErasurePlace = { readonly clinicId: ClinicId; readonly id: ErasureId };

/** How people are erased, and what is known of it afterwards. Contract: tests/contract/contracts/privacy/erasures.contract.ts, erasure-fences.contract.ts, erasure-records.contract.ts */
export interface Erasures {
  /**
   * Erases the person from all tables of the clinic in one transaction: what worked for the person under a lease changes
   * nothing afterwards, live appointments that are not over are cancelled (their events are removed by the worker), every
   * appointment forgets whose it was, and what was erased is recognised when it arrives again. Parked items are left to
   * the caller, and requests that are being worked on keep their rows. `record` is called under lock with what is about to go; only when it has resolved anything is
   * committed. It may be called more than once, the last call counts.
   * The identities are for the caller's memory only. `undefined` when there is no such person.
   */
  erase(
    request: ErasureRequest,
    record: (about: ErasureRecord) => Promise<void>,
  ): Promise<{ readonly erasure: Erasure; readonly identities: readonly Identity[] } | undefined>;

  /**
   * The same for exactly these contacts, from the record of an earlier erasure: after the restore of an older backup.
   * Nothing where none of them is there.
   */
  eraseAgain(record: ErasureRecord): Promise<void>;
  /** Which of these records the store does not know, or finds contacts of (again): `isThere`. */
  undone(
    records: readonly ErasureRecord[],
  ): Promise<readonly { readonly place: number; readonly isThere: boolean }[]>;
  /** Makes earlier erasures known: done where there is a certificate. What is known already stays as it is. */
  recall(
    erasures: readonly { readonly record: ErasureRecord; readonly certificate?: string }[],
  ): Promise<void>;
  /** Merges of these contacts with others that are not among them: to be undone before those are erased. */
  foreignMerges(clinicId: ClinicId, contactIds: readonly ContactId[]): Promise<readonly ContactId[]>;

  get(clinicId: ClinicId, id: ErasureId): Promise<Erasure | undefined>;
  /** Those of a clinic, newest first, of the same moment by id; those that come after `before`. */
  ofClinic(
    clinicId: ClinicId,
    limit: number,
    before?: Pick<Erasure, 'erasedAt' | 'id'>,
  ): Promise<readonly Erasure[]>;
  /** All of them, by clinic and id, after `after`. */
  list(limit: number, after?: ErasurePlace): Promise<readonly ErasurePlace[]>;
  /** As it was written down, as far as it is asked for still. */
  record(
    clinicId: ClinicId,
    id: ErasureId,
  ): Promise<{ readonly record: ErasureRecord; readonly certificate?: string } | undefined>;
  /** Open ones that were begun before then, oldest first, of the same moment by id; those after `after`. */
  unfinished(
    limit: number,
    before: Date,
    after?: Pick<Erasure, 'erasedAt' | 'id'>,
  ): Promise<readonly Erasure[]>;
  countParked(clinicId: ClinicId, id: ErasureId, items: number): Promise<void>;
  /** Only the first certificate counts; the one that counts is returned. */
  finish(clinicId: ClinicId, id: ErasureId, certificate: string): Promise<string>;
}
