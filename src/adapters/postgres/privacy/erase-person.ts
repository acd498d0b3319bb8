import type { PoolClient } from 'pg';
import { z } from 'zod';
import type { ErasureKeys } from '../../../application/ports/privacy/erasure-keys.ts';
import {
  noCounts,
  type ErasedKey,
  type ErasureCounts,
  inboundRepeatMs,
  later,
  statusRepeatMs,
} from '../../../domain/privacy/erasure.ts';
import { identityErased, outboundKey, recognisedUntil } from '../../../domain/privacy/message-keys.ts';
import { endsByErasure, erasedAlert, erasedReason } from '../../../domain/privacy/without-person.ts';
import { applyAppointmentChanges } from '../scheduling/appointment-changes.ts';
import { appointmentRow } from '../scheduling/appointment-rows.ts';
import type { LockedPerson } from '../messaging/people/lock-person.ts';

const messageRows = z.array(
  z.object({
    id: z.string(),
    direction: z.enum(['inbound', 'outbound']),
    dedupe_key: z.string().nullable(),
    created_at: z.date(),
  }),
);

/** As the rule of the same name, of rows of `appointments`. */
export const isVisitOf = (contacts: string, conversations: string): string =>
  `(contact_id = any(${contacts}) or conversation_id = any(${conversations}))`;

/** As `reasonWithoutPerson` of the domain. */
export const reasonWithoutPerson = (reason: string): string => `split_part(${reason}, ':', 1)`;

/** By what the person and the messages are recognised when they arrive again. */
export async function keysOf(
  client: PoolClient,
  { clinicId, conversations, identities }: LockedPerson,
  keys: ErasureKeys,
  at: Date,
): Promise<readonly ErasedKey[]> {
  const { rows } = await client.query(
    `select id, direction, dedupe_key, created_at
     from whatsapp_messages_improved
     where clinic_id = $1 and conversation_id = any($2)
       and created_at > case direction when 'inbound' then $3::timestamptz else $4::timestamptz end`,
    [clinicId, conversations, later(at, -inboundRepeatMs), later(at, -statusRepeatMs)],
  );
  const messages = messageRows
    .parse(rows)
    .flatMap(({ id, direction, dedupe_key: stored, created_at: createdAt }) => {
      const keepUntil = recognisedUntil({ direction, createdAt }, at);
      if (keepUntil === undefined) return [];
      if (stored !== null) return [{ key: keys.ofStoredKey(clinicId, stored), keepUntil }];
      return direction === 'outbound' ? [{ key: keys.ofMessage(clinicId, outboundKey(id)), keepUntil }] : [];
    });
  const people = identities.map((identity) => identityErased(keys.ofIdentity(clinicId, identity), at));
  return [...messages, ...people];
}

/** Everything of the person but parked items. The person is locked. */
export async function erasePerson(
  client: PoolClient,
  person: LockedPerson,
  at: Date,
): Promise<ErasureCounts> {
  const { clinicId, contacts, conversations } = person;
  const change = async (sql: string, values: unknown): Promise<number> =>
    (await client.query(sql, [clinicId, values])).rowCount ?? 0;

  const appointments = await eraseAppointments(client, person, at);
  const alerts = await eraseAlerts(client, person, appointments, at);
  return {
    ...noCounts,
    appointments: appointments.length,
    alerts,
    idempotency_keys: await change(
      'delete from idempotency_keys where clinic_id = $1 and appointment_id = any($2)',
      appointments,
    ),
    idempotent_requests: await forgetAnswers(client, person, appointments, at),
    message_media: await change(
      `delete from message_media
       where clinic_id = $1 and message_id in (
         select id from whatsapp_messages_improved where clinic_id = $1 and conversation_id = any($2)
       )`,
      conversations,
    ),
    outgoing_files: await change(
      'delete from outgoing_files where clinic_id = $1 and conversation_id = any($2)',
      conversations,
    ),
    whatsapp_messages_improved: await change(
      'delete from whatsapp_messages_improved where clinic_id = $1 and conversation_id = any($2)',
      conversations,
    ),
    conversation_notes: await change(
      'delete from conversation_notes where clinic_id = $1 and conversation_id = any($2)',
      conversations,
    ),
    turn_records: await change(
      'delete from turn_records where clinic_id = $1 and conversation_id = any($2)',
      conversations,
    ),
    send_pacing: await change(
      'delete from send_pacing where clinic_id = $1 and key = any($2)',
      conversations.map((id) => `pair:${id}`),
    ),
    whatsapp_conversations_improved: await change(
      'delete from whatsapp_conversations_improved where clinic_id = $1 and id = any($2)',
      conversations,
    ),
    contact_merges: await change(
      'delete from contact_merges where clinic_id = $1 and (kept_contact_id = any($2) or merged_contact_id = any($2))',
      contacts,
    ),
    contact_identities: await change(
      'delete from contact_identities where clinic_id = $1 and contact_id = any($2)',
      contacts,
    ),
    contacts: await change('delete from contacts where clinic_id = $1 and id = any($2)', contacts),
  };
}

