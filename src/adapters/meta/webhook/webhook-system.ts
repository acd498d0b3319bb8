import type { IdentityChange, Sighting } from '../../../domain/messaging/people/contact-identity.ts';
import { fieldsOf, listOf, type JsonObject } from './json-values.ts';
import { isSomebody, seenAs, sighting } from './webhook-people.ts';

/**
 * A person's phone or user id changed (docs/vendors/meta.md#changed-identities). `from` is the old phone, `wa_id` the new
 * one; a new phone brings a new user id with it.
 */
export function identityChangeOf(message: JsonObject): IdentityChange | undefined {
  const system = fieldsOf(message['system']);
  if (!changesIdentity(system['type'])) return undefined;
  const current = seenAs(system['wa_id'] ?? system['new_wa_id'], system['user_id'], system['parent_user_id']);
  const before = seenAs(
    message['from'] ?? system['customer'],
    system['previous_user_id'],
    system['previous_parent_user_id'],
  );
  const sender = seenAs(undefined, message['from_user_id'], undefined).bsuid;
  const previous = sighting({
    ...before,
    // Before the revision only the sender's own id named the old one.
    bsuid: before.bsuid ?? (sender === current.bsuid ? undefined : sender),
  });
  if (!isSomebody(previous) || !isSomebody(current) || isSame(previous, current)) return undefined;
  return { previous, current };
}

const changesIdentity = (type: unknown): boolean =>
  type === 'user_changed_number' || type === 'customer_changed_number' || type === 'user_changed_user_id';

const isSame = (one: Sighting, other: Sighting): boolean =>
  one.phone === other.phone && one.bsuid === other.bsuid && one.parentBsuid === other.parentBsuid;

/**
 * The person with the one phone that a card says is theirs: it has their user id, or it answers our request and names nobody.
 * Any other card may be somebody else's (docs/vendors/meta.md#hidden-phones).
 */
export function withSharedPhone(person: Sighting, message: JsonObject): Sighting {
  if (message['type'] !== 'contacts' || person.phone !== undefined) return person;
  const cards = listOf(message['contacts']).map(fieldsOf);
  const entries = cards.flatMap((card) =>
    listOf(card['phones'])
      .map(fieldsOf)
      .map((entry) =>
        seenAs(entry['wa_id'] ?? entry['phone'], entry['user_id'] ?? card['user_id'], undefined),
      ),
  );
  const named = entries.filter(({ bsuid }) => bsuid !== undefined && bsuid === person.bsuid);
  const isAnswer = cards.length === 1 && (cards[0]?.['origin'] ?? message['origin']) === 'contact_request';
  const own = named.length > 0 ? named : isAnswer ? entries : [];
  const [shared] = own;
  if (own.length !== 1 || shared?.phone === undefined) return person;
  if (shared.bsuid !== undefined && shared.bsuid !== person.bsuid) return person;
  return sighting({ ...person, phone: shared.phone });
}
