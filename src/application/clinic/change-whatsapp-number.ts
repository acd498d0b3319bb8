import { NumberChanged, NumberNotFound } from '../../domain/clinic/clinic-errors.ts';
import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { PhoneDigits } from '../../domain/messaging/phone-number.ts';
import type { ClinicNumbers, NumberChanges, RegisteredNumber } from '../ports/clinic-numbers.ts';

/**
 * Changes what is given over the version that was read. What is sent to an inactive number is parked.
 * @throws NumberNotFound, NumberChanged, NumberTaken
 */
export type ChangeWhatsAppNumber = (wish: {
  readonly clinicId: ClinicId;
  readonly whatsappNumber: PhoneDigits;
  readonly expectedVersion: number;
  readonly changes: NumberChanges;
}) => Promise<RegisteredNumber>;

export const makeChangeWhatsAppNumber =
  ({ numbers }: { numbers: ClinicNumbers }): ChangeWhatsAppNumber =>
  async ({ clinicId, whatsappNumber, expectedVersion, changes }) => {
    const changed = await numbers.change(clinicId, whatsappNumber, expectedVersion, changes);
    if (changed === undefined) throw new NumberNotFound(whatsappNumber);
    if (changed === 'stale') throw new NumberChanged(expectedVersion);
    return changed;
  };