/**
 * What callers were answered about the person, and what they named after it. A request that is being worked on keeps
 * its row, and this erasure's own is one: its repeat gets the answer instead of "there is no such person".
 */
async function forgetAnswers(
  client: PoolClient,
  { clinicId, contacts, conversations, identities }: LockedPerson,
  appointments: readonly string[],
  at: Date,
): Promise<number> {
  const { rowCount } = await client.query(
    `delete from idempotent_requests
     where clinic_id = $1
       and exists (select from unnest($2::text[]) as named where strpos(body, named) > 0 or strpos(key, named) > 0)
       and (status is not null or lease_until is null or lease_until <= $3)`,
    [clinicId, [...contacts, ...conversations, ...appointments, ...identities.map(({ value }) => value)], at],
  );
  return rowCount ?? 0;
}

/** Live ones that are not over are cancelled first: their events leave the calendar by the worker. */
async function eraseAppointments(
  client: PoolClient,
  { clinicId, contacts, conversations }: LockedPerson,
  at: Date,
): Promise<readonly string[]> {
  const { rows } = await client.query(
    `select * from appointments
     where clinic_id = $1 and ${isVisitOf('$2', '$3')}
     order by id`,
    [clinicId, contacts, conversations],
  );
  const own = z.array(appointmentRow).parse(rows);
  for (const { id: appointmentId } of own.filter((appointment) => endsByErasure(appointment, at)))
    await applyAppointmentChanges(client, clinicId, [
      { change: 'cancel', appointmentId, reason: erasedReason, at },
    ]);
  const ids = own.map(({ id }) => id);
  // what their events say in Google; a call of whoever has one in hand may still arrive
  await client.query(
    `update event_texts
     set due_at = greatest(now(), lease_until), lease_until = null, lease_token = lease_token + 1
     where clinic_id = $1 and appointment_id = any($2)`,
    [clinicId, ids],
  );
  await client.query(
    `update appointments set contact_id = null, conversation_id = null, reason = ${reasonWithoutPerson('reason')}
     where clinic_id = $1 and id = any($2)`,
    [clinicId, ids],
  );
  return ids;
}

/** They are counted still; what they were about is gone. */
async function eraseAlerts(
  client: PoolClient,
  { clinicId, conversations }: LockedPerson,
  appointments: readonly string[],
  at: Date,
): Promise<number> {
  const { rowCount } = await client.query(
    `update alerts set subject = $5, message = $6, resolved_at = coalesce(resolved_at, $4)
     where clinic_id = $1 and (
       subject = any($2)
       or subject in (
         select meta_message_id from whatsapp_messages_improved
         where clinic_id = $1 and conversation_id = any($3) and meta_message_id is not null
       )
     )`,
    [
      ...[clinicId, [...conversations, ...appointments], conversations, at],
      ...[erasedAlert.subject, erasedAlert.message],
    ],
  );
  return rowCount ?? 0;
}
