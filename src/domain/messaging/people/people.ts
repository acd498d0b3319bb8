import type { ClinicId } from '../../clinic/clinic.ts';
import type { ContactId, Identity } from './contact-identity.ts';

/**
 * What a human should know before trusting that a contact is one person; `prefers-people`: wants no automatic assistant,
 * until they say otherwise.
 */
export type ContactFlag = 'recycled-phone' | 'identity-conflict' | 'prefers-people';

export type KnownContact = {
  readonly id: ContactId;
  readonly createdAt: Date;
  readonly profileName?: string;
};

/** Who owns an identity. A superseded one was given up by its owner (rotation, change of number). */
export type Ownership = { readonly contactId: ContactId; readonly superseded: boolean };

/** One step that brings what is known about the people of a clinic up to date. */
export type PeopleChange =
  | { readonly type: 'create'; readonly contact: KnownContact }
  | { readonly type: 'rename'; readonly contactId: ContactId; readonly profileName: string }
  | { readonly type: 'attach'; readonly contactId: ContactId; readonly identity: Identity }
  /** The identity leaves its owner: a recycled phone. */
  | { readonly type: 'move'; readonly contactId: ContactId; readonly identity: Identity }
  | { readonly type: 'supersede'; readonly contactId: ContactId; readonly identity: Identity }
  | { readonly type: 'flag'; readonly contactId: ContactId; readonly flag: ContactFlag }
  | { readonly type: 'merge'; readonly kept: ContactId; readonly merged: ContactId };

/** The part of one clinic's contacts that matters for a decision, brought along by the caller. */
export type PeopleDirectory = {
  readonly clinicId: ClinicId;
  readonly contacts: Map<ContactId, KnownContact>;
  readonly owners: Map<string, Ownership>;
};

export const newDirectory = (clinicId: ClinicId): PeopleDirectory => ({
  clinicId,
  contacts: new Map(),
  owners: new Map(),
});

export const identityKey = ({ kind, value }: Identity): string => `${kind}:${value}`;

export function identitiesOf(
  directory: PeopleDirectory,
  owner: ContactId,
): readonly (Identity & Ownership)[] {
  return [...directory.owners]
    .filter(([, ownership]) => ownership.contactId === owner)
    .map(([key, ownership]) => {
      const separator = key.indexOf(':');
      return {
        kind: key.slice(0, separator) as Identity['kind'],
        value: key.slice(separator + 1),
        ...ownership,
      };
    });
}

/** Applies one change to the directory in place, as a store does to its rows. */
export function applyChange(directory: PeopleDirectory, change: PeopleChange): void {
  const { contacts, owners } = directory;
  switch (change.type) {
    case 'create':
      contacts.set(change.contact.id, change.contact);
      return;
    case 'rename': {
      const contact = contacts.get(change.contactId);
      if (contact !== undefined) contacts.set(contact.id, { ...contact, profileName: change.profileName });
      return;
    }
    case 'attach':
    case 'move':
      owners.set(identityKey(change.identity), { contactId: change.contactId, superseded: false });
      return;
    case 'supersede':
      owners.set(identityKey(change.identity), { contactId: change.contactId, superseded: true });
      return;
    case 'merge':
      for (const [key, ownership] of owners) {
        if (ownership.contactId === change.merged) owners.set(key, { ...ownership, contactId: change.kept });
      }
      contacts.delete(change.merged);
      return;
    case 'flag':
      return;
  }
}
