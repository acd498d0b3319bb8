import { ClinicNotFound } from '../../domain/clinic/clinic-errors.ts';
import { NumberMalformed } from '../../domain/clinic/number-errors.ts';
import type { ClinicId } from '../../domain/clinic/clinic.ts';
import { phoneDigits } from '../../domain/messaging/people/phone-number.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { ClinicNumbers, RegisteredNumber } from '../ports/clinic/clinic-numbers.ts';

type Registration = {
  readonly clinicId: ClinicId;
  /** With country code; punctuation is allowed. */
  readonly whatsappNumber: string;
  readonly phoneNumberId?: string;
  readonly wabaId?: string;
};

/**
 * Gives a business number to a clinic. Without a phone_number_id it is found by its digits and learns the id from the
 * first webhook. @throws NumberMalformed, NumberTaken, ClinicNotFound
 */
export type RegisterWhatsAppNumber = (request: Registration) => Promise<RegisteredNumber>;

type Needs = { clinicNumbers: ClinicNumbers; clock: Clock };

export const makeRegisterWhatsAppNumber =
  ({ clinicNumbers, clock }: Needs): RegisterWhatsAppNumber =>
  async (request) => {
    const whatsappNumber = phoneDigits(request.whatsappNumber);
    if (whatsappNumber === undefined) throw new NumberMalformed();
    const added = await clinicNumbers.add({ ...request, whatsappNumber, isActive: true }, clock.now());
    if (added === undefined) throw new ClinicNotFound(request.clinicId);
    return added;
  };
