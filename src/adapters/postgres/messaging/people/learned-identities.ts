import type { PoolClient } from 'pg';
import { z } from 'zod';
import type { ClinicId } from '../../../../domain/clinic/clinic.ts';
import {
  contactId,
  sightingIdentities,
  type Sighting,
} from '../../../../domain/messaging/people/contact-identity.ts';
import { learnIdentities, type Learned } from '../../../../domain/messaging/people/learn-identities.ts';
import type { MessageId } from '../../../../domain/messaging/message.ts';
import { identityKey, newDirectory } from '../../../../domain/messaging/people/people.ts';
import { lockIdentities } from './people.ts';
import type { TenantPool } from '../../pool.ts';
import { inTenant, queryInTenant } from '../../transaction.ts';

type SentMessage = { readonly clinicId: ClinicId; readonly messageId: MessageId };

/**
 * Whether one of the identities in `given`, rows of kind and value, is not the contact's: a lookup by the primary key
 * each, so that the many statuses that bring nothing new cost no transaction.
 */
export const hasNewIdentity = (given: string, clinic: string, contact: string): string => `exists (
  select from ${given}
  where given.value is not null and (
    select known.contact_id from contact_identities as known
    where known.clinic_id = ${clinic} and known.kind = given.kind and known.value = given.value
  ) is distinct from ${contact}
)`;

const newIdentityStatement = `
select from whatsapp_messages_improved as message
join whatsapp_conversations_improved as conversation
  on conversation.clinic_id = message.clinic_id and conversation.id = message.conversation_id
where message.clinic_id = $1 and message.id = $2
  and ${hasNewIdentity('json_to_recordset($3::json) as given (kind text, value text)', '$1', 'conversation.contact_id')}`;

/** Keeps what WhatsApp says of the recipient of a message, if it is new (`learnIdentities`). */
export async function keepRecipientIdentities(
  tenants: TenantPool,
  { clinicId, messageId }: SentMessage,
  recipient: Sighting,
): Promise<void> {
  const identities = sightingIdentities(recipient);
  if (identities.length === 0) return;
  const { rowCount } = await queryInTenant(tenants, clinicId, {
    name: 'new-identity',
    text: newIdentityStatement,
    values: [clinicId, messageId, JSON.stringify(identities)],
  });
  if (rowCount !== 0) await learnRecipient(tenants, { clinicId, messageId }, recipient);
}

const contactRow = z.object({ id: z.string().transform(contactId) });
const ownedRows = z.array(
  z.object({
    kind: z.enum(['phone', 'wa_id', 'bsuid', 'parent_bsuid']),
    value: z.string(),
    contact_id: z.string().transform(contactId),
    superseded: z.boolean(),
  }),
);

/**
 * Locks like placing a person: the names first, then the contact, one per transaction. Nobody learns anything of a
 * contact that is erased or merged at this moment; the next status brings it again.
 */
export const learnRecipient = (
  tenants: TenantPool,
  { clinicId, messageId }: SentMessage,
  recipient: Sighting,
): Promise<void> =>
  inTenant(tenants, clinicId, async (client) => {
    await lockIdentities(client, [{ clinicId, sighting: recipient }]);
    const found = await client.query(
      `select contact.id
       from whatsapp_messages_improved as message
       join whatsapp_conversations_improved as conversation
         on conversation.clinic_id = message.clinic_id and conversation.id = message.conversation_id
       join contacts as contact on contact.clinic_id = message.clinic_id and contact.id = conversation.contact_id
       where message.clinic_id = $1 and message.id = $2 and contact.merged_into is null
       for update of contact`,
      [clinicId, messageId],
    );
    const contact = contactRow.optional().parse(found.rows[0])?.id;
    if (contact === undefined) return;
    const directory = newDirectory(clinicId);
    const { rows } = await client.query(
      `select kind, value, contact_id, superseded_at is not null as superseded
       from contact_identities
       where clinic_id = $1 and (contact_id = $2 or (kind, value) in (
         select kind, value from json_to_recordset($3::json) as given (kind text, value text)
       ))`,
      [clinicId, contact, JSON.stringify(sightingIdentities(recipient))],
    );
    for (const row of ownedRows.parse(rows))
      directory.owners.set(identityKey(row), { contactId: row.contact_id, superseded: row.superseded });
    for (const change of learnIdentities(contact, recipient, directory)) await save(client, clinicId, change);
  });

async function save(client: PoolClient, clinicId: ClinicId, change: Learned): Promise<void> {
  if (change.type === 'attach')
    await client.query(
      `insert into contact_identities (clinic_id, kind, value, contact_id)
       values ($1, $2, $3, $4)
       on conflict (clinic_id, kind, value) do nothing`,
      [clinicId, change.identity.kind, change.identity.value, change.contactId],
    );
  else
    await client.query(
      `update contacts set flags = array_append(flags, $3)
       where clinic_id = $1 and id = $2 and not $3 = any(flags)`,
      [clinicId, change.contactId, change.flag],
    );
}
