import { given } from '../../given.ts';
import {
  sightingIdentities,
  type ContactId,
  type Identity,
  type IdentityChange,
  type Sighting,
} from './contact-identity.ts';
import { canonicalPhone, type PhoneDigits } from './phone-number.ts';
import { applyChange, identitiesOf, identityKey, type PeopleChange, type PeopleDirectory } from './people.ts';

/** A contact this young that owns nothing but the new identifiers was made by a message that overtook the news. */
const freshMs = 24 * 3_600_000;

type Placing = { readonly directory: PeopleDirectory; readonly now: Date; readonly newId: () => ContactId };
export type PlacedPerson = { readonly contactId: ContactId; readonly changes: readonly PeopleChange[] };

/**
 * Decides which person of the clinic a sighting is, and what is learned from it. A BSUID outweighs a phone; people
 * are never merged because two of their identifiers met (docs/vendors/meta.md#hidden-phones). Updates the directory.
 */
export function placePerson(sighting: Sighting, { directory, now, newId }: Placing): PlacedPerson {
  const changes: PeopleChange[] = [];
  const apply = (change: PeopleChange) => {
    applyChange(directory, change);
    changes.push(change);
  };
  const identities = sightingIdentities(sighting);
  const byId = ownerOf(directory, identities, ['bsuid']) ?? ownerOf(directory, identities, ['parent_bsuid']);
  const byPhone = ownerOf(directory, identities, ['phone']);
  const recycled =
    byId === undefined && byPhone !== undefined && hasOtherBsuid(directory, byPhone, sighting.bsuid);
  const known = byId ?? (recycled ? undefined : byPhone);
  const contactId = known ?? newId();

  if (known === undefined) {
    apply({ type: 'create', contact: { id: contactId, createdAt: now, ...nameOf(sighting) } });
  } else {
    const before = directory.contacts.get(known)?.profileName;
    const profileName = sighting.profileName ?? before ?? sighting.givenName;
    if (profileName !== undefined && profileName !== before)
      apply({ type: 'rename', contactId, profileName });
  }
  const conflict = byId !== undefined && byPhone !== undefined && byId !== byPhone;
  for (const identity of identities) {
    const owner = directory.owners.get(identityKey(identity));
    if (owner === undefined) apply({ type: 'attach', contactId, identity });
    else if (owner.contactId !== contactId && (owner.superseded || recycled))
      apply({ type: 'move', contactId, identity });
  }
  // whoever has the number has it in every spelling: nothing meant for the former owner may go to it
  for (const identity of recycled ? otherSpellings(directory, byPhone, identities) : [])
    apply({ type: 'move', contactId, identity });
  const flag = recycled ? 'recycled-phone' : conflict ? 'identity-conflict' : undefined;
  if (flag !== undefined)
    for (const id of [contactId, byPhone]) if (id) apply({ type: 'flag', contactId: id, flag });
  return { contactId, changes };
}

/**
 * Follows Meta's news that a person's identifiers changed: the old ones are superseded, the new ones belong to the
 * same contact, whichever of message and news came first. Anything doubtful is flagged, not merged.
 */
export function followIdentityChange(change: IdentityChange, placing: Placing): PlacedPerson {
  const { directory, now } = placing;
  const changes: PeopleChange[] = [];
  const apply = (step: PeopleChange) => {
    applyChange(directory, step);
    changes.push(step);
  };
  const before = sightingIdentities(change.previous);
  const after = sightingIdentities(change.current);
  const all: readonly Identity['kind'][] = ['bsuid', 'parent_bsuid', 'phone'];
  const old = ownerOf(directory, before, all);
  const current = ownerOf(directory, after, all);

  let contactId = old ?? current;
  if (contactId === undefined) {
    contactId = placing.newId();
    apply({ type: 'create', contact: { id: contactId, createdAt: now } });
  }
  if (old !== undefined && current !== undefined && old !== current) {
    if (!isFresh(directory, current, after, now)) {
      for (const id of [old, current]) apply({ type: 'flag', contactId: id, flag: 'identity-conflict' });
      return { contactId: current, changes };
    }
    apply({ type: 'merge', kept: old, merged: current });
  }
  for (const identity of after) {
    const owner = directory.owners.get(identityKey(identity));
    if (owner === undefined) apply({ type: 'attach', contactId, identity });
    else if (owner.superseded)
      // back to an identifier they had before, or to one that somebody else gave up
      apply({ type: owner.contactId === contactId ? 'attach' : 'move', contactId, identity });
  }
  const kept = new Set(after.map(identityKey));
  for (const identity of [...before, ...otherSpellings(directory, contactId, before)]) {
    if (kept.has(identityKey(identity)) || isSpelledIn(identity, after)) continue;
    const owner = directory.owners.get(identityKey(identity));
    if (owner === undefined || (owner.contactId === contactId && !owner.superseded))
      apply({ type: 'supersede', contactId, identity });
  }
  return { contactId, changes };
}

/** The live owner of the first identity, in the order of `kinds`; a superseded BSUID still says who it was. */
function ownerOf(
  { owners }: PeopleDirectory,
  identities: readonly Identity[],
  kinds: readonly Identity['kind'][],
): ContactId | undefined {
  for (const kind of kinds) {
    for (const identity of identities) {
      if (identity.kind !== kind) continue;
      const owner = owners.get(identityKey(identity));
      if (owner !== undefined && !(owner.superseded && kind === 'phone')) return owner.contactId;
    }
  }
  return undefined;
}

const hasOtherBsuid = (directory: PeopleDirectory, owner: ContactId, bsuid: string | undefined): boolean =>
  bsuid !== undefined &&
  identitiesOf(directory, owner).some(
    ({ kind, value, superseded }) => kind === 'bsuid' && value !== bsuid && !superseded,
  );

const isSpelledIn = ({ kind, value }: Identity, identities: readonly Identity[]): boolean =>
  kind === 'wa_id' &&
  identities.some((other) => other.kind === 'phone' && other.value === canonicalPhone(value as PhoneDigits));

/** The ways in which WhatsApp spelled these phones for the owner, beside those given. */
function otherSpellings(
  directory: PeopleDirectory,
  owner: ContactId | undefined,
  identities: readonly Identity[],
): readonly Identity[] {
  if (owner === undefined) return [];
  const named = new Set(identities.map(identityKey));
  return identitiesOf(directory, owner)
    .filter((identity) => !named.has(identityKey(identity)) && isSpelledIn(identity, identities))
    .map(({ kind, value }) => ({ kind, value }));
}

/**
 * The news names its BSUID, so what it brought along beside it (the phone it wrote from, in any spelling) is that
 * person's, too; any other identifier makes it somebody of its own.
 */
function isFresh(directory: PeopleDirectory, id: ContactId, after: readonly Identity[], now: Date): boolean {
  const named = new Set(after.map(identityKey));
  const contact = directory.contacts.get(id);
  const owned = identitiesOf(directory, id);
  const isNamed = (identity: Identity) => named.has(identityKey(identity)) || isSpelledIn(identity, after);
  const isPhone = ({ kind }: Identity) => kind === 'phone' || kind === 'wa_id';
  const isTheirs = owned.some((identity) => identity.kind === 'bsuid' && isNamed(identity));
  return (
    contact !== undefined &&
    now.getTime() - contact.createdAt.getTime() < freshMs &&
    after.some(({ kind }) => kind === 'bsuid') &&
    owned.every((identity) => isNamed(identity) || (isTheirs && isPhone(identity)))
  );
}

const nameOf = ({ profileName, givenName }: Sighting) => given({ profileName: profileName ?? givenName });
