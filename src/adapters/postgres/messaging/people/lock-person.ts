import type { PoolClient } from 'pg';
import { z } from 'zod';
import type { ClinicId } from '../../../../domain/clinic/clinic.ts';
import {
  contactId,
  type ContactId,
  type Identity,
} from '../../../../domain/messaging/people/contact-identity.ts';
import { conversationId, type ConversationId } from '../../../../domain/messaging/message.ts';
import { identityKey } from '../../../../domain/messaging/people/people.ts';

/** Some contacts of a clinic, and nobody else changes them until the transaction ends. */
export type LockedPerson = {
  readonly clinicId: ClinicId;
  readonly contacts: readonly ContactId[];
  readonly identities: readonly Identity[];
  readonly conversations: readonly ConversationId[];
};

const identityRows = z.array(
  z.object({ kind: z.enum(['phone', 'wa_id', 'bsuid', 'parent_bsuid']), value: z.string() }),
);
const idRows = z.array(z.object({ id: z.string() }));

const mostTries = 5;

/** The contact, who it was merged into, and everybody who was merged into those; the root first. */
export async function contactsOfPerson(
  client: Pick<PoolClient, 'query'>,
  clinicId: ClinicId,
  id: ContactId,
): Promise<readonly ContactId[]> {
  const { rows } = await client.query(
    `with recursive up as (
       select id, merged_into from contacts where clinic_id = $1 and id = $2
       union
       select kept.id, kept.merged_into from up join contacts as kept on kept.clinic_id = $1 and kept.id = up.merged_into
     ), person as (
       select id from up where merged_into is null
       union
       select merged.id from person join contacts as merged on merged.clinic_id = $1 and merged.merged_into = person.id
     )
     select id from person`,
    [clinicId, id],
  );
  return idRows.parse(rows).map((row) => contactId(row.id));
}

/**
 * Locks in the order in which placing a person and answering one lock: names of identities, contacts, conversations.
 * Who they are is looked at again under the lock; `undefined` when nobody is there.
 */
export async function lockPerson(
  client: PoolClient,
  clinicId: ClinicId,
  whoIsIt: () => Promise<readonly ContactId[]>,
): Promise<LockedPerson | undefined> {
  const locked = new Set<string>();
  for (let tries = 0; tries < mostTries; tries += 1) {
    const wanted = await identitiesOf(client, clinicId, await whoIsIt());
    await lockNames(client, clinicId, wanted, locked);
    const contacts = await lockContacts(client, clinicId, await whoIsIt());
    const identities = await identitiesOf(client, clinicId, contacts);
    // somebody gave the person another name, or merged another person, while we waited
    if (identities.some((identity) => !locked.has(identityKey(identity)))) continue;
    if (contacts.length === 0) return undefined;
    return {
      clinicId,
      contacts,
      identities,
      conversations: await lockConversations(client, clinicId, contacts),
    };
  }
  throw new Error('The identities of a person changed again and again while they were being locked');
}

async function identitiesOf(
  client: PoolClient,
  clinicId: ClinicId,
  contacts: readonly ContactId[],
): Promise<readonly Identity[]> {
  const { rows } = await client.query(
    `select kind, value from contact_identities
     where clinic_id = $1 and contact_id = any($2)
     order by kind, value`,
    [clinicId, contacts],
  );
  return identityRows.parse(rows);
}

/** The same names as in people.ts. */
async function lockNames(
  client: PoolClient,
  clinicId: ClinicId,
  identities: readonly Identity[],
  locked: Set<string>,
): Promise<void> {
  const names = identities.map(identityKey);
  await client.query(
    `select pg_advisory_xact_lock(key)
     from (select distinct hashtextextended(name, 0) as key from unnest($1::text[]) as name order by key) as sorted`,
    [names.map((name) => `${clinicId} ${name}`)],
  );
  for (const name of names) locked.add(name);
}

async function lockContacts(
  client: PoolClient,
  clinicId: ClinicId,
  ids: readonly ContactId[],
): Promise<readonly ContactId[]> {
  const { rows } = await client.query(
    'select id from contacts where clinic_id = $1 and id = any($2) order by id for update',
    [clinicId, ids],
  );
  return idRows.parse(rows).map(({ id }) => contactId(id));
}

async function lockConversations(
  client: PoolClient,
  clinicId: ClinicId,
  contacts: readonly ContactId[],
): Promise<readonly ConversationId[]> {
  const { rows } = await client.query(
    `select id from whatsapp_conversations_improved
     where clinic_id = $1 and contact_id = any($2)
     order by id
     for update`,
    [clinicId, contacts],
  );
  return idRows.parse(rows).map(({ id }) => conversationId(id));
}
