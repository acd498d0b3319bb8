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
import { replacesPreference } from './message-preferences.ts';

const mergedReplacesKept = replacesPreference(
  { at: 'kept.preference_at', wants: 'kept.wants_messages' },
  { at: 'merged.preference_at', wants: 'merged.wants_messages' },
);

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
  await client.query(
    `update contacts as kept set flags = array_append(kept.flags, 'prefers-people')
     from contacts as merged
     where kept.clinic_id = $1 and kept.id = $2 and merged.clinic_id = $1 and merged.id = $3
       and 'prefers-people' = any(merged.flags) and not 'prefers-people' = any(kept.flags)`,
    [clinicId, kept, merged],
  );
  await client.query(
    `update contacts as kept
     set wants_messages = merged.wants_messages, preference_at = merged.preference_at, preference_by = merged.preference_by
     from contacts as merged
     where kept.clinic_id = $1 and kept.id = $2 and merged.clinic_id = $1 and merged.id = $3
       and ${mergedReplacesKept}`,
    [clinicId, kept, merged],
  );
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
