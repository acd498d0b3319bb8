import type { PoolClient } from 'pg';
import { z } from 'zod';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { ConversationId } from '../../../domain/messaging/message.ts';
import type { AppointmentChange, OnceOnly } from '../../../domain/scheduling/appointment-changes.ts';
import {
  AppointmentNotFound,
  SlotTaken,
  type Appointment,
  type AppointmentId,
} from '../../../domain/scheduling/appointment.ts';
import {
  cancelled,
  checkMovable,
  endings,
  movedOne,
  openMovesOf,
  requested,
} from '../../../domain/scheduling/change-appointment.ts';
import { IdempotencyKeyReused, PatientNotFound } from '../../../domain/scheduling/scheduling-errors.ts';
import { appointmentRow, insertStatement, insertValues } from './appointment-rows.ts';
import { insertNotice, lockConversation } from '../messaging/notices.ts';
import { constraintOf } from '../transaction.ts';

/** How long a key is remembered. */
const keyLifetime = '7 days';

/**
 * Makes the changes inside the caller's transaction, in order. After a throw that transaction can only be rolled back.
 * @throws as Appointments.apply
 */
export async function applyAppointmentChanges(
  client: PoolClient,
  clinicId: ClinicId,
  changes: readonly AppointmentChange[],
): Promise<readonly Appointment[]> {
  const told = await lockToldConversations(client, clinicId, changes);
  const results: Appointment[] = [];
  for (const change of changes) results.push(await apply(client, clinicId, change, told));
  if (changes.length > 0) await client.query(`select pg_notify('atende_work', 'appointment:0')`);
  return results;
}

type Told = ReadonlyMap<AppointmentId, ConversationId>;

async function apply(
  client: PoolClient,
  clinicId: ClinicId,
  change: AppointmentChange,
  told: Told,
): Promise<Appointment> {
  switch (change.change) {
    case 'hold':
      return hold(client, clinicId, change);
    case 'stay':
      return stay(client, clinicId, change);
    case 'request': {
      const { found } = await lockSeries(client, clinicId, change.appointmentId);
      return save(client, found, requested(found, change.at));
    }
    case 'cancel': {
      const { found, series } = await lockSeries(client, clinicId, change.appointmentId);
      const after = await save(client, found, cancelled(found, change.reason));
      if (after === found) return found;
      for (const move of openMovesOf(found, series))
        await save(client, move, cancelled(move, endings.withdrawn));
      const conversation = told.get(found.id);
      if (change.notice && conversation) await insertNotice(client, clinicId, conversation, change.notice);
      return after;
    }
  }
}

async function hold(
  client: PoolClient,
  clinicId: ClinicId,
  { appointment, once }: Extract<AppointmentChange, { change: 'hold' }>,
): Promise<Appointment> {
  const made = once && (await takeKey(client, clinicId, once, appointment.id));
  if (made !== undefined) return made;
  // One writer per calendar at a time: inserts that race for a time would else find each other as deadlocks.
  await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `appointments ${clinicId} ${appointment.calendarId}`,
  ]);
  const replaces = appointment.replaces && (await makeRoom(client, clinicId, appointment.replaces));
  await checkPatient(client, appointment);
  try {
    const values = insertValues({ ...appointment, ...(replaces && { replaces }) });
    const { rows } = await client.query(insertStatement, [...values]);
    return appointmentRow.parse(rows[0]);
  } catch (error) {
    const constraint = constraintOf(error);
    if (constraint === 'appointments_no_overlap') throw new SlotTaken(appointment.slot, error);
    if (constraint === 'appointments_contact' || constraint === 'appointments_conversation')
      throw new PatientNotFound(error);
    throw error;
  }
}

/** A patient is told in a conversation of their own, or of who they were merged with. @throws PatientNotFound */
async function checkPatient(
  client: PoolClient,
  { clinicId, contactId, conversationId }: Appointment,
): Promise<void> {
  if (contactId === undefined || conversationId === undefined) return;
  const { rows } = await client.query<{ is_one: boolean }>(
    `with recursive person as (
       select 'contact' as side, id, merged_into from contacts where clinic_id = $1 and id = $2
       union
       select 'conversation', p.id, p.merged_into
       from whatsapp_conversations_improved as c
       join contacts as p on p.clinic_id = $1 and p.id = c.contact_id
       where c.clinic_id = $1 and c.id = $3
       union
       select person.side, p.id, p.merged_into
       from person
       join contacts as p on p.clinic_id = $1 and p.id = person.merged_into
     )
     select count(*) = 2 and count(distinct id) = 1 as is_one from person where merged_into is null`,
    [clinicId, contactId, conversationId],
  );
  if (rows[0]?.is_one !== true) throw new PatientNotFound();
}

