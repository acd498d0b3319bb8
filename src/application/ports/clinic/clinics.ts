import type { BusinessNumberRef, Clinic, ClinicId, ClinicNumber } from '../../../domain/clinic/clinic.ts';

type ClinicRecord = {
  readonly clinic: Clinic;
  /** What the clinics screen saved, as it stands; `undefined` when it is the known version. */
  readonly contextualization: unknown;
  readonly contextVersion: number;
};

/** The clinics and their business numbers. Contract: tests/contract/contracts/clinic/clinics.contract.ts */
export interface Clinics {
  /**
   * The active number of an active clinic, by phone_number_id, else by any variant of the digits; a display number
   * never overrides a phone_number_id that is registered elsewhere. Absent when unknown or inactive.
   */
  numberFor(ref: BusinessNumberRef): Promise<ClinicNumber | undefined>;
  /** An active clinic. The document of a version that is known already is not read again. */
  get(id: ClinicId, knownVersion?: number): Promise<ClinicRecord | undefined>;
  /** Active clinics that have a number in this WhatsApp business account. */
  inAccount(wabaId: string): Promise<readonly ClinicId[]>;
}
