/** A telephone number as digits with country code and no '+', e.g. `5547999998888`. */
export type PhoneDigits = string & { readonly brand: 'PhoneDigits' };

const phoneShape = /^\+?\d{6,15}$/;
const punctuation = /[\s().-]/g;

/**
 * Reads what Meta puts where a phone belongs. Anything that is not a phone (missing, `""`, or a BSUID copied
 * into the field) is `undefined` (docs/vendors/meta.md#hidden-phones).
 */
export function phoneDigits(value: unknown): PhoneDigits | undefined {
  if (typeof value !== 'string') return undefined;
  const bare = value.replace(punctuation, '');
  return phoneShape.test(bare) ? (bare.replace('+', '') as PhoneDigits) : undefined;
}

const brazilian = /^55(\d{2})(\d{8,9})$/;

/**
 * Every form under which WhatsApp may know this number. Brazilian mobiles exist with and without the ninth
 * digit; landlines (first digit 2-5) and the newer mobile blocks that never had eight digits have one form.
 */
export function phoneVariants(phone: PhoneDigits): readonly PhoneDigits[] {
  const [, area, rest] = brazilian.exec(phone) ?? [];
  if (area === undefined || rest === undefined) return [phone];
  if (/^9[6-9]\d{7}$/.test(rest)) return [phone, `55${area}${rest.slice(1)}` as PhoneDigits];
  if (/^[6-9]\d{7}$/.test(rest)) return [phone, `55${area}9${rest}` as PhoneDigits];
  return [phone];
}

/** The one form people are keyed by: with the ninth digit where the number has one. */
export function canonicalPhone(phone: PhoneDigits): PhoneDigits {
  return phoneVariants(phone).reduce((longest, form) => (form.length > longest.length ? form : longest));
}

/** `5547999998888` as `+5547999998888`; Meta guesses the country when the '+' is missing. */
export const e164 = (phone: PhoneDigits): string => `+${phone}`;
