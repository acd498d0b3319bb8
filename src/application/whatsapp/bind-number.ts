import type { ClinicId } from '../../domain/clinic/clinic.ts';
import { ClinicNotFound } from '../../domain/clinic/clinic-errors.ts';
import { NumberChanged } from '../../domain/clinic/number-errors.ts';
import { canonicalPhone, type PhoneDigits } from '../../domain/messaging/people/phone-number.ts';
import type { ClinicNumbers } from '../ports/clinic/clinic-numbers.ts';
import type { Clock } from '../ports/system/clock.ts';

/**
 * Makes a number that Meta has shown to be the clinic's one of its numbers, and says under which digits it is known
 * here. @throws NumberTaken when another clinic has it; ClinicNotFound
 */
export type BindNumber = (number: {
  readonly clinicId: ClinicId;
  readonly whatsappNumber: PhoneDigits;
  readonly phoneNumberId: string;
  readonly wabaId: string;
}) => Promise<PhoneDigits>;

type Needs = { clinicNumbers: Pick<ClinicNumbers, 'list' | 'add' | 'change'>; clock: Clock };

const mostNumbers = 100;
/** A webhook may teach the number its ids between look and write. */
const tries = 5;

export const makeBindNumber =
  ({ clinicNumbers, clock }: Needs): BindNumber =>
  async (number) => {
    const { clinicId, phoneNumberId, wabaId, whatsappNumber } = number;
    for (let left = tries; left > 0; left -= 1) {
      const own = await clinicNumbers.list(clinicId, mostNumbers);
      const known =
        own.find((each) => each.phoneNumberId === phoneNumberId) ??
        own.find((each) => canonicalPhone(each.whatsappNumber) === canonicalPhone(whatsappNumber));
      if (known === undefined) {
        if ((await clinicNumbers.add({ ...number, isActive: true }, clock.now())) === undefined)
          throw new ClinicNotFound(clinicId);
        return whatsappNumber;
      }
      const changed = await clinicNumbers.change(clinicId, known.whatsappNumber, known.version, {
        isActive: true,
        phoneNumberId,
        wabaId,
      });
      if (typeof changed === 'object') return known.whatsappNumber;
    }
    throw new NumberChanged(0);
  };
