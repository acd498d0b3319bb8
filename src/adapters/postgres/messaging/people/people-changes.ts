import type { PoolClient } from 'pg';
import type { Ids } from '../../../../application/ports/system/ids.ts';
import type { ClinicId } from '../../../../domain/clinic/clinic.ts';
import type { PeopleChange } from '../../../../domain/messaging/people/people.ts';
import { distrustConversations, lockConversations } from '../conversations.ts';
import { mergePeople } from './people-merge.ts';

type Change<Type extends PeopleChange['type']> = Extract<PeopleChange, { type: Type }>;
export type ClinicChange = { readonly clinicId: ClinicId; readonly change: PeopleChange };

/** Nobody lost anything: no conversation has to be locked for it, and the order does not matter. */
export const isPlain = (changes: readonly ClinicChange[]): boolean =>
  changes.every(({ change: { type } }) => type === 'create' || type === 'attach');

export const contactRows = (changes: readonly ClinicChange[]): readonly object[] =>
  of(changes, 'create').map(({ clinicId, change: { contact } }) => ({
    clinic: clinicId,
    id: contact.id,
    name: contact.profileName,
  }));

const of = <Type extends PeopleChange['type']>(changes: readonly ClinicChange[], type: Type) =>
  changes.flatMap(({ clinicId, change }) =>
    change.type === type ? [{ clinicId, change: change as Change<Type> }] : [],
  );

/**
 * Writes the changes of a batch, in as few statements as it has kinds: many new people at once are common (a busy
 * morning), merges are rare and happen in their place in the order.
 */
export async function saveChanges(
  client: PoolClient,
  changes: readonly ClinicChange[],
  ids: Ids,
  now: Date,
): Promise<void> {
  await lockConcerned(client, changes);
  let pending: ClinicChange[] = [];
  for (const each of changes) {
    if (each.change.type !== 'merge') {
      pending.push(each);
      continue;
    }
    await saveTogether(client, pending, now);
    pending = [];
    await mergePeople(client, each.clinicId, each.change, ids, now);
  }
  await saveTogether(client, pending, now);
}

/** New people, as most are, concern no conversation yet. */
async function lockConcerned(client: PoolClient, changes: readonly ClinicChange[]): Promise<void> {
  const contacts = changes.flatMap(({ clinicId, change }) => {
    if (change.type === 'merge')
      return [change.kept, change.merged].map((contactId) => ({ clinicId, contactId }));
    return change.type === 'supersede' ? [{ clinicId, contactId: change.contactId }] : [];
  });
  const identities = changes.flatMap(({ clinicId, change }) =>
    change.type === 'move' ? [{ clinicId, identity: change.identity }] : [],
  );
  if (contacts.length + identities.length > 0) await lockConversations(client, contacts, identities);
}

async function saveTogether(client: PoolClient, changes: readonly ClinicChange[], now: Date): Promise<void> {
  const write = (rows: readonly object[], sql: string) =>
    rows.length === 0 ? undefined : client.query(sql, [JSON.stringify(rows), now]);

  await write(
    contactRows(changes),
    `insert into contacts (clinic_id, id, profile_name, created_at)
     select clinic, id, name, $2 from json_to_recordset($1::json) as made (clinic uuid, id uuid, name text)`,
  );
  const moved = of(changes, 'move').map(({ clinicId, change }) => ({ clinic: clinicId, ...change.identity }));
  if (moved.length > 0) {
    // whoever owned it: placements remembered elsewhere are not to be trusted any more
    await client.query(
      `update whatsapp_conversations_improved as c set identity_version = identity_version + 1
       from json_to_recordset($1::json) as moved (clinic uuid, kind text, value text)
       join contact_identities as i on i.clinic_id = moved.clinic and i.kind = moved.kind and i.value = moved.value
       where c.clinic_id = i.clinic_id and c.contact_id = i.contact_id`,
      [JSON.stringify(moved)],
    );
  }
  await write(
    identityRows(changes, now),
    `insert into contact_identities (clinic_id, kind, value, contact_id, first_seen_at, superseded_at)
     select clinic, kind, value, contact, $2, superseded
     from json_to_recordset($1::json) as seen (clinic uuid, kind text, value text, contact uuid, superseded timestamptz)
     order by clinic, kind, value
     on conflict (clinic_id, kind, value)
     do update set contact_id = excluded.contact_id, superseded_at = excluded.superseded_at`,
  );
  const renamed = nameRows(changes);
  for (const { clinicId, change } of of(changes, 'supersede')) {
    await distrustConversations(client, clinicId, change.contactId);
  }
  if (renamed.length > 0)
    await client.query(
      `update contacts set profile_name = renamed.name
       from json_to_recordset($1::json) as renamed (clinic uuid, id uuid, name text)
       where clinic_id = renamed.clinic and contacts.id = renamed.id`,
      [JSON.stringify(renamed)],
    );
  for (const { clinicId, change } of of(changes, 'flag')) {
    await client.query(
      `update contacts set flags = array_append(flags, $3)
       where clinic_id = $1 and id = $2 and not $3 = any(flags)`,
      [clinicId, change.contactId, change.flag],
    );
  }
}

/** Where each identity ends up; the last change of it counts. */
export function identityRows(changes: readonly ClinicChange[], now: Date): readonly object[] {
  const rows = new Map<string, object>();
  for (const { clinicId, change } of changes) {
    if (change.type !== 'attach' && change.type !== 'move' && change.type !== 'supersede') continue;
    const { kind, value } = change.identity;
    rows.set(`${clinicId} ${kind} ${value}`, {
      clinic: clinicId,
      kind,
      value,
      contact: change.contactId,
      ...(change.type === 'supersede' && { superseded: now }),
    });
  }
  return [...rows.values()];
}

/** The last name of each contact counts. */
const nameRows = (changes: readonly ClinicChange[]): readonly object[] => [
  ...new Map(
    of(changes, 'rename').map(({ clinicId, change: { contactId, profileName } }) => [
      `${clinicId} ${contactId}`,
      { clinic: clinicId, id: contactId, name: profileName },
    ]),
  ).values(),
];
