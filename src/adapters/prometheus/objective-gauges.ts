import { Gauge, type Registry } from 'prom-client';
import type { ObjectiveTallies } from '../../application/ports/operations/objective-tallies.ts';
import type { Clock } from '../../application/ports/system/clock.ts';
import { budgetDays, lateDays } from '../../domain/figures/error-budget.ts';
import { utcDay } from '../../domain/figures/utc-day.ts';

/** What is counted is stored about as often; each reading looks at all clinics. */
const readEveryMs = 60_000;

/**
 * How many clinics have error budget left, for each promise: three series each, however many clinics there are. One
 * clinic's figures are in the API.
 */
export function objectiveGauges(
  registry: Registry,
  tallies: Pick<ObjectiveTallies, 'standings'>,
  clock: Clock,
): { refresh(): Promise<void> } {
  const registers = [registry];
  const clinics = new Gauge({
    name: 'atende_objective_clinics',
    help: 'Clinics by whether the error budget of thirty days of each promise has something left (within, spent)',
    labelNames: ['objective', 'budget'],
    registers,
  });
  const worst = new Gauge({
    name: 'atende_objective_worst_burn',
    help: 'How fast the clinic that is worst off uses its error budget, yesterday and today; 1 is exactly on target',
    labelNames: ['objective'],
    registers,
  });
  let readAt = Number.NEGATIVE_INFINITY;
  return {
    async refresh() {
      const now = clock.now();
      if (now.getTime() - readAt < readEveryMs && now.getTime() >= readAt) return;
      const standings = await tallies.standings(utcDay(now, 1 - budgetDays), utcDay(now, 1 - lateDays));
      readAt = now.getTime();
      for (const { objective, within, spent, worstLately } of standings) {
        clinics.set({ objective, budget: 'within' }, within);
        clinics.set({ objective, budget: 'spent' }, spent);
        worst.set({ objective }, worstLately);
      }
    },
  };
}
