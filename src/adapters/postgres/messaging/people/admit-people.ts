import type { PoolClient } from 'pg';
import { z } from 'zod';
import type { Placement } from '../../../../application/ports/messaging/people.ts';
import type { Ids } from '../../../../application/ports/system/ids.ts';
import { conversationId } from '../../../../domain/messaging/message.ts';
import { openConversations, type Party } from '../conversations.ts';
import { contactRows, identityRows, isPlain, saveChanges, type ClinicChange } from './people-changes.ts';

/**
 * New people, what identifies them, and the one conversation of each party, in one statement. A conversation that somebody
 * else makes at this moment is found by neither half of the answer.
 */
const statement = `
with made as (
  insert into contacts (clinic_id, id, profile_name, created_at)
  select clinic, id, name, $4::timestamptz
  from json_to_recordset($1::json) as made (clinic uuid, id uuid, name text)
), known as (
  insert into contact_identities (clinic_id, kind, value, contact_id, first_seen_at)
  select clinic, kind, value, contact, $4::timestamptz
  from json_to_recordset($2::json) as seen (clinic uuid, kind text, value text, contact uuid)
  order by clinic, kind, value
  on conflict (clinic_id, kind, value)
  do update set contact_id = excluded.contact_id, superseded_at = excluded.superseded_at
), party as materialized (
  select * from json_to_recordset($3::json) as party (id uuid, clinic uuid, number text, contact uuid)
), opened as (
  insert into whatsapp_conversations_improved (clinic_id, id, whatsapp_number, contact_id)
  select clinic, id, number, contact from party
  order by clinic, contact, number
  on conflict (clinic_id, whatsapp_number, contact_id) do nothing
  returning id, identity_version
)
select party.id as wanted, found.id, found.identity_version
from party
cross join lateral (
  select id, identity_version from whatsapp_conversations_improved
  where contact_id = party.contact and whatsapp_number = party.number and clinic_id = party.clinic
  limit 1
) as found
union all
select id as wanted, id, identity_version from opened`;

const placedRows = z.array(
  z.object({
    wanted: z.string(),
    id: z.string().transform(conversationId),
    identity_version: z.int(),
  }),
);

type Admission = {
  /** In their order. */
  readonly changes: readonly ClinicChange[];
  readonly parties: readonly Party[];
  readonly ids: Ids;
  readonly now: Date;
};

/** Writes what was decided, and opens the conversations; one placement for each party, in order. */
export async function admitPeople(
  client: PoolClient,
  { changes, parties, ids, now }: Admission,
): Promise<readonly Placement[]> {
  if (!isPlain(changes)) {
    await saveChanges(client, changes, ids, now);
    return openConversations(client, parties, ids);
  }
  const wanted = new Map(parties.map((party) => [keyOf(party), { id: ids.next(), ...party }]));
  const rowsOfParties = [...wanted.values()].map(({ id, clinicId, whatsappNumber, contactId }) => ({
    id,
    clinic: clinicId,
    number: whatsappNumber,
    contact: contactId,
  }));
  const { rows } = await client.query({
    name: 'admit-people',
    text: statement,
    values: [contactRows(changes), identityRows(changes, now), rowsOfParties]
      .map((given): unknown => JSON.stringify(given))
      .concat(now),
  });
  const placed = new Map(placedRows.parse(rows).map((row) => [row.wanted, row]));
  const placements = parties.flatMap((party) => {
    const row = placed.get(wanted.get(keyOf(party))?.id ?? '');
    return row === undefined
      ? []
      : [{ contactId: party.contactId, conversationId: row.id, identityVersion: row.identity_version }];
  });
  return placements.length === parties.length ? placements : openConversations(client, parties, ids);
}

const keyOf = ({ clinicId, whatsappNumber, contactId }: Party): string =>
  `${clinicId} ${contactId} ${whatsappNumber}`;
