import type { Pool } from 'pg';

/** Makes what is written in the appointment book older; the appointed times stay. */
export async function makeAppointmentsOlder(pool: Pool, ms: number): Promise<void> {
  const columns = ['requested_at', 'hold_expires_at', 'created_at', 'next_sync_at', 'lease_until'];
  const older = columns.map((column) => `${column} = ${column} - $1 * interval '1 ms'`).join(', ');
  await pool.query(`update appointments set ${older}`, [ms]);
}
