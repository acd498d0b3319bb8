import { chaos } from './chaos.ts';
import { benchFuzz } from './fuzz.ts';
import { benchIngest } from './ingest.ts';
import { benchLatency } from './latency.ts';
import { benchLimits } from './limits.ts';

// `npm run bench -- ingest [--quick]`  ratios measured in one run, each against a plain baseline beside it
// `npm run bench -- latency`            from the committed message to the Graph call
// `npm run bench -- chaos [seed]`      order and exactly-once over six processes that are killed and paused
// `npm run bench -- fuzz [count] [seed]`  requests of every kind against the running API, 100 000 unless said
// `npm run bench -- limits`            what the API's rate limits cost, by statement and by chunks
const [what, option, second] = process.argv.slice(2);
if (what === 'ingest') {
  await benchIngest({ quick: option === '--quick' });
} else if (what === 'latency') {
  await benchLatency();
} else if (what === 'chaos') {
  const seed = Number(option ?? Date.now() % 1_000_000);
  console.log(`seed ${seed}`);
  const isRight = await chaos(seed);
  console.log(isRight ? 'all counts are right' : 'COUNTS ARE WRONG');
  process.exitCode = isRight ? 0 : 1;
} else if (what === 'fuzz') {
  const isRight = await benchFuzz(Number(option ?? 100_000), Number(second ?? Date.now() % 1_000_000));
  process.exitCode = isRight ? 0 : 1;
} else if (what === 'limits') {
  await benchLimits();
} else {
  console.error(
    'usage: npm run bench -- ingest [--quick] | latency | chaos [seed] | fuzz [count] [seed] | limits',
  );
  process.exitCode = 2;
}
process.exit();
