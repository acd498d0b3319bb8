import type { PoolClient } from 'pg';
import { z } from 'zod';
import type { Ids } from '../../../../application/ports/system/ids.ts';
import type { ClinicId } from '../../../../domain/clinic/clinic.ts';
import { contactId, type ContactId } from '../../../../domain/messaging/people/contact-identity.ts';
import { MergeNotFound } from '../../../../domain/messaging/ingest-errors.ts';
import {
  distrustConversations,
  lockConversations,
  mergeConversationsOf,
  splitConversations,
} from '../conversations.ts';

type Pair = { readonly kept: ContactId; readonly merged: ContactId };

/** Identities, conversations and messages go to the kept contact; what was moved is written down. */
export async function mergePeople(
  client: PoolClient,
  clinicId: ClinicId,
  { kept, merged }: Pair,
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
  await client.query('update contacts set merged_into = $3 where clinic_id = $1 and id = $2', [
    clinicId,
    merged,
    kept,
  ]);
  await mergeConversationsOf(client, clinicId, { mergeId, kept, merged }, ids);
}

const mergeRow = z.object({
  id: z.string(),
  kept_contact_id: z.string().transform(contactId),
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
  await lockConversations(client, [
    { clinicId, contactId: undone.kept_contact_id },
    { clinicId, contactId: merged },
  ]);
  await client.query('update contacts set merged_into = null where clinic_id = $1 and id = $2', [
    clinicId,
    merged,
  ]);
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
