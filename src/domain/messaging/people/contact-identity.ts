import { canonicalPhone, type PhoneDigits } from './phone-number.ts';

export type ContactId = string & { readonly brand: 'ContactId' };
export const contactId = (value: string) => value as ContactId;

export type IdentityKind = 'phone' | 'wa_id' | 'bsuid' | 'parent_bsuid';

/** One name under which WhatsApp knows a person of one clinic. */
export type Identity = { readonly kind: IdentityKind; readonly value: string };

/** As the team sees it: one that the person has given up, or lost, is a former one. */
export type KnownIdentity = Identity & { readonly isFormer: boolean };

/** Who wrote, as one webhook item says it. At least one of phone and bsuid is there. */
export type Sighting = {
  /** Exactly as Meta gave it (digits). */
  readonly phone?: PhoneDigits;
  readonly bsuid?: string;
  readonly parentBsuid?: string;
  readonly profileName?: string;
  /** As the clinic calls them: for who has no name yet. */
  readonly givenName?: string;
};

export function sightingIdentities({ phone, bsuid, parentBsuid }: Sighting): readonly Identity[] {
  const identities: Identity[] = [];
  if (bsuid !== undefined) identities.push({ kind: 'bsuid', value: bsuid });
  if (parentBsuid !== undefined) identities.push({ kind: 'parent_bsuid', value: parentBsuid });
  if (phone !== undefined) {
    identities.push({ kind: 'phone', value: canonicalPhone(phone) });
    identities.push({ kind: 'wa_id', value: phone });
  }
  return identities;
}

/** Meta reports that one person's identifiers changed (docs/vendors/meta.md#changed-identities). */
export type IdentityChange = {
  readonly previous: Sighting;
  readonly current: Sighting;
};
