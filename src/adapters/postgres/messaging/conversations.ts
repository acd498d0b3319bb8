import type { PoolClient } from 'pg';
import { inheritAssignment } from './acts/conversation-assignments.ts';
import { z } from 'zod';
import type { Ids } from '../../../application/ports/system/ids.ts';
import type { Placement } from '../../../application/ports/messaging/people.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { ContactId, Identity } from '../../../domain/messaging/people/contact-identity.ts';
import { mergeConversations } from '../../../domain/messaging/people/merge-conversations.ts';
import { conversationId, type ConversationId } from '../../../domain/messaging/message.ts';
import type { PhoneDigits } from '../../../domain/messaging/people/phone-number.ts';
import { readConversation, saveConversation } from './conversation-rows.ts';
import { movedEpoch } from './sending/overtaken.ts';
import { releaseWaiting } from './window/unanswered.ts';

export type Party = {
  readonly clinicId: ClinicId;
  readonly whatsappNumber: PhoneDigits;
  readonly contactId: ContactId;
};
type Merge = { readonly mergeId: string; readonly kept: ContactId; readonly merged: ContactId };

const placedRow = z.object({
  n: z.int(),
  id: z.string().transform(conversationId),
  identity_version: z.int(),
});

/** The one conversation per number and person, made where it is missing. Results in the order given. */
export async function openConversations(
  client: PoolClient,
  parties: readonly Party[],
  ids: Ids,
): Promise<readonly Placement[]> {
  const items = JSON.stringify(parties.map((party, n) => ({ n, id: ids.next(), ...party })));
  const columns = '(n integer, id uuid, "clinicId" uuid, "whatsappNumber" text, "contactId" uuid)';
  await client.query(
    `insert into whatsapp_conversations_improved (clinic_id, id, whatsapp_number, contact_id)
     select "clinicId", id, "whatsappNumber", "contactId"
     from json_to_recordset($1::json) as party ${columns}
     order by "clinicId", "contactId", "whatsappNumber"
     on conflict (clinic_id, whatsapp_number, contact_id) do nothing`,
    [items],
  );
  const { rows } = await client.query(
    `select party.n, conversation.id, conversation.identity_version
     from json_to_recordset($1::json) as party ${columns}
     join whatsapp_conversations_improved as conversation
       on conversation.clinic_id = party."clinicId"
       and conversation.whatsapp_number = party."whatsappNumber"
       and conversation.contact_id = party."contactId"
     order by party.n`,
    [items],
  );
  return z
    .array(placedRow)
    .parse(rows)
    .map((row) => ({
      contactId: (parties[row.n] as Party).contactId,
      conversationId: row.id,
      identityVersion: row.identity_version,
    }));
}

/**
 * In the order in which everybody locks conversations, ingest above all. Whoever changes those of several people locks
 * all of them first, those of the owners of `identities` among them.
 */
export async function lockConversations(
  client: PoolClient,
  contacts: readonly { readonly clinicId: ClinicId; readonly contactId: ContactId }[],
  identities: readonly { readonly clinicId: ClinicId; readonly identity: Identity }[] = [],
): Promise<void> {
  await client.query(
    `select from whatsapp_conversations_improved
     where (clinic_id, contact_id) in (
       select clinic, contact from json_to_recordset($1::json) as wanted (clinic uuid, contact uuid)
       union all
       select owned.clinic_id, owned.contact_id
       from json_to_recordset($2::json) as moved (clinic uuid, kind text, value text)
       join contact_identities as owned
         on owned.clinic_id = moved.clinic and owned.kind = moved.kind and owned.value = moved.value
     )
     order by clinic_id, id
     for no key update`,
    [
      JSON.stringify(contacts.map(({ clinicId, contactId }) => ({ clinic: clinicId, contact: contactId }))),
      JSON.stringify(identities.map(({ clinicId, identity }) => ({ clinic: clinicId, ...identity }))),
    ],
  );
}

/** Remembered placements of this person are not to be trusted any more. */
export async function distrustConversations(
  client: PoolClient,
  clinicId: ClinicId,
  contact: ContactId,
): Promise<void> {
  await client.query(
    `update whatsapp_conversations_improved set identity_version = identity_version + 1
     where clinic_id = $1 and contact_id = $2`,
    [clinicId, contact],
  );
}

/**
 * Brings the messages of the merged person into the kept one's conversations. A turn under way is fenced off and due
 * again where the messages are now.
 */
export async function mergeConversationsOf(
  client: PoolClient,
  clinicId: ClinicId,
  { mergeId, kept, merged }: Merge,
  ids: Ids,
): Promise<void> {
  const { rows } = await client.query<{ id: string; whatsapp_number: string; contact_id: string }>(
    `select id, whatsapp_number, contact_id from whatsapp_conversations_improved
     where clinic_id = $1 and contact_id = any($2) and merged_into is null
     order by id
     for no key update`,
    [clinicId, [kept, merged]],
  );
  const sources = rows.filter((row) => row.contact_id === merged);
  const targets = await openConversations(
    client,
    sources.map((row) => ({
      clinicId,
      whatsappNumber: row.whatsapp_number as PhoneDigits,
      contactId: kept,
    })),
    ids,
  );
  for (const [index, source] of sources.entries()) {
    const target = targets[index]?.conversationId;
    if (target !== undefined) await mergeInto(client, clinicId, mergeId, conversationId(source.id), target);
  }
}

