import type { Pool, PoolClient } from 'pg';
import type { Ids } from '../../application/ports/ids.ts';
import type { People, PersonToPlace, Placement } from '../../application/ports/people.ts';
import { contactId, sightingIdentities, type ContactId } from '../../domain/messaging/contact-identity.ts';
import { identityKey, type PeopleChange } from '../../domain/messaging/people.ts';
import { followIdentityChange, placePerson } from '../../domain/messaging/place-person.ts';
import { loadDirectories } from './people-directory.ts';
import { saveChanges, undoMerge } from './people-changes.ts';
import { openConversations } from './conversations.ts';
import { inTransaction } from './transaction.ts';

/** Placing is rare (a sender's first message, or news about identifiers), so plain steps in one transaction will do. */
export const postgresPeople = (pool: Pool, ids: Ids): People => ({
  place: (people, now) =>
    inTransaction(pool, async (client) => {
      await lockIdentities(client, people);
      const directories = await loadDirectories(client, people);
      const newId = () => contactId(ids.next());
      const contacts: ContactId[] = [];
      for (const { clinicId, sighting, change } of people) {
        const directory = directories.get(clinicId);
        if (directory === undefined) throw new Error(`No directory was loaded for clinic ${clinicId}`);
        const placed = change
          ? followIdentityChange(change, { directory, now, newId })
          : placePerson(sighting, { directory, now, newId });
        await saveChanges(client, clinicId, placed.changes, ids, now);
        followMerges(contacts, placed.changes);
        contacts.push(placed.contactId);
      }
      return openConversations(
        client,
        people.map(({ clinicId, whatsappNumber }, index) => ({
          clinicId,
          whatsappNumber,
          contactId: contacts[index] as ContactId,
        })),
        ids,
      ) satisfies Promise<readonly Placement[]>;
    }),

  undoMerge: (clinicId, merged, now) =>
    inTransaction(pool, (client) => undoMerge(client, clinicId, merged, now)),
});

/** Two writers that speak of the same identity wait for each other; sorted, so that they cannot deadlock. */
async function lockIdentities(client: PoolClient, people: readonly PersonToPlace[]): Promise<void> {
  const keys = people.flatMap(({ clinicId, sighting, change }) =>
    [sighting, ...(change ? [change.previous, change.current] : [])]
      .flatMap(sightingIdentities)
      .map((identity) => `${clinicId} ${identityKey(identity)}`),
  );
  await client.query(
    `select pg_advisory_xact_lock(key)
     from (select distinct hashtextextended(name, 0) as key from unnest($1::text[]) as name order by key) as sorted`,
    [keys],
  );
}

function followMerges(contacts: ContactId[], changes: readonly PeopleChange[]): void {
  for (const change of changes) {
    if (change.type !== 'merge') continue;
    contacts.forEach((id, index) => {
      if (id === change.merged) contacts[index] = change.kept;
    });
  }
}
