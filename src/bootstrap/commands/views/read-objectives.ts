import { budgetDays, budgetUsed } from '../../../domain/figures/error-budget.ts';
import { utcDay } from '../../../domain/figures/utc-day.ts';
import type { Services } from '../../composition/services.ts';
import { allClinics } from '../clinics.ts';
import { table, type Report } from '../report.ts';

/** The clinics that have used most of what thirty days allow, the worst first. */
export async function readObjectives(services: Services, limit: number): Promise<Report> {
  const since = utcDay(services.clock.now(), 1 - budgetDays);
  const [worst, known] = await Promise.all([
    services.objectiveTallies.worst(since, limit),
    allClinics(services),
  ]);
  const names = new Map<string, string>(known.map(({ id, name }) => [id, name]));
  const found = worst.map((tally) => ({
    ...tally,
    name: names.get(tally.clinicId),
    budgetUsed: budgetUsed(tally.objective, tally),
  }));
  const rows = found.map(({ clinicId, name, objective, good, bad, budgetUsed: used }) => [
    clinicId,
    name,
    objective,
    good + bad,
    bad,
    `${Math.round(100 * used)} %`,
  ]);
  return {
    text: table(['clinic', 'name', 'objective', 'events', 'broken', 'budget used'], rows),
    json: { since, clinics: found },
    exitCode: found.some((each) => each.budgetUsed > 1) ? 1 : 0,
  };
}
