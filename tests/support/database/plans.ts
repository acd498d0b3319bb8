import type { Pool } from 'pg';
import { z } from 'zod';

/** A step of a plan as Postgres explains it; the actual figures only where it was run. */
const planStep = z.looseObject({
  'Node Type': z.string(),
  'Relation Name': z.string().optional(),
  'Index Name': z.string().optional(),
  'Index Cond': z.string().optional(),
  'Actual Rows': z.number().optional(),
  'Actual Loops': z.number().optional(),
  'Rows Removed by Filter': z.number().optional(),
  get Plans() {
    return z.array(planStep).optional();
  },
});
type PlanStep = z.infer<typeof planStep>;
const explained = z.tuple([z.object({ 'QUERY PLAN': z.tuple([z.object({ Plan: planStep })]) })]);

const withThoseBelow = (step: PlanStep): readonly PlanStep[] => [
  step,
  ...(step.Plans ?? []).flatMap(withThoseBelow),
];

/** All steps of the plan by which the only connection of the pool executes a statement that is prepared on it. */
export async function planSteps(pool: Pool, execution: string, options = ''): Promise<readonly PlanStep[]> {
  const { rows } = await pool.query(`explain (format json${options}) execute ${execution}`);
  const [{ 'QUERY PLAN': plan }] = explained.parse(rows);
  return withThoseBelow(plan[0].Plan);
}
