import { seeded } from '../chaos/seeded.ts';
import { startBenchPostgres } from '../database.ts';
import { renewalChaos } from './chaos.ts';
import { renewalRate } from './rate.ts';

const port = 22_410;

/** Renewals of Google's tokens: right under chaos, and fast enough for ten thousand clinics at once. */
export async function benchRenewals(seed: number): Promise<boolean> {
  const random = seeded(seed);
  const postgres = await startBenchPostgres();
  try {
    const isRight = await renewalChaos(await postgres.database('bench_renewal_chaos'), port, random);
    const isFast = await renewalRate(await postgres.database('bench_renewal_rate'), port + 1, 10_000);
    return isRight && isFast;
  } finally {
    await postgres.stop();
  }
}
