import type { Pool, PoolClient } from 'pg';
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
import { areErased } from '../../privacy/erased-keys.ts';
import { admitPeople } from './admit-people.ts';
import type { ClinicChange } from './people-changes.ts';
import { loadDirectories } from './people-directory.ts';
import { undoMerge } from './people-merge.ts';
import type { Pools } from '../../pool.ts';
import { inTenant, inTransactionAhead, refusesData } from '../../transaction.ts';
import { planAnew, replanMs } from '../../fresh-plans.ts';

/**
 * The domain decides on what was loaded under lock; the changes of the whole batch, of whatever clinics, are written
 * together. On the connections of ingest: what is asked goes in one round trip, new people in one statement, however many.
 */
export const postgresPeople = (
  { tenants }: Pick<Pools, 'tenants'>,
  ingest: Pool,
  ids: Ids,
  everyMs = replanMs,
): People => ({
  place: (people, now) =>
    inTransactionAhead(
      ingest,
      async (client) => {
        await planAnew(client, everyMs);
        return lookUnderLock(client, people);
      },
      async (client, { isErased, directories }) => {
        const welcome = people.filter((_, index) => !isErased[index]);
        const { contacts, changes } = decide(welcome, directories, now, ids);
        const parties = welcome.map(({ clinicId, whatsappNumber }, index) => ({
          clinicId,
          whatsappNumber,
          contactId: contacts[index] as ContactId,
        }));
        const placed = (await admitPeople(client, { changes, parties, ids, now })).values();
        return isErased.map((erased) => (erased ? undefined : placed.next().value));
      },
    ).catch((error: unknown) => {
      if (refusesData(error)) throw new UnstorableBatch(error);
      throw error;
    }),

  undoMerge: (clinicId, merged, now) =>
    inTenant(tenants, clinicId, (client) => undoMerge(client, clinicId, merged, now)),
});

/** Nobody waits for one answer before the next question is sent: each sees what was committed when the lock was there. */
async function lookUnderLock(client: PoolClient, people: readonly PersonToPlace[]) {
  const [, wereErased, directories] = await Promise.all([
    lockIdentities(client, people),
    // under the lock, which whoever erases the person has to get, too
    areErased(
      client,
      people.flatMap(({ marks }) => marks ?? []),
    ),
    loadDirectories(client, people),
  ]);
  let mark = 0;
  const isErased = people.map(({ marks }) => marks !== undefined && wereErased[mark++] === true);
  return { isErased, directories };
}

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
  await client.query({
    name: 'lock-identities',
    text: `select pg_advisory_xact_lock(key)
     from (select distinct hashtextextended(name, 0) as key from unnest($1::text[]) as name order by key) as sorted`,
    values: [keys],
  });
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