async function mergeInto(
  client: PoolClient,
  clinicId: ClinicId,
  mergeId: string,
  sourceId: ConversationId,
  targetId: ConversationId,
): Promise<void> {
  const source = await readConversation(client, clinicId, sourceId);
  const target = await readConversation(client, clinicId, targetId);
  if (source === undefined || target === undefined) return;
  const after = mergeConversations(target.conversation, source.conversation, source.now);
  await saveConversation(client, clinicId, sourceId, { before: source.conversation, after: after.source });
  await saveConversation(client, clinicId, targetId, { before: target.conversation, after: after.target });
  await client.query(
    `update whatsapp_conversations_improved set merged_into = $3, identity_version = identity_version + 1
     where clinic_id = $1 and id = $2`,
    [clinicId, sourceId, targetId],
  );
  await client.query(
    `update whatsapp_messages_improved
     set conversation_id = $3, merge_id = $4, epoch = ${movedEpoch('epoch', '$5', '$6::integer')}
     where clinic_id = $1 and conversation_id = $2`,
    [clinicId, sourceId, targetId, mergeId, source.conversation.epoch, after.currentEpoch],
  );
  await inheritAssignment(client, clinicId, sourceId, targetId);
  await moveAlerts(client, clinicId, sourceId, targetId);
  // the window of one is the window of both
  await releaseWaiting(client, clinicId, [targetId]);
}

/** What is open about one is about the other now; they are one where both had it. */
async function moveAlerts(client: PoolClient, clinicId: ClinicId, from: ConversationId, to: ConversationId) {
  await client.query(
    `update alerts as moved set
       subject = case when twin.id is null then $3 else moved.subject end,
       resolved_at = case when twin.id is not null then now() end
     from alerts as source
     left join alerts as twin
       on twin.clinic_id = source.clinic_id and twin.kind = source.kind and twin.subject = $3 and twin.resolved_at is null
     where source.clinic_id = $1 and source.subject = $2 and source.resolved_at is null
       and moved.id = source.id`,
    [clinicId, from, to],
  );
}

/**
 * Takes the merged person's messages back. What waits for an answer waits there from now on; a turn under way is fenced
 * off, as it may answer one of them.
 */
export async function splitConversations(
  client: PoolClient,
  clinicId: ClinicId,
  { mergeId, kept, merged }: Merge,
): Promise<void> {
  await client.query(
    `update whatsapp_conversations_improved
     set merged_into = null, identity_version = identity_version + 1, turn_first_at = null
     where clinic_id = $1 and contact_id = $2`,
    [clinicId, merged],
  );
  await client.query(
    `with moved as (
       update whatsapp_messages_improved as message
       set conversation_id = back.id, merge_id = null,
         epoch = ${movedEpoch('message.epoch', 'now_in.epoch', 'back.epoch')}
       from whatsapp_conversations_improved as now_in
       join whatsapp_conversations_improved as back
         on back.clinic_id = now_in.clinic_id and back.whatsapp_number = now_in.whatsapp_number
       where message.clinic_id = $1 and message.merge_id = $2
         and now_in.clinic_id = message.clinic_id and now_in.id = message.conversation_id
         and back.contact_id = $3
       returning back.id, message.created_at, now_in.turn_due_at,
         message.awaits_turn and message.created_at >= now_in.turn_first_at as waits
     ), waiting as (
       select id, min(created_at) as first_at, min(turn_due_at) as due_at from moved where waits group by id
     )
     update whatsapp_conversations_improved as back
     set turn_first_at = waiting.first_at, turn_due_at = waiting.due_at
     from waiting
     where back.clinic_id = $1 and back.id = waiting.id and back.mode = 'assistant'`,
    [clinicId, mergeId, merged],
  );
  await client.query(
    `update whatsapp_conversations_improved as c
     set turn_lease_token = c.turn_lease_token + 1, turn_lease_until = null, turn_first_at = waiting.first_at,
       turn_due_at = case when waiting.first_at is not null then c.turn_due_at end
     from whatsapp_conversations_improved as before
     cross join lateral (
       select min(created_at) as first_at from whatsapp_messages_improved
       where clinic_id = before.clinic_id and conversation_id = before.id and awaits_turn
         and created_at >= before.turn_first_at
     ) as waiting
     where c.clinic_id = $1 and c.contact_id = $2 and c.turn_first_at is not null
       and before.clinic_id = c.clinic_id and before.id = c.id`,
    [clinicId, kept],
  );
}
