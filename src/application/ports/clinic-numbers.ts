import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { PhoneDigits } from '../../domain/messaging/phone-number.ts';

export type RegisteredNumber = {
  readonly clinicId: ClinicId;
  readonly whatsappNumber: PhoneDigits;
  readonly phoneNumberId?: string;
  readonly wabaId?: string;
  readonly isActive: boolean;
  readonly createdAt: Date;
};

/** The business numbers of clinics, for registration. Contract: tests/contract/clinic-numbers.contract.ts */
export interface ClinicNumbers {
  /**
   * A number is taken in every form under which WhatsApp may show it.
   * @throws NumberTaken whoever has it, and whether it is active or not. `undefined` when there is no such clinic.
   */
  add(number: Omit<RegisteredNumber, 'createdAt'>, now: Date): Promise<RegisteredNumber | undefined>;
  /** By number, after `after`. */
  list(clinicId: ClinicId, limit: number, after?: string): Promise<readonly RegisteredNumber[]>;
}
