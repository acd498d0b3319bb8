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
  const { rows } = await client.query(
    `with wanted as materialized (
       select * from json_to_recordset($1::json) as wanted (clinic_id uuid, kind text, value text)
     ), concerned as materialized (
       select distinct identity.clinic_id, identity.contact_id
       from wanted
       join contact_identities as identity using (clinic_id, kind, value)
     )
     select identity.clinic_id, identity.contact_id, identity.kind, identity.value,
       identity.superseded_at is not null as superseded, contact.profile_name, contact.created_at
     from concerned
     join contact_identities as identity using (clinic_id, contact_id)
     join contacts as contact on contact.clinic_id = concerned.clinic_id and contact.id = concerned.contact_id`,
    [JSON.stringify(wanted)],
  );
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
