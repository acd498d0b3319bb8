import type { People, PersonToPlace } from '../../../application/ports/messaging/people.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import {
  contactId as newContactId,
  type ContactId,
} from '../../../domain/messaging/people/contact-identity.ts';
import { MergeNotFound } from '../../../domain/messaging/ingest-errors.ts';
import {
  identitiesOf,
  identityKey,
  newDirectory,
  type PeopleChange,
} from '../../../domain/messaging/people/people.ts';
import { lastPreference } from '../../../domain/messaging/people/message-preference.ts';
import { followIdentityChange, placePerson } from '../../../domain/messaging/people/place-person.ts';
import { distrust, mergeConversationsOf, openConversation, splitConversations } from './conversations.ts';
import type { MemoryDatabase } from '../database.ts';
import { isErased } from '../privacy/erased-keys.ts';
import type { PeopleRows } from '../rows.ts';

export const memoryPeople = (db: MemoryDatabase): People => ({
  place: (people, now) =>
    db.atomically(() => {
      const contacts: (ContactId | undefined)[] = [];
      for (const person of people) {
        if (person.marks !== undefined && isErased(db, person.marks)) {
          contacts.push(undefined);
          continue;
        }
        const { contactId: placed, changes } = decide(db, person, now);
        for (const change of changes)
          if (change.type === 'merge')
            contacts.forEach((id, index) => (contacts[index] = id === change.merged ? change.kept : id));
        contacts.push(placed);
      }
      return people.map(({ clinicId, whatsappNumber }, index) => {
        const contactId = contacts[index];
        if (contactId === undefined) return undefined;
        const { id, identityVersion } = openConversation(db, clinicId, whatsappNumber, contactId);
        return { contactId, conversationId: id, identityVersion };
      });
    }),

  undoMerge: (clinicId, merged) =>
    db.atomically(() => {
      const people = peopleOf(db, clinicId);
      const merge = people.merges.find((row) => row.merged.id === merged);
      if (merge === undefined) throw new MergeNotFound(merged);
      people.merges = people.merges.filter((row) => row !== merge);
      const { contacts, owners } = people.directory;
      contacts.set(merged, merge.merged);
      for (const identity of merge.identities) {
        const owner = owners.get(identityKey(identity));
        if (owner?.contactId === merge.kept)
          owners.set(identityKey(identity), { ...owner, contactId: merged });
      }
      distrust(db, clinicId, merge.kept);
      splitConversations(db, clinicId, merge);
    }),
});

export function peopleOf(db: MemoryDatabase, clinicId: ClinicId): PeopleRows {
  const known = db.people.get(clinicId);
  if (known !== undefined) return known;
  const made: PeopleRows = {
    directory: newDirectory(clinicId),
    flags: new Map(),
    preferences: new Map(),
    merges: [],
  };
  db.people.set(clinicId, made);
  return made;
}

/** The rules bring the live directory up to date by themselves; what else a store keeps is done beside them. */
function decide(db: MemoryDatabase, { clinicId, sighting, change }: PersonToPlace, now: Date) {
  const people = peopleOf(db, clinicId);
  const before = new Map(people.directory.owners);
  const contactsBefore = new Map(people.directory.contacts);
  const placing = { directory: people.directory, now, newId: () => newContactId(db.ids.next()) };
  const placed = change ? followIdentityChange(change, placing) : placePerson(sighting, placing);
  for (const step of placed.changes) follow(db, people, step, { before, contactsBefore });
  return placed;
}

export function flagContact(
  { flags }: PeopleRows,
  { contactId, flag }: Pick<Extract<PeopleChange, { type: 'flag' }>, 'contactId' | 'flag'>,
): void {
  flags.set(contactId, (flags.get(contactId) ?? new Set()).add(flag));
}

type Past = {
  readonly before: PeopleRows['directory']['owners'];
  readonly contactsBefore: PeopleRows['directory']['contacts'];
};

function follow(db: MemoryDatabase, people: PeopleRows, change: PeopleChange, past: Past): void {
  const { clinicId } = people.directory;
  switch (change.type) {
    case 'create':
    case 'rename':
    case 'attach':
      return;
    case 'move': {
      const owner = past.before.get(identityKey(change.identity));
      if (owner !== undefined) distrust(db, clinicId, owner.contactId);
      return;
    }
    case 'supersede':
      distrust(db, clinicId, change.contactId);
      return;
    case 'flag':
      flagContact(people, change);
      return;
    case 'merge': {
      const merged = past.contactsBefore.get(change.merged);
      if (merged === undefined) throw new Error(`Contact ${change.merged} is not there to be merged`);
      const earlier = { ...people.directory, owners: new Map(past.before) };
      const identities = identitiesOf(earlier, change.merged).map(({ kind, value }) => ({ kind, value }));
      const merge = { id: db.ids.next(), kept: change.kept, merged, identities };
      people.merges.push(merge);
      if (people.flags.get(change.merged)?.has('prefers-people'))
        flagContact(people, { contactId: change.kept, flag: 'prefers-people' });
      const preference = people.preferences.get(change.merged);
      if (preference !== undefined)
        people.preferences.set(change.kept, lastPreference(people.preferences.get(change.kept), preference));
      mergeConversationsOf(db, clinicId, merge);
      return;
    }
  }
}
