import type { Client } from 'pg';
import { until } from '../until.ts';

/**
 * Rows of a table and entries of its indexes that were read so far. An index of words names many rows at once: what it
 * leads to is counted instead. Connections count what they have read when they end, which is a moment after their pool
 * says that they have: those of the program are waited for.
 */
export async function rowsRead(owner: Client, table: string, indexOfWords = ''): Promise<number> {
  await until('the connections of the program to end', async () => {
    const { rowCount } = await owner.query(
      `select from pg_stat_activity where datname = current_database() and application_name like 'atende%'`,
    );
    return rowCount === 0;
  });
  await owner.query('select pg_stat_force_next_flush()');
  await owner.query('select pg_stat_clear_snapshot()');
  const { rows } = await owner.query<{ n: string }>(
    `select t.seq_tup_read + case $2::text when '' then 0 else coalesce(t.idx_tup_fetch, 0) end
       + sum(case i.indexrelname::text when $2::text then 0 else i.idx_tup_read end) as n
     from pg_stat_user_tables as t
     join pg_stat_user_indexes as i using (relid)
     where t.relname = $1
     group by t.seq_tup_read, t.idx_tup_fetch`,
    [table, indexOfWords],
  );
  return Number(rows[0]?.n);
}
