import { dueClinics } from './rotating-claim.ts';

/** Rows of one table that are due at a time, each of which whoever takes it has to themselves until a lease ends. */
type LeasedRows = {
  readonly table: string;
  /** The columns that name a row within its clinic. */
  readonly key: readonly string[];
  /** The column with the time from which on a row is due; null: not at all. */
  readonly due: string;
  readonly leaseUntil: string;
  readonly leaseToken: string;
  /** Which clinics of the walk are asked, as a join to `clinic`; all unless given. */
  readonly clinics?: string;
  /** Which due rows are offered, as a condition on `work`; all unless given. */
  readonly offered?: string;
  /** What a claim sets besides the lease, of `work`. */
  readonly also?: string;
  /** The columns of `claimed` besides the clinic and the key: no star, which would change under a prepared statement. */
  readonly columns: readonly string[];
};

/**
 * A statement for `rotatingClaim`. As for turns, places are given out round by round over the clinics, so that a large
 * clinic's backlog does not hold up the others; by chance among equals. Rows that were found are reached by their place in
 * the table: there is no other plan for that, however small the table looked when it was made. One that changes meanwhile
 * is somebody else's. `answer` are the columns of the answer, of
 * `claimed` and of what `joins` left joins to it.
 */
export function claimStatement(rows: LeasedRows, answer: readonly string[], joins = ''): string {
  const { table, due, leaseUntil, leaseToken, clinics = '', offered = 'true', also } = rows;
  const key = ['clinic_id', ...rows.key];
  const of = (source: string, names: readonly string[]) =>
    names.map((name) => `${source}.${name}`).join(', ');
  const isFree = `work.${due} <= now() and (work.${leaseUntil} is null or work.${leaseUntil} <= now())`;
  return `
with recursive ${dueClinics(table, due)}, candidate as (
  select offer.row_at, offer.round
  from clinic ${clinics}
  cross join lateral (
    select oldest.row_at, row_number() over (order by oldest.${due}) as round
    from (
      select work.ctid as row_at, work.${due}
      from ${table} as work
      where (work.clinic_id, work.${due}) > (clinic.clinic_id, '-infinity')
        and (work.clinic_id, work.${due}) <= (clinic.clinic_id, now())
        and ${isFree} and ${offered}
      order by work.clinic_id, work.${due}
      limit $3
    ) as oldest
  ) as offer
  order by round, random()
  limit $3
), locked as (
  select work.row_at
  from candidate
  cross join lateral (
    select work.ctid as row_at from ${table} as work
    where work.ctid = candidate.row_at and ${isFree}
    for no key update skip locked
  ) as work
), claimed as (
  update ${table} as work
  set ${leaseUntil} = now() + $4 * interval '1 ms', ${leaseToken} = work.${leaseToken} + 1${also ? `, ${also}` : ''}
  where work.ctid = any (array (select row_at from locked))
  returning ${of('work', [...key, ...rows.columns])}
)
select walk.seen as walk_seen, walk.last as walk_last, ${answer.join(', ')}
from walk
left join claimed on true
${joins}`;
}
