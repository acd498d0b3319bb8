import type { PoolClient } from 'pg';
import { z } from 'zod';
import type { Ids } from '../../application/ports/ids.ts';
import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { ContactId } from '../../domain/messaging/contact-identity.ts';
import { MergeNotFound } from '../../domain/messaging/ingest-errors.ts';
import type { PeopleChange } from '../../domain/messaging/people.ts';
import { distrustConversations, mergeConversations, splitConversations } from './conversations.ts';

export async function saveChanges(
  client: PoolClient,
  clinicId: ClinicId,
  changes: readonly PeopleChange[],
  ids: Ids,
  now: Date,
): Promise<void> {
  for (const change of changes) await saveChange(client, clinicId, change, ids, now);
}

async function saveChange(
  client: PoolClient,
  clinicId: ClinicId,
  change: PeopleChange,
  ids: Ids,
  now: Date,
): Promise<void> {
  switch (change.type) {
    case 'create':
      await client.query('insert into contacts (clinic_id, id, profile_name, created_at) values ($1, $2, $3, $4)', [
        clinicId,
        change.contact.id,
        change.contact.profileName,
        now,
      ]);
      return;
    case 'rename':
      await client.query('update contacts set profile_name = $3 where clinic_id = $1 and id = $2', [
        clinicId,
        change.contactId,
        change.profileName,
      ]);
      return;
    case 'flag':
      await client.query(
        `update contacts set flags = array_append(flags, $3)
         where clinic_id = $1 and id = $2 and not $3 = any(flags)`,
        [clinicId, change.contactId, change.flag],
      );
      return;
    case 'attach':
    case 'supersede':
    case 'move': {
      const { contactId, identity } = change;
      if (change.type === 'move') await distrustOwner(client, clinicId, identity.kind, identity.value);
      await client.query(
        `insert into contact_identities (clinic_id, kind, value, contact_id, first_seen_at, superseded_at)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (clinic_id, kind, value)
         do update set contact_id = excluded.contact_id, superseded_at = excluded.superseded_at`,
        [clinicId, identity.kind, identity.value, contactId, now, change.type === 'supersede' ? now : null],
      );
      if (change.type === 'supersede') await distrustConversations(client, clinicId, contactId);
      return;
    }
    case 'merge':
      await merge(client, clinicId, change.kept, change.merged, ids, now);
      return;
  }
}

async function distrustOwner(client: PoolClient, clinicId: ClinicId, kind: string, value: string): Promise<void> {
  const { rows } = await client.query<{ contact_id: string }>(
    'select contact_id from contact_identities where clinic_id = $1 and kind = $2 and value = $3',
    [clinicId, kind, value],
  );
  for (const row of rows) await distrustConversations(client, clinicId, row.contact_id as ContactId);
}

async function merge(
  client: PoolClient,
  clinicId: ClinicId,
  kept: ContactId,
  merged: ContactId,
  ids: Ids,
  now: Date,
): Promise<void> {
  const mergeId = ids.next();
  const { rows } = await client.query<{ kind: string; value: string }>(
    `update contact_identities set contact_id = $3
     where clinic_id = $1 and contact_id = $2
     returning kind, value`,
    [clinicId, merged, kept],
  );
  await client.query(
    `insert into contact_merges (clinic_id, id, kept_contact_id, merged_contact_id, identities, merged_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [clinicId, mergeId, kept, merged, JSON.stringify(rows), now],
  );
  await client.query('update contacts set merged_into = $3 where clinic_id = $1 and id = $2', [clinicId, merged, kept]);
  await mergeConversations(client, clinicId, { mergeId, kept, merged }, ids);
}

const mergeRow = z.object({
  id: z.string(),
  kept_contact_id: z.string().transform((id) => id as ContactId),
  identities: z.array(z.object({ kind: z.string(), value: z.string() })),
});

/** Gives the merged contact its identities, conversations and messages back; what came later stays with the kept one. */
export async function undoMerge(
  client: PoolClient,
  clinicId: ClinicId,
  merged: ContactId,
  now: Date,
): Promise<void> {
  const { rows } = await client.query(
    `update contact_merges set undone_at = $3
     where clinic_id = $1 and merged_contact_id = $2 and undone_at is null
     returning id, kept_contact_id, identities`,
    [clinicId, merged, now],
  );
  const undone = mergeRow.optional().parse(rows[0]);
  if (undone === undefined) throw new MergeNotFound(merged);
  await client.query('update contacts set merged_into = null where clinic_id = $1 and id = $2', [clinicId, merged]);
  await client.query(
    `update contact_identities as identity set contact_id = $3
     from json_to_recordset($2::json) as moved (kind text, value text)
     where identity.clinic_id = $1 and identity.kind = moved.kind and identity.value = moved.value
       and identity.contact_id = $4`,
    [clinicId, JSON.stringify(undone.identities), merged, undone.kept_contact_id],
  );
  await distrustConversations(client, clinicId, undone.kept_contact_id);
  await splitConversations(client, clinicId, { mergeId: undone.id, kept: undone.kept_contact_id, merged });
}
