import type { PoolClient } from 'pg';
import type {
  ClaimedSync,
  SyncOutcome,
  SyncSettlement,
} from '../../../application/ports/scheduling/appointments.ts';
import type { ConversationId } from '../../../domain/messaging/message.ts';
import { AppointmentNotFound, type Appointment } from '../../../domain/scheduling/appointment.ts';
import { confirmedIn, failed } from '../../../domain/scheduling/change-appointment.ts';
import { lockSeries, save } from './appointment-series.ts';
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
      await set('next_sync_at = null');
      if (changed.length > 1) await client.query(`select pg_notify('atende_work', 'appointment:0')`);
      if (settlement.notice && conversation)
        await insertNotice(client, clinicId, conversation, settlement.notice);
      return;
    }
    case 'failed':
      await save(client, failed(found, settlement.reason));
      if (settlement.humanUntil && conversation)
        await handOver(client, clinicId, conversation, settlement.humanUntil);
      if (settlement.notice && conversation)
        await insertNotice(client, clinicId, conversation, settlement.notice);
      return;
    case 'again':
      await set(
        'next_sync_at = $3, sync_attempts = sync_attempts + $4, told_to_wait = told_to_wait or $5',
        settlement.at,
        settlement.tried ? 1 : 0,
        settlement.notice !== undefined,
      );
      if (settlement.notice && conversation)
        await insertNotice(client, clinicId, conversation, settlement.notice);
      return;
    case 'next-generation':
      await set(
        `generation = generation + 1, written_calendar_id = null, written_event_id = null, written_start = null,
         written_end = null, written_seen = false, next_sync_at = now(), sync_attempts = $3`,
        sync.attempts + 1,
      );
      return;
    case 'rest':
      await set('next_sync_at = null');
      return;
    case 'removed':
      await set(
        `written_calendar_id = null, written_event_id = null, written_start = null, written_end = null,
         written_seen = false, next_sync_at = null`,
      );
      return;
  }
}
