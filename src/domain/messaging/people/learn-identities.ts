import { sightingIdentities, type ContactId, type Identity, type Sighting } from './contact-identity.ts';
import { identitiesOf, identityKey, type PeopleChange, type PeopleDirectory } from './people.ts';
import { phoneDigits } from './phone-number.ts';

/** The recipient as the answer to a send names them. */
export function acceptedRecipient({
  waId,
  bsuid,
  parentBsuid,
}: {
  readonly waId?: string;
  readonly bsuid?: string;
  readonly parentBsuid?: string;
}): Sighting {
  const phone = phoneDigits(waId);
  return { ...(phone && { phone }), ...(bsuid && { bsuid }), ...(parentBsuid && { parentBsuid }) };
}

/** How little a recipient may change. */
export type Learned = Extract<PeopleChange, { type: 'attach' | 'flag' }>;

/**
 * What is learned when WhatsApp says who a message to `contactId` reached. Identifiers that nobody has become theirs;
 * none is taken from anybody, not even one that was given up: people move only by what they write and by what Meta says of them
 * (`placePerson`). When the recipient seems to be another person, nothing is learned and a human should look.
 * The directory holds everyone who owns one of the identifiers, and the contact with all of theirs.
 */
export function learnIdentities(
  contactId: ContactId,
  recipient: Sighting,
  directory: PeopleDirectory,
): readonly Learned[] {
  const identities = sightingIdentities(recipient);
  const ownerOf = (identity: Identity) => directory.owners.get(identityKey(identity));
  const others = identities.flatMap((identity) => {
    const owner = ownerOf(identity);
    return owner === undefined || owner.superseded || owner.contactId === contactId ? [] : [owner.contactId];
  });
  if (others.length > 0)
    return [...new Set([contactId, ...others])].map((id) => ({
      type: 'flag',
      contactId: id,
      flag: 'identity-conflict',
    }));
  if (isUnknownBeside(directory, contactId, recipient.bsuid))
    return [
      {
        type: 'flag',
        contactId,
        flag: recipient.phone === undefined ? 'identity-conflict' : 'recycled-phone',
      },
    ];
  return identities
    .filter((identity) => ownerOf(identity) === undefined)
    .map((identity) => ({ type: 'attach', contactId, identity }));
}

/** A user id that nobody has, given for somebody who has another: the message about a rotation would have come with it. */
const isUnknownBeside = (
  directory: PeopleDirectory,
  contactId: ContactId,
  bsuid: string | undefined,
): boolean =>
  bsuid !== undefined &&
  !directory.owners.has(identityKey({ kind: 'bsuid', value: bsuid })) &&
  identitiesOf(directory, contactId).some(({ kind, superseded }) => kind === 'bsuid' && !superseded);
