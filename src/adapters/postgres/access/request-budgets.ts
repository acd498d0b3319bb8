import type { Pool } from 'pg';
import { z } from 'zod';
import type { BudgetGrant, RequestBudgets } from '../../../application/ports/access/request-budgets.ts';

const budgetRow = z
  .object({
    key: z.string(),
    granted: z.int(),
    next_free_at: z.date(),
    interval_ms: z.number(),
    burst: z.int(),
  })
  .transform((row): BudgetGrant => ({
    key: row.key,
    granted: row.granted,
    notBefore: new Date(row.next_free_at.getTime() - row.interval_ms * (row.burst - 1)),
  }));

// `takePlaces` in SQL, for many keys at once: how many still fit between now and the tolerance. Held to it by
// tests/contract/rules/access-rules.test.ts.
const fitting = `greatest(0, least(
  excluded.granted,
  floor(
    extract(epoch from ($2::timestamptz - greatest(known.next_free_at, $2))) * 1000 / excluded.interval_ms
      + excluded.burst - 1
  )::integer + 1
))`;

export const postgresRequestBudgets = (pool: Pool): RequestBudgets => ({
  async take(requests, now) {
    const rows = requests.map(({ key, rate, count }) => ({
      key,
      interval_ms: rate.intervalMs,
      burst: rate.burst,
      granted: Math.min(count, rate.burst),
    }));
    const { rows: taken } = await pool.query(
      `insert into request_budgets as known (key, interval_ms, burst, granted, next_free_at)
       select key, interval_ms, burst, granted, $2::timestamptz + granted * interval_ms * interval '1 ms'
       from json_to_recordset($1::json)
         as request (key text, interval_ms double precision, burst integer, granted integer)
       order by key
       on conflict (key) do update set
         interval_ms = excluded.interval_ms,
         burst = excluded.burst,
         granted = ${fitting},
         next_free_at = greatest(known.next_free_at, $2)
           + ${fitting} * excluded.interval_ms * interval '1 ms'
       returning key, interval_ms, burst, granted, next_free_at`,
      [JSON.stringify(rows), now],
    );
    return z.array(budgetRow).parse(taken);
  },

  async forget(before) {
    const { rowCount } = await pool.query('delete from request_budgets where next_free_at < $1', [before]);
    return rowCount ?? 0;
  },
});
