import type { PoolClient } from 'pg';
import { z } from 'zod';
import type { PersonToPlace } from '../../../../application/ports/messaging/people.ts';
import { clinicId, type ClinicId } from '../../../../domain/clinic/clinic.ts';
import { contactId, sightingIdentities } from '../../../../domain/messaging/people/contact-identity.ts';
import {
  newDirectory,
  identityKey,
  type PeopleDirectory,
} from '../../../../domain/messaging/people/people.ts';
import { given } from '../../../../domain/given.ts';

const ownedRow = z.object({
  clinic_id: z.string().transform(clinicId),
  contact_id: z.string().transform(contactId),
  kind: z.enum(['phone', 'wa_id', 'bsuid', 'parent_bsuid']),
  value: z.string(),
  superseded: z.boolean(),
  profile_name: z.string().nullable(),
  created_at: z.date(),
});

/** Each row is looked up on its own, so that the plan is right on an empty table, too (docs/decisions/0012). */
const knownStatement = `
with wanted as materialized (
  select * from json_to_recordset($1::json) as wanted (clinic_id uuid, kind text, value text)
), concerned as materialized (
  select distinct wanted.clinic_id, owner.contact_id
  from wanted
  cross join lateral (
    select contact_id from contact_identities as identity
    where identity.clinic_id = wanted.clinic_id and identity.kind = wanted.kind and identity.value = wanted.value
    limit 1
  ) as owner
)
select concerned.clinic_id, concerned.contact_id, identity.kind, identity.value, identity.superseded,
  contact.profile_name, contact.created_at
from concerned
cross join lateral (
  select profile_name, created_at from contacts
  where contacts.clinic_id = concerned.clinic_id and contacts.id = concerned.contact_id
  limit 1
) as contact
cross join lateral (
  select kind, value, superseded_at is not null as superseded from contact_identities
  where contact_id = concerned.contact_id and clinic_id = concerned.clinic_id
  offset 0
) as identity`;

/** What is known about everyone who these sightings may mean, with all identities of those contacts. */
export async function loadDirectories(
  client: PoolClient,
  people: readonly PersonToPlace[],
): Promise<ReadonlyMap<ClinicId, PeopleDirectory>> {
  const directories = new Map(people.map(({ clinicId: id }) => [id, newDirectory(id)]));
  const wanted = people.flatMap(({ clinicId: id, sighting, change }) =>
    [sighting, ...(change ? [change.previous, change.current] : [])]
      .flatMap(sightingIdentities)
      .map((identity) => ({ clinic_id: id, ...identity })),
  );
  const { rows } = await client.query({
    name: 'people-known',
    text: knownStatement,
    values: [JSON.stringify(wanted)],
  });
  for (const row of z.array(ownedRow).parse(rows)) {
    const directory = directories.get(row.clinic_id);
    directory?.contacts.set(row.contact_id, {
      id: row.contact_id,
      createdAt: row.created_at,
      ...given({ profileName: row.profile_name ?? undefined }),
    });
    directory?.owners.set(identityKey(row), { contactId: row.contact_id, superseded: row.superseded });
  }
  return directories;
}
