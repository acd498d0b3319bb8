import type { PoolClient } from 'pg';
import type { Ids } from '../../../../application/ports/system/ids.ts';
import type { People, PersonToPlace } from '../../../../application/ports/messaging/people.ts';
import {
  contactId,
  sightingIdentities,
  type ContactId,
} from '../../../../domain/messaging/people/contact-identity.ts';
import { UnstorableBatch } from '../../../../domain/messaging/ingest-errors.ts';
import { identityKey, type PeopleDirectory } from '../../../../domain/messaging/people/people.ts';
import { followIdentityChange, placePerson } from '../../../../domain/messaging/people/place-person.ts';
import type { ClinicId } from '../../../../domain/clinic/clinic.ts';
import { openConversations } from '../conversations.ts';
import { areErased } from '../../privacy/erased-keys.ts';
import { saveChanges, type ClinicChange } from './people-changes.ts';
import { loadDirectories } from './people-directory.ts';
import { undoMerge } from './people-merge.ts';
import type { Pools } from '../../pool.ts';
import { inTenant, inTransaction, refusesData } from '../../transaction.ts';

/**
 * The domain decides on what was loaded under lock; the changes of the whole batch, of whatever clinics, are written
 * together.
 */
export const postgresPeople = ({ system, tenants }: Pools, ids: Ids): People => ({
  place: (people, now) =>
    inTransaction(system, async (client) => {
      await lockIdentities(client, people);
      // under the lock, which whoever erases the person has to get, too
      const wereErased = await areErased(
        client,
        people.flatMap(({ marks }) => marks ?? []),
      );
      let mark = 0;
      const isErased = people.map(({ marks }) => marks !== undefined && wereErased[mark++] === true);
      const welcome = people.filter((_, index) => !isErased[index]);
      const directories = await loadDirectories(client, welcome);
      const { contacts, changes } = decide(welcome, directories, now, ids);
      await saveChanges(client, changes, ids, now);
      const parties = welcome.map(({ clinicId, whatsappNumber }, index) => ({
        clinicId,
        whatsappNumber,
        contactId: contacts[index] as ContactId,
      }));
      const placed = (await openConversations(client, parties, ids)).values();
      return isErased.map((erased) => (erased ? undefined : placed.next().value));
    }).catch((error: unknown) => {
      if (refusesData(error)) throw new UnstorableBatch(error);
      throw error;
    }),

  undoMerge: (clinicId, merged, now) =>
    inTenant(tenants, clinicId, (client) => undoMerge(client, clinicId, merged, now)),
});

/** Two writers that speak of the same identity wait for each other; sorted, so that they cannot deadlock. */
export async function lockIdentities(
  client: PoolClient,
  people: readonly Pick<PersonToPlace, 'clinicId' | 'sighting' | 'change'>[],
): Promise<void> {
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

function decide(
  people: readonly PersonToPlace[],
  directories: ReadonlyMap<ClinicId, PeopleDirectory>,
  now: Date,
  ids: Ids,
): { contacts: readonly ContactId[]; changes: readonly ClinicChange[] } {
  const contacts: ContactId[] = [];
  const changes: ClinicChange[] = [];
  const newId = () => contactId(ids.next());
  for (const { clinicId, sighting, change } of people) {
    const directory = directories.get(clinicId);
    if (directory === undefined) throw new Error(`No directory was loaded for clinic ${clinicId}`);
    const placing = { directory, now, newId };
    const placed = change ? followIdentityChange(change, placing) : placePerson(sighting, placing);
    for (const step of placed.changes) {
      changes.push({ clinicId, change: step });
      // people placed earlier in the batch follow a merge
      if (step.type === 'merge')
        contacts.forEach((id, at) => id === step.merged && (contacts[at] = step.kept));
    }
    contacts.push(placed.contactId);
  }
  return { contacts, changes };
}
