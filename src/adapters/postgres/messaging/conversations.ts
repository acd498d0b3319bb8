import type { PoolClient } from 'pg';
import { z } from 'zod';
import type { Ids } from '../../../application/ports/system/ids.ts';
import type { Placement } from '../../../application/ports/messaging/people.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { ContactId, Identity } from '../../../domain/messaging/people/contact-identity.ts';
import type { ConversationMode, ConversationState } from '../../../domain/messaging/conversation.ts';
import { whenMerged } from '../../../domain/messaging/human-act.ts';
import { conversationId } from '../../../domain/messaging/message.ts';
import type { PhoneDigits } from '../../../domain/messaging/people/phone-number.ts';

type Party = {
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

type ModeRow = {
  readonly mode: ConversationMode;
  readonly human_until: Date | null;
  readonly epoch: number;
};
const stateOf = ({ mode, human_until: humanUntil, epoch }: ModeRow): ConversationState => ({
  mode,
  epoch,
  ...(humanUntil && { humanUntil }),
});

/** An answer that no epoch allows any more. */
const overtaken = -1;

type MergedRow = ModeRow & {
  readonly id: string;
  readonly turn_due_at: Date | null;
  readonly turn_first_at: Date | null;
  readonly arrivals: string;
  readonly unread: number;
  readonly last_message_at: Date | null;
  readonly last_patient_message_at: Date | null;
  readonly now: Date;
};

/**
 * Brings the messages of the merged person into the kept one's conversations. A turn under way is fenced off and due
 * anew where the messages are now.
 */
export async function mergeConversations(
  client: PoolClient,
  clinicId: ClinicId,
  { mergeId, kept, merged }: Merge,
  ids: Ids,
): Promise<void> {
  const { rows } = await client.query<{ id: string; whatsapp_number: string }>(
    `select id, whatsapp_number from whatsapp_conversations_improved
     where clinic_id = $1 and contact_id = any($2) and merged_into is null
     order by id
     for no key update`,
    [clinicId, [kept, merged]],
  );
  const numbers = new Set(rows.map((row) => row.whatsapp_number));
  const targets = await openConversations(
    client,
    [...numbers].map((number) => ({ clinicId, whatsappNumber: number as PhoneDigits, contactId: kept })),
    ids,
  );
  for (const [index, number] of [...numbers].entries()) {
    const target = targets[index]?.conversationId;
    const { rows: sources } = await client.query<MergedRow>(
      `update whatsapp_conversations_improved as source
       set merged_into = $4, identity_version = source.identity_version + 1,
         turn_lease_token = source.turn_lease_token + 1,
         turn_due_at = null, turn_lease_until = null
       from whatsapp_conversations_improved as before
       where source.clinic_id = $1 and source.contact_id = $2 and source.whatsapp_number = $3
         and before.clinic_id = source.clinic_id and before.id = source.id
       returning source.id, source.mode, source.human_until, source.epoch, before.turn_due_at, before.turn_first_at,
         source.arrivals, source.unread, source.last_message_at, source.last_patient_message_at, now() as now`,
      [clinicId, merged, number, target],
    );
    for (const source of sources) {
      const { rows: before } = await client.query<ModeRow>(
        `select mode, human_until, epoch from whatsapp_conversations_improved where clinic_id = $1 and id = $2`,
        [clinicId, target],
      );
      const act = whenMerged(stateOf(before[0] as ModeRow), stateOf(source), source.now);
      await client.query(
        `update whatsapp_messages_improved
         set conversation_id = $3, merge_id = $4, epoch = case when epoch >= $5 then $6::integer else ${overtaken} end
         where clinic_id = $1 and conversation_id = $2`,
        [clinicId, source.id, target, mergeId, source.epoch, act.sourceEpoch ?? overtaken],
      );
      await client.query(
        `update whatsapp_conversations_improved
         set arrivals = arrivals + $3, unread = unread + $4, mode = $9, human_until = $10, epoch = $11,
           turn_due_at = case when $9 = 'assistant' then least(turn_due_at, $5) end,
           turn_first_at = case when $9 = 'assistant' then least(turn_first_at, $6) end,
           last_message_at = greatest(last_message_at, $7),
           last_patient_message_at = greatest(last_patient_message_at, $8)
         where clinic_id = $1 and id = $2`,
        [
          clinicId,
          target,
          source.arrivals,
          source.unread,
          source.turn_due_at,
          source.turn_first_at,
          source.last_message_at,
          source.last_patient_message_at,
          act.mode,
          act.humanUntil,
          act.epoch,
        ],
      );
    }
  }
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
         epoch = case when message.epoch < now_in.epoch then ${overtaken} else back.epoch end
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
