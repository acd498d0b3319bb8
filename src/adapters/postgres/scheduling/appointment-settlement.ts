import type { PoolClient } from 'pg';
import type {
  ClaimedSync,
  SyncOutcome,
  SyncSettlement,
} from '../../../application/ports/scheduling/appointments.ts';
import type { ConversationId } from '../../../domain/messaging/message.ts';
import { AppointmentNotFound, type Appointment } from '../../../domain/scheduling/appointment.ts';
import { cancelledByCalendar, confirmedIn, failed } from '../../../domain/scheduling/change-appointment.ts';
import { knownOf } from '../../../domain/scheduling/calendar-sync/news.ts';
import { leavesCalendar } from './appointment-rows.ts';
import { lockSeries, save } from './appointment-series.ts';
import { bookingFailedHandover } from '../../../domain/assistant/handover.ts';
import { handOver, insertNotice, lockConversation } from '../messaging/notices.ts';
import type { TenantPool } from '../pool.ts';
import { inTenant } from '../transaction.ts';

/** Conversation before appointments, as everywhere: a turn may be changing this appointment at this moment. */
export const settleSync = (
  tenants: TenantPool,
  sync: ClaimedSync,
  settlement: SyncSettlement,
): Promise<SyncOutcome> =>
  inTenant(tenants, sync.appointment.clinicId, async (client) => {
    const { clinicId, id, conversationId } = sync.appointment;
    const speaks =
      settlement.to === 'confirmed' ||
      settlement.to === 'failed' ||
      settlement.to === 'told' ||
      (settlement.to === 'again' && settlement.notice !== undefined);
    const conversation =
      speaks && conversationId !== undefined
        ? await lockConversation(client, clinicId, conversationId)
        : undefined;
    const series = await lockSeries(client, clinicId, id);
    const found = series.find((appointment) => appointment.id === id);
    if (found === undefined) throw new AppointmentNotFound(id);
    if (!(await giveBack(client, sync, settlement))) return 'lost';
    if (found.version !== sync.appointment.version) return 'changed';
    if (settlement.hasLooked === true) await markLooked(client, sync);
    await settle(client, { sync, settlement, found, series, conversation });
    return 'settled';
  });

/** `false` when the lease is not ours any more. What was seen in the calendar stays known, whoever changed the row. */
async function giveBack(client: PoolClient, sync: ClaimedSync, { to }: SyncSettlement): Promise<boolean> {
  const { clinicId, id } = sync.appointment;
  const { rowCount } = await client.query(
    `update appointments set lease_until = null, written_seen = written_seen or ($4 and written_event_id is not null)
     where clinic_id = $1 and id = $2 and lease_token = $3 and lease_until is not null`,
    [clinicId, id, sync.leaseToken, to === 'confirmed'],
  );
  return rowCount === 1;
}

type Step = {
  readonly sync: ClaimedSync;
  readonly settlement: SyncSettlement;
  readonly found: Appointment;
  readonly series: readonly Appointment[];
  readonly conversation: ConversationId | undefined;
};

async function settle(client: PoolClient, { sync, settlement, found, series, conversation }: Step) {
  const { clinicId, id } = found;
  const set = (columns: string, ...values: unknown[]) =>
    client.query(`update appointments set ${columns} where clinic_id = $1 and id = $2`, [
      clinicId,
      id,
      ...values,
    ]);
  switch (settlement.to) {
    case 'confirmed': {
      const changed = confirmedIn(series, found);
      for (const appointment of changed) await save(client, appointment);
      await set(rest);
      if (changed.length > 1) await client.query(`select pg_notify('atende_work', 'appointment:0')`);
      if (settlement.notice && conversation)
        await insertNotice(client, clinicId, conversation, settlement.notice);
      return;
    }
    case 'failed':
      await save(client, failed(found, settlement.reason));
      if (settlement.humanUntil && conversation)
        await handOver(client, clinicId, conversation, {
          until: settlement.humanUntil,
          handover: bookingFailedHandover,
        });
      if (settlement.notice && conversation)
        await insertNotice(client, clinicId, conversation, settlement.notice);
      return;
    case 'again':
      await set(
        `next_sync_at = least($3, coalesce($6, tell_at)), tell_at = coalesce($6, tell_at),
         sync_attempts = sync_attempts + $4, told_to_wait = told_to_wait or $5`,
        settlement.at,
        settlement.tried ? 1 : 0,
        settlement.notice !== undefined,
        settlement.tellAt,
      );
      if (settlement.notice && conversation)
        await insertNotice(client, clinicId, conversation, settlement.notice);
      return;
    case 'next-generation':
      await set(
        // the former event may only have been moved: it is looked for once this one stands
        `generation = generation + 1, event_changes = event_changes + 1, written_calendar_id = null, written_event_id = null, written_start = null,
         written_end = null, written_seen = false, next_sync_at = now(), sync_attempts = $3`,
        sync.attempts + 1,
      );
      return;
    case 'rest':
      await set(
        `${rest}, written_seen = written_seen or ($3 and written_event_id is not null)`,
        settlement.hasLooked === true,
      );
      return;
    case 'removed':
      await set(`${nothingWritten}, ${rest}`);
      return;
    case 'cancelled': {
      for (const appointment of cancelledByCalendar(series, found)) await save(client, appointment);
      // what the patient knows is older than an earlier change that they were not told of
      const { start, professionalId, isLive: wasLive } = sync.news?.known ?? knownOf(found);
      await set(
        'told_start = $3, told_practitioner_id = $4, told_live = $5, tell_at = $6',
        start,
        professionalId,
        wasLive,
        settlement.tellAt,
      );
      await set(settlement.isEventLeft ? 'next_sync_at = now()' : `${nothingWritten}, ${rest}`);
      return;
    }
    case 'asked':
      await set(`asked_about = 'deletion', ${rest}`);
      return;
    case 'told':
      if (settlement.notice && conversation)
        await insertNotice(client, clinicId, conversation, settlement.notice);
      await set(
        `tell_at = null, next_sync_at = case
           when event_changes > event_looked or ${leavesCalendar('appointments')}
           then now() end`,
      );
      return;
    case 'followed':
      throw new Error('It is in the book already');
  }
}

/** Nothing more to do in the calendar, unless it changed meanwhile; but perhaps the patient has to be told. */
const rest = `next_sync_at = case when event_changes > event_looked then now() else tell_at end`;

const nothingWritten = `written_calendar_id = null, written_event_id = null, written_start = null,
  written_end = null, written_seen = false`;

export async function markLooked(client: PoolClient, { appointment, eventChanges }: ClaimedSync) {
  await client.query(
    `update appointments
     set event_looked = greatest(event_looked, $3), deletions_held = false, sync_attempts = 0
     where clinic_id = $1 and id = $2`,
    [appointment.clinicId, appointment.id, eventChanges],
  );
}
