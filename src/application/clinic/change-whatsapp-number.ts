import { RoleInsufficient } from '../../domain/access/access-errors.ts';
import { mayBindNumbers, type CallerRole } from '../../domain/access/caller.ts';
import { NumberChanged, NumberNotFound } from '../../domain/clinic/number-errors.ts';
import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { PhoneDigits } from '../../domain/messaging/people/phone-number.ts';
import type { ClinicNumbers, NumberChanges, RegisteredNumber } from '../ports/clinic/clinic-numbers.ts';

/**
 * Changes what is given over the version that was read. What is sent to an inactive number is parked. Which number of
 * Meta's it is, only the platform says (docs/decisions/0068).
 * @throws RoleInsufficient, NumberNotFound, NumberChanged, NumberTaken
 */
export type ChangeWhatsAppNumber = (request: {
  readonly clinicId: ClinicId;
  readonly whatsappNumber: PhoneDigits;
  readonly expectedVersion: number;
  readonly changes: NumberChanges;
  /** The role of who requests it, there. */
  readonly role: CallerRole;
}) => Promise<RegisteredNumber>;

export const makeChangeWhatsAppNumber =
  ({ clinicNumbers }: { clinicNumbers: ClinicNumbers }): ChangeWhatsAppNumber =>
  async ({ clinicId, whatsappNumber, expectedVersion, changes, role }) => {
    if (('phoneNumberId' in changes || 'wabaId' in changes) && !mayBindNumbers(role))
      throw new RoleInsufficient(['platform-admin']);
    const changed = await clinicNumbers.change(clinicId, whatsappNumber, expectedVersion, changes);
    if (changed === undefined) throw new NumberNotFound(whatsappNumber);
    if (changed === 'stale') throw new NumberChanged(expectedVersion);
    return changed;
  };
