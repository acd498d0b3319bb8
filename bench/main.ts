import { benchAvailability } from './availability.ts';
import { benchBookings } from './bookings/bookings.ts';
import { chaos } from './chaos/chaos.ts';
import { benchFuzz } from './fuzz.ts';
import { benchIngest } from './ingest/ingest.ts';
import { benchLatency } from './ingest/latency.ts';
import { benchLimits } from './limits.ts';
import { benchRenewals } from './renewals/renewals.ts';

const [what = '', option, second] = process.argv.slice(2);
const seed = () => {
  const chosen = Number(option ?? Date.now() % 1_000_000);
  console.log(`seed ${chosen}`);
  return chosen;
};
const counted = async (run: (seed: number) => Promise<boolean>) => {
  const isRight = await run(seed());
  console.log(isRight ? 'all counts are right' : 'COUNTS ARE WRONG');
  return isRight;
};
const measured = async (run: Promise<void>) => {
  await run;
  return true;
};

/** Each resolves with whether all is well. */
const benches: Readonly<Record<string, { readonly help: string; run(): Promise<boolean> | boolean }>> = {
  ingest: {
    help: '[--quick]  ratios measured in one run, each against a plain baseline beside it',
    run: () => measured(benchIngest({ quick: option === '--quick' })),
  },
  latency: {
    help: 'from the committed message to the Graph call',
    run: () => measured(benchLatency()),
  },
  chaos: {
    help: '[seed]  order and exactly-once over six processes that are killed and paused',
    run: () => counted(chaos),
  },
  fuzz: {
    help: '[count] [seed]  requests of every kind against the running API, 100 000 unless said',
    run: () => benchFuzz(Number(option ?? 100_000), Number(second ?? Date.now() % 1_000_000)),
  },
  limits: {
    help: "what the API's rate limits cost, by statement and by chunks",
    run: () => measured(benchLimits()),
  },
  availability: {
    help: 'CPU time to work out free slots, against a plain baseline',
    run: () => benchAvailability(),
  },
  bookings: {
    help: '[seed]  1 000 callers for 50 overlapping times while workers die at every step',
    run: () => counted(benchBookings),
  },
  renewals: {
    help: '[seed]  32 renewers under chaos, then 10 000 due connections at once',
    run: () => counted(benchRenewals),
  },
};

const bench = benches[what];
if (bench === undefined) {
  console.error('usage: npm run bench -- …');
  for (const [name, { help }] of Object.entries(benches)) console.error(`  ${name} ${help}`);
  process.exit(2);
}
process.exit((await bench.run()) ? 0 : 1);
