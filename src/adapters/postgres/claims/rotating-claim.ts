import type { Pool } from 'pg';
import { queryWithFreshPlan, replanMs } from '../fresh-plans.ts';

/**
 * `clinic (clinic_id)` and `walk (seen, last)`, for `with recursive`: clinics that have a row of `table` whose time `due`
 * has come, in a circle from the one after `$1` on, at most `$2` of them. An index skip scan finds them, so that it
 * costs one look per clinic of the answer, however many rows and clinics wait.
 */
export const dueClinics = (table: string, due: string): string => {
  const next = (condition: string) => `
    select waiting.clinic_id from ${table} as waiting
    where waiting.${due} <= now() and ${condition}
    order by waiting.clinic_id limit 1`;
  // the last row of a walk holds null, which is left out below
  const walk = (name: string, first: string, others: string) => `${name} as (
  (${next(first)}
  )
  union all
  select (${next(others)}
  )
  from ${name}
  where ${name}.clinic_id is not null
)`;
  return `${walk('onwards', 'waiting.clinic_id > $1', 'waiting.clinic_id > onwards.clinic_id')},
${walk(
  'from_start',
  'waiting.clinic_id <= $1',
  'waiting.clinic_id > from_start.clinic_id and waiting.clinic_id <= $1',
)}, clinic as materialized (
  select row_number() over () as position, clinic_id
  from (
    (select clinic_id from onwards where clinic_id is not null)
    union all
    (select clinic_id from from_start where clinic_id is not null)
    limit $2
  ) as circle
), walk as (
  select count(*)::integer as seen, (array_agg(clinic_id order by position desc))[1] as last from clinic
)`;
};

/** A row of a claim; without a clinic it says only where the walk has come. */
type Row = {
  readonly walk_seen: number;
  readonly walk_last: string | null;
  readonly clinic_id: string | null;
};

const beforeAll = '00000000-0000-0000-0000-000000000000';
/** Beside one clinic for each free hand: some have nothing for it at the moment. */
const spare = 8;

/**
 * Claims at most `limit` pieces of work under a lease, each time from the clinic on that was looked at last. `text` walks
 * over `dueClinics`; it takes the limit as `$3`, the lease as `$4` and `others` from `$5` on, and left joins what it
 * claimed to `walk`, whose columns it calls `walk_seen` and `walk_last`.
 */
export function rotatingClaim(pool: Pool, name: string, text: string, ...others: readonly unknown[]) {
  let after = beforeAll;
  return async (limit: number, leaseMs: number): Promise<readonly object[]> => {
    for (let most = limit + spare; ; most *= 2) {
      const values = [after, most, limit, leaseMs, ...others];
      const { rows } = await queryWithFreshPlan<Row>(pool, { name, text, values }, replanMs);
      const { walk_seen: seen = 0, walk_last: last = null } = rows[0] ?? {};
      after = last ?? beforeAll;
      const claimed = rows.filter(({ clinic_id }) => clinic_id !== null);
      // clinics whose due work is in hand, stopped or blocked must not hide those behind them
      if (claimed.length > 0 || seen < most) return claimed;
    }
  };
}
