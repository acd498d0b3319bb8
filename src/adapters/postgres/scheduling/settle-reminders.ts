import type { PoolClient } from 'pg';
import type { ClaimedVisit, ReminderSettlement } from '../../../application/ports/scheduling/reminders.ts';
import type { DecidedReminder } from '../../../domain/reminders/decide-reminder.ts';
import { insertNotice, lockConversation } from '../messaging/notices.ts';
import type { TenantPool } from '../pool.ts';
import { inTenant } from '../transaction.ts';

/**
 * Decisions, the message and the next look commit together, under the lease. Whoever moves or ends the visit takes the
 * lease away, so nothing is said of a time that is not the visit's any more.
 */
export const settleReminders = (
  pool: TenantPool,
  visit: ClaimedVisit,
  { skipped, sent, next }: ReminderSettlement,
): Promise<boolean> =>
  inTenant(pool, visit.appointment.clinicId, async (client) => {
    const { clinicId, id, conversationId } = visit.appointment;
    // before the appointment: the order in which turns lock
    const conversation = sent && conversationId && (await lockConversation(client, clinicId, conversationId));
    const { rowCount } = await client.query(
      `update appointments set remind_at = $4, remind_lease_until = null
       where clinic_id = $1 and id = $2 and remind_lease_token = $3 and remind_lease_until is not null`,
      [clinicId, id, visit.leaseToken, next],
    );
    if (rowCount !== 1) return false;
    for (const each of skipped) await insertDecision(client, visit, each);
    if (sent === undefined || conversation === undefined) return true;
    const isNew = await insertDecision(client, visit, sent, sent.notice.messageId);
    if (isNew) await insertNotice(client, clinicId, conversation, sent.notice);
    return true;
  });

/** `false` when it was decided before. */
async function insertDecision(
  client: PoolClient,
  { appointment: { clinicId, id } }: ClaimedVisit,
  { rule, dueAt, decidedAt, skipped }: DecidedReminder,
  message?: string,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `insert into reminders (clinic_id, appointment_id, starts_at, rule, due_at, decided_at, skipped, message_id)
     select clinic_id, id, starts_at, $3, $4, $5, $6, $7 from appointments where clinic_id = $1 and id = $2
     on conflict do nothing`,
    [clinicId, id, rule, dueAt, decidedAt, skipped, message],
  );
  return rowCount === 1;
}
