import type { Pool } from 'pg';

/** Makes what is written in the appointment book older; the appointed times stay. */
export async function makeAppointmentsOlder(pool: Pool, ms: number): Promise<void> {
  const columns = [
    'requested_at',
    'hold_expires_at',
    'created_at',
    'next_sync_at',
    'lease_until',
    'tell_at',
    'moved_at',
    'given_back_at',
    'remind_at',
    'remind_lease_until',
  ];
  const older = columns.map((column) => `${column} = ${column} - $1 * interval '1 ms'`).join(', ');
  await pool.query(`update appointments set ${older}`, [ms]);
  await pool.query(
    `update event_texts
     set due_at = due_at - $1 * interval '1 ms', lease_until = lease_until - $1 * interval '1 ms'`,
    [ms],
  );
  await pool.query("update reminders set decided_at = decided_at - $1 * interval '1 ms'", [ms]);
  await pool.query(
    `update calendar_feeds
     set next_read_at = next_read_at - $1 * interval '1 ms', lease_until = lease_until - $1 * interval '1 ms'`,
    [ms],
  );
  const ofChannels = ['expires_at', 'renew_at', 'next_stop_at'];
  const earlier = ofChannels.map((column) => `${column} = ${column} - $1 * interval '1 ms'`).join(', ');
  await pool.query(`update calendar_channels set ${earlier}`, [ms]);
}
