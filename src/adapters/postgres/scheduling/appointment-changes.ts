import type { PoolClient } from 'pg';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { ConversationId } from '../../../domain/messaging/message.ts';
import type { AppointmentChange } from '../../../domain/scheduling/appointment-changes.ts';
import type { Appointment, AppointmentId } from '../../../domain/scheduling/appointment.ts';
import { concerns, decideChange, madeBy } from '../../../domain/scheduling/decide-change.ts';
import { takeKey } from './appointment-keys.ts';
import { lockSeries, save, saveAttendance } from './appointment-series.ts';
import { checkLimits, lockTakers, takeTime } from './take-time.ts';
import { insertNotice, lockConversation } from '../messaging/notices.ts';

/**
 * Makes the changes inside the caller's transaction, in order. After a throw that transaction can only be rolled back.
 * @throws as Appointments.apply
 */
export async function applyAppointmentChanges(
  client: PoolClient,
  clinicId: ClinicId,
  changes: readonly AppointmentChange[],
): Promise<readonly Appointment[]> {
  const conversations = await lockNotified(client, clinicId, changes);
  await lockTakers(
    client,
    changes.filter((change) => change.change === 'hold'),
  );
  const results: Appointment[] = [];
  for (const change of changes) results.push(await apply(client, clinicId, change, conversations));
  if (changes.length > 0) await client.query(`select pg_notify('atende_work', 'appointment:0')`);
  return results;
}

type Conversations = ReadonlyMap<AppointmentId, ConversationId>;

async function apply(
  client: PoolClient,
  clinicId: ClinicId,
  change: AppointmentChange,
  conversations: Conversations,
): Promise<Appointment> {
  const once = 'once' in change ? change.once : undefined;
  const made = once && (await takeKey(client, clinicId, once, madeBy(change)));
  if (made !== undefined) return made;
  const subject = concerns(change);
  const series = subject === undefined ? [] : await lockSeries(client, clinicId, subject);
  const { result, changed, taken, notice, attending } = decideChange(change, series);
  for (const appointment of changed) await save(client, appointment);
  if (attending !== undefined) await saveAttendance(client, attending);
  if (taken !== undefined) {
    if (change.change === 'hold' && change.limits) await checkLimits(client, taken, change.limits);
    await takeTime(client, taken);
  }
  const conversation = conversations.get(result.id);
  if (notice && conversation) await insertNotice(client, clinicId, conversation, notice);
  return result;
}

/** The conversations in which patients are notified, before any appointment: in the order in which turns lock. */
async function lockNotified(
  client: PoolClient,
  clinicId: ClinicId,
  changes: readonly AppointmentChange[],
): Promise<Conversations> {
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
  const conversations = new Map<AppointmentId, ConversationId>();
  for (const row of rows)
    conversations.set(row.id, await lockConversation(client, clinicId, row.conversation_id));
  return conversations;
}
