import type { Sighting } from '../../../domain/messaging/people/contact-identity.ts';
import { canonicalPhone, phoneDigits } from '../../../domain/messaging/people/phone-number.ts';
import { fieldsOf, textOf, type JsonObject } from './json-values.ts';
import { given } from '../../../domain/given.ts';

const bsuidShape = /^[A-Z]{2}\.[^\s]{1,150}$/;
const userIdShape = /^[^\s\p{C}]{1,160}$/u;

/** The format of user ids has moved once already, so anything that could be an id is one. */
const userIdOf = (value: unknown): string | undefined =>
  typeof value === 'string' && userIdShape.test(value) ? value : undefined;

/** Defined properties only. */
export function sighting(seen: { readonly [K in keyof Sighting]: Sighting[K] | undefined }): Sighting {
  const { phone, bsuid, parentBsuid, profileName } = seen;
  return {
    ...given({ phone, bsuid, parentBsuid }),
    ...(profileName !== undefined && profileName !== '' && { profileName }),
  };
}

/**
 * A person from the three places where Meta names one. A hidden phone is an absent key, `''`, or the BSUID
 * copied into the phone's place (docs/vendors/meta.md#hidden-phones); a parent id has no pattern of its own.
 */
export function seenAs(phoneField: unknown, userId: unknown, parentUserId: unknown): Sighting {
  const given = typeof phoneField === 'number' ? String(phoneField) : phoneField;
  const copied = typeof given === 'string' && bsuidShape.test(given) ? userIdOf(given) : undefined;
  return sighting({
    phone: phoneDigits(given),
    bsuid: userIdOf(userId) ?? copied,
    parentBsuid: userIdOf(parentUserId),
  });
}

export const isSomebody = ({ phone, bsuid }: Sighting): boolean => phone !== undefined || bsuid !== undefined;

/** Adds to what an item says about a person what the `contacts` beside it say about the same one. */
export type Completed = (own: Sighting) => Sighting;

/** Contacts are matched by user id, then by phone; never by position: Meta does not align the two lists. */
export function contactsBook(contacts: readonly unknown[]): Completed {
  const byBsuid = new Map<string, Sighting>();
  const byPhone = new Map<string, Sighting>();
  for (const contact of contacts) {
    const seen = contactSeen(fieldsOf(contact));
    if (seen.bsuid !== undefined) byBsuid.set(seen.bsuid, seen);
    if (seen.phone !== undefined) byPhone.set(canonicalPhone(seen.phone), seen);
  }
  return (own) => {
    const contact =
      (own.bsuid === undefined ? undefined : byBsuid.get(own.bsuid)) ??
      (own.phone === undefined ? undefined : byPhone.get(canonicalPhone(own.phone)));
    return contact === undefined || isSomebodyElse(contact, own) ? own : { ...contact, ...own };
  };
}

const isSomebodyElse = (one: Sighting, other: Sighting): boolean =>
  one.bsuid !== undefined && other.bsuid !== undefined && one.bsuid !== other.bsuid;

function contactSeen({ wa_id, user_id, parent_user_id, profile }: JsonObject): Sighting {
  const { name, username } = fieldsOf(profile);
  const profileName = textOf(name) || textOf(username).replace(/^@/, '');
  return sighting({ ...seenAs(wa_id, user_id, parent_user_id), profileName });
}
