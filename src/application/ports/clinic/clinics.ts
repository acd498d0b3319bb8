import type {
  BusinessNumberRef,
  Clinic,
  ClinicId,
  ClinicNumber,
  InactiveNumber,
} from '../../../domain/clinic/clinic.ts';

/** A clinic without its document. */
export type SeenClinic = { readonly clinic: Clinic; readonly contextVersion: number };

type ClinicRecord = SeenClinic & {
  /** What the clinics screen saved, as it stands; `undefined` when it is the known version. */
  readonly contextualization: unknown;
};

/** The clinics and their business numbers. Contract: tests/contract/contracts/clinic/clinics.contract.ts */
export interface Clinics {
  /**
   * The number by phone_number_id, else by any variant of the digits; a display number never overrides a
   * phone_number_id that is registered elsewhere. Absent when nobody has registered it.
   */
  numberFor(ref: BusinessNumberRef): Promise<ClinicNumber | InactiveNumber | undefined>;
  /** An active clinic. The document of a version that is known already is not read again. */
  get(id: ClinicId, knownVersion?: number): Promise<ClinicRecord | undefined>;
  /** Active clinics that have a number in this WhatsApp business account. */
  inAccount(wabaId: string): Promise<readonly ClinicId[]>;
}