async function stay(
  client: PoolClient,
  clinicId: ClinicId,
  { appointmentId, once }: Extract<AppointmentChange, { change: 'stay' }>,
): Promise<Appointment> {
  const made = once && (await takeKey(client, clinicId, once, appointmentId));
  if (made !== undefined) return made;
  const { found, series } = await lockSeries(client, clinicId, appointmentId);
  checkMovable(found);
  for (const move of openMovesOf(found, series))
    await save(client, move, cancelled(move, endings.superseded));
  return found;
}

/** What is to be replaced; earlier wishes to move it are withdrawn. @throws AppointmentNotFound, AppointmentClosed */
async function makeRoom(client: PoolClient, clinicId: ClinicId, id: AppointmentId): Promise<AppointmentId> {
  const { found, series } = await lockSeries(client, clinicId, id);
  checkMovable(found);
  const moved = movedOne(found, series);
  for (const move of openMovesOf(moved, series))
    await save(client, move, cancelled(move, endings.superseded));
  return moved.id;
}

/** What was made under the key before; otherwise the key is ours, if this transaction commits. */
async function takeKey(
  client: PoolClient,
  clinicId: ClinicId,
  once: OnceOnly,
  id: AppointmentId,
): Promise<Appointment | undefined> {
  await client.query(
    `delete from idempotency_keys
     where (clinic_id, key) in (
       select clinic_id, key from idempotency_keys
       where clinic_id = $1 and created_at < now() - interval '${keyLifetime}'
       limit 100
       for update skip locked
     )`,
    [clinicId],
  );
  const { rowCount } = await client.query(
    `insert into idempotency_keys (clinic_id, key, fingerprint, appointment_id) values ($1, $2, $3, $4)
     on conflict (clinic_id, key) do nothing`,
    [clinicId, once.key, once.fingerprint, id],
  );
  return rowCount === 1 ? undefined : madeUnderKey(client, clinicId, once);
}

const keyRow = z.object({ fingerprint: z.string(), appointment_id: z.string() });

/** @throws IdempotencyKeyReused */
export async function madeUnderKey(
  client: Pick<PoolClient, 'query'>,
  clinicId: ClinicId,
  { key, fingerprint }: OnceOnly,
): Promise<Appointment | undefined> {
  const { rows: keys } = await client.query(
    'select fingerprint, appointment_id from idempotency_keys where clinic_id = $1 and key = $2',
    [clinicId, key],
  );
  const found = keyRow.optional().parse(keys[0]);
  if (found === undefined) return undefined;
  const id = found.appointment_id as AppointmentId;
  if (found.fingerprint !== fingerprint) throw new IdempotencyKeyReused(key, id);
  const { rows } = await client.query('select * from appointments where clinic_id = $1 and id = $2', [
    clinicId,
    id,
  ]);
  return appointmentRow.optional().parse(rows[0]);
}

/** An appointment and all of its series, locked in one order. @throws AppointmentNotFound */
export async function lockSeries(
  client: PoolClient,
  clinicId: ClinicId,
  id: AppointmentId,
): Promise<{ readonly found: Appointment; readonly series: readonly Appointment[] }> {
  const { rows } = await client.query(
    `select * from appointments
     where clinic_id = $1 and series_id = (select series_id from appointments where clinic_id = $1 and id = $2)
     order by id
     for update`,
    [clinicId, id],
  );
  const series = z.array(appointmentRow).parse(rows);
  const found = series.find((appointment) => appointment.id === id);
  if (found === undefined) throw new AppointmentNotFound(id);
  return { found, series };
}

/**
 * A changed appointment is due: its calendar may be out of step now. Not when it ends and nothing was written: nobody
 * can begin to write after this change.
 */
export async function save(
  client: PoolClient,
  before: Appointment,
  after: Appointment,
): Promise<Appointment> {
  if (after === before) return before;
  await client.query(
    `update appointments
     set state = $3, requested_at = $4, hold_expires_at = $5, reason = $6, generation = $7, version = $8,
       next_sync_at = case when $3 in ('held', 'confirmed') or written_event_id is not null then now() end,
       sync_attempts = 0
     where clinic_id = $1 and id = $2`,
    [
      after.clinicId,
      after.id,
      after.state,
      after.requestedAt,
      after.holdExpiresAt,
      after.reason,
      after.generation,
      after.version,
    ],
  );
  return after;
}

async function lockToldConversations(
  client: PoolClient,
  clinicId: ClinicId,
  changes: readonly AppointmentChange[],
): Promise<Told> {
  const ids = changes.flatMap((change) =>
    change.change === 'cancel' && change.notice ? [change.appointmentId] : [],
  );
  if (ids.length === 0) return new Map();
  const { rows } = await client.query<{ id: AppointmentId; conversation_id: ConversationId }>(
    `select id, conversation_id from appointments
     where clinic_id = $1 and id = any($2) and conversation_id is not null
     order by conversation_id`,
    [clinicId, ids],
  );
  const told = new Map<AppointmentId, ConversationId>();
  for (const row of rows) told.set(row.id, await lockConversation(client, clinicId, row.conversation_id));
  return told;
}
