import { postgresRequestBudgets } from '../../src/adapters/postgres/access/request-budgets.ts';
import { openPool } from '../../src/adapters/postgres/pool.ts';
import { sharedLimiter } from '../../src/adapters/limits/shared-limiter.ts';
import { systemClock } from '../../src/adapters/system/clock.ts';
import type { RequestBudgets } from '../../src/application/ports/access/request-budgets.ts';
import type { RequestLimiter } from '../../src/application/ports/access/request-limiter.ts';
import { startBenchPostgres } from '../database.ts';

const seconds = 4;
const callers = 20;
const rate = { intervalMs: 0.05, burst: 20_000 };

/** Requests per second that pass the limits, and statements for it: one per request, or places drawn in chunks. */
export async function benchLimits(): Promise<void> {
  const postgres = await startBenchPostgres();
  const { url } = await postgres.database('limits');
  const pool = openPool({ url, role: 'atende_system', max: 10, applicationName: 'bench' }, () => undefined);
  let statements = 0;
  const budgets: RequestBudgets = {
    ...postgresRequestBudgets(pool),
    take: (...wish) => {
      statements += 1;
      return postgresRequestBudgets(pool).take(...wish);
    },
  };
  const perRequest: RequestLimiter = {
    async admit(places) {
      const grants = await budgets.take(
        places.map((place) => ({ ...place, count: 1 })),
        new Date(),
      );
      return grants.every(({ granted }) => granted > 0) ? undefined : 1;
    },
  };
  const chunked = sharedLimiter({ budgets, clock: systemClock, onFailure: console.error });
  console.log(`Postgres ${postgres.version}, ${callers} callers at once, three rates each, ${seconds} s`);
  for (const [name, limiter] of [
    ['no limit', { admit: () => Promise.resolve(undefined) }],
    ['a statement per request', perRequest],
    ['drawn in chunks', chunked],
  ] as const) {
    statements = 0;
    const { passed, worst } = await load(limiter);
    console.log(
      `${name}: ${Math.round(passed / seconds)}/s, ${(statements / Math.max(1, passed)).toFixed(3)} statements each, p99 ${worst.toFixed(2)} ms`,
    );
  }
  await pool.end();
  await postgres.stop();
}

async function load(limiter: RequestLimiter): Promise<{ passed: number; worst: number }> {
  const end = performance.now() + seconds * 1_000;
  const times: number[] = [];
  const caller = async (n: number) => {
    while (performance.now() < end) {
      const began = performance.now();
      await limiter.admit([
        { key: `caller:${n}`, rate },
        { key: `clinic:${n % 4}`, rate },
        { key: `route:${n}:x`, rate },
      ]);
      times.push(performance.now() - began);
      // as a request would: something else gets its turn
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  await Promise.all(Array.from({ length: callers }, (_, n) => caller(n)));
  times.sort((a, b) => a - b);
  return { passed: times.length, worst: times[Math.floor(times.length * 0.99)] ?? 0 };
}
