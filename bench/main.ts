import { chaos } from './chaos.ts';
import { benchIngest } from './ingest.ts';
import { benchRenewals } from './renewals.ts';

// `npm run bench -- ingest [--quick]`  ratios measured in one run, each against a plain baseline beside it
// `npm run bench -- chaos [seed]`      order and exactly-once over six processes that are killed and paused
// `npm run bench -- renewals [seed]`   32 renewers under chaos, then 10 000 due connections at once
const [what, option] = process.argv.slice(2);
if (what === 'ingest') {
  await benchIngest({ quick: option === '--quick' });
} else if (what === 'renewals') {
  const seed = Number(option ?? Date.now() % 1_000_000);
  console.log(`seed ${seed}`);
  const isRight = await benchRenewals(seed);
  console.log(isRight ? 'all counts are right' : 'COUNTS ARE WRONG');
  process.exitCode = isRight ? 0 : 1;
} else if (what === 'chaos') {
  const seed = Number(option ?? Date.now() % 1_000_000);
  console.log(`seed ${seed}`);
  const isRight = await chaos(seed);
  console.log(isRight ? 'all counts are right' : 'COUNTS ARE WRONG');
  process.exitCode = isRight ? 0 : 1;
} else {
  console.error('usage: npm run bench -- ingest [--quick] | chaos [seed] | renewals [seed]');
  process.exitCode = 2;
}
process.exit();
