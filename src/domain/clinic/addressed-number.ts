import { phoneVariants } from '../messaging/people/phone-number.ts';
import type { BusinessNumberRef, ClinicNumber } from './clinic.ts';

type Registered = { readonly number: Pick<ClinicNumber, 'whatsappNumber' | 'phoneNumberId'> };

/**
 * The registered number that an item of a webhook was sent to. An id that is registered anywhere decides alone. Else the
 * digits do, with or without the ninth one, of a number whose id is not known yet or when the item names no id.
 */
export function addressedNumber<Row extends Registered>(
  registered: readonly Row[],
  { phoneNumberId, displayNumber }: BusinessNumberRef,
): Row | undefined {
  const byId = registered.find(
    ({ number }) => phoneNumberId !== undefined && number.phoneNumberId === phoneNumberId,
  );
  if (byId !== undefined || displayNumber === undefined) return byId;
  const mayBe = registered.filter(
    ({ number }) => number.phoneNumberId === undefined || phoneNumberId === undefined,
  );
  // its own spelling comes first
  for (const digits of phoneVariants(displayNumber)) {
    const found = mayBe.find(({ number }) => number.whatsappNumber === digits);
    if (found !== undefined) return found;
  }
  return undefined;
}
