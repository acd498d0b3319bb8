import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { PhoneDigits } from '../../../domain/messaging/people/phone-number.ts';

export type RegisteredNumber = {
  readonly clinicId: ClinicId;
  readonly whatsappNumber: PhoneDigits;
  readonly phoneNumberId?: string;
  readonly wabaId?: string;
  readonly isActive: boolean;
  /** Raised by every change, also when it learns an id from a webhook. */
  readonly version: number;
  readonly createdAt: Date;
};

/** `null` forgets: the next webhook tells it again. */
export type NumberChanges = {
  readonly isActive?: boolean;
  readonly phoneNumberId?: string | null;
  readonly wabaId?: string | null;
};

/** The business numbers of clinics, for registration. Contract: tests/contract/contracts/clinic/clinic-numbers.contract.ts */
export interface ClinicNumbers {
  /**
   * A number is taken in every form under which WhatsApp may show it.
   * @throws NumberTaken whoever has it, and whether it is active or not. `undefined` when there is no such clinic.
   */
  add(
    number: Omit<RegisteredNumber, 'createdAt' | 'version'>,
    now: Date,
  ): Promise<RegisteredNumber | undefined>;
  get(clinicId: ClinicId, whatsappNumber: PhoneDigits): Promise<RegisteredNumber | undefined>;
  /** Changes what is given. `stale`, and no change, when the number is not at `expected`. @throws NumberTaken */
  change(
    clinicId: ClinicId,
    whatsappNumber: PhoneDigits,
    expected: number,
    changes: NumberChanges,
  ): Promise<RegisteredNumber | 'stale' | undefined>;
  /** By number, after `after`. */
  list(clinicId: ClinicId, limit: number, after?: string): Promise<readonly RegisteredNumber[]>;
}
