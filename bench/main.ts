import { chaos } from './chaos.ts';
import { benchIngest } from './ingest.ts';
import { benchLatency } from './latency.ts';

// `npm run bench -- ingest [--quick]`  ratios measured in one run, each against a plain baseline beside it
// `npm run bench -- latency`            from the committed message to the Graph call
// `npm run bench -- chaos [seed]`      order and exactly-once over six processes that are killed and paused
const [what, option] = process.argv.slice(2);
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
} else {
  console.error('usage: npm run bench -- ingest [--quick] | latency | chaos [seed]');
  process.exitCode = 2;
}
process.exit();
