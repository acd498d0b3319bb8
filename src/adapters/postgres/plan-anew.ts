import type { PoolClient } from 'pg';

/** Long enough to cost nothing, short enough that a table cannot outgrow its plan by much. */
export const replanMs = 5_000;

const plannedAt = new WeakMap<PoolClient, number>();

/**
 * Prepared statements of this connection are planned anew when that is longer ago than `everyMs`. Postgres keeps a generic
 * plan until statistics change, and after those of a nearly empty table it may read the whole of it for each row; but when
 * it plans, it looks how large the table is by then (docs/decisions/0012).
 */
export async function planAnew(client: PoolClient, everyMs = replanMs): Promise<void> {
  const now = performance.now();
  const planned = plannedAt.get(client);
  if (planned !== undefined && now - planned < everyMs) return;
  plannedAt.set(client, now);
  if (planned !== undefined) await client.query('discard plans');
}
