import { z } from 'zod';
import type { ObjectiveTallies } from '../../../application/ports/operations/objective-tallies.ts';
import { clinicId } from '../../../domain/clinic/clinic.ts';
import { allowedErrors } from '../../../domain/figures/error-budget.ts';
import { objectives } from '../../../domain/figures/objectives.ts';
import type { Pools } from '../pool.ts';
import { queryInTenant } from '../transaction.ts';

const objective = z.enum(objectives);
const count = z.coerce.number();
const tallyRow = z.object({ objective, good: count, bad: count });
const worstRow = tallyRow.extend({ clinic_id: z.string() });
const standingRow = z.object({ objective, within: count, spent: count, worst_lately: count });

/** `budgetUsed` in SQL, held to it by the contract: `allowed` comes from the same rule. */
const used = (good: string, bad: string) =>
  `case when ${good} + ${bad} <= 0 then 0
   else greatest(${bad}, 0)::float8 / (${good} + ${bad})::float8 / allowed end`;
const promise = 'unnest($1::text[], $2::float8[]) as promise (objective, allowed)';
const promises = [objectives, objectives.map(allowedErrors)];

export const postgresObjectiveTallies = ({ system, tenants }: Pools): ObjectiveTallies => ({
  async add(day, tallies) {
    await system.query({
      name: 'add-objectives',
      // one order for all processes, so that they wait for each other and never in a circle
      text: `
        insert into objective_days as counted (clinic_id, day, objective, good, bad)
        select tally.clinic_id, $1, tally.objective, tally.good, tally.bad
        from unnest($2::uuid[], $3::text[], $4::bigint[], $5::bigint[]) as tally (clinic_id, objective, good, bad)
        join clinics on clinics.id = tally.clinic_id
        order by tally.clinic_id, tally.objective
        on conflict (clinic_id, objective, day) do update
        set good = counted.good + excluded.good, bad = counted.bad + excluded.bad`,
      values: [
        day,
        tallies.map((tally) => tally.clinicId),
        tallies.map((tally) => tally.objective),
        tallies.map((tally) => tally.good),
        tallies.map((tally) => tally.bad),
      ],
    });
  },

  async ofClinic(clinic, since) {
    const { rows } = await queryInTenant(tenants, clinic, {
      text: `select objective, sum(good) as good, sum(bad) as bad from objective_days
             where clinic_id = $1 and objective = any ($3) and day >= $2
             group by objective`,
      values: [clinic, since, objectives],
    });
    return new Map(
      z
        .array(tallyRow)
        .parse(rows)
        .map(({ objective: name, ...tally }) => [name, tally]),
    );
  },

  async standings(since, lateSince) {
    const { rows } = await system.query(
      `with clinic as (
         select clinic_id, objective, sum(good) as good, sum(bad) as bad,
           coalesce(sum(good) filter (where day >= $4), 0) as good_lately,
           coalesce(sum(bad) filter (where day >= $4), 0) as bad_lately
         from objective_days
         where day >= $3
         group by clinic_id, objective
       ), stands as (
         select promise.objective, clinic.clinic_id, ${used('good', 'bad')} as used,
           ${used('good_lately', 'bad_lately')} as used_lately
         from ${promise}
         left join clinic on clinic.objective = promise.objective
       )
       select objective, count(clinic_id) filter (where used <= 1) as within,
         count(clinic_id) filter (where used > 1) as spent, coalesce(max(used_lately), 0) as worst_lately
       from stands
       group by objective
       order by array_position($1, objective)`,
      [...promises, since, lateSince],
    );
    return z
      .array(standingRow)
      .parse(rows)
      .map(({ worst_lately: worstLately, ...standing }) => ({ ...standing, worstLately }));
  },

  async worst(since, limit) {
    const { rows } = await system.query(
      `select clinic_id, objective, good, bad
       from (
         select clinic_id, objective, sum(good) as good, sum(bad) as bad from objective_days
         where day >= $3
         group by clinic_id, objective
       ) as clinic
       join ${promise} using (objective)
       where bad > 0 and good + bad > 0
       order by ${used('good', 'bad')} desc, clinic_id
       limit $4`,
      [...promises, since, limit],
    );
    return z
      .array(worstRow)
      .parse(rows)
      .map(({ clinic_id, ...tally }) => ({ clinicId: clinicId(clinic_id), ...tally }));
  },

  async forget(before) {
    await system.query('delete from objective_days where day < $1', [before]);
  },
});
