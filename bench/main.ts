import { benchAvailability } from './availability.ts';
import { benchBookings } from './bookings.ts';
import { chaos } from './chaos.ts';
import { benchIngest } from './ingest.ts';

// `npm run bench -- ingest [--quick]`  ratios measured in one run, each against a plain baseline beside it
// `npm run bench -- chaos [seed]`      order and exactly-once over six processes that are killed and paused
// `npm run bench -- availability`      CPU time to work out free slots, against a plain baseline
// `npm run bench -- bookings [seed]`   1 000 callers for 50 overlapping times while workers die at every step
const [what, option] = process.argv.slice(2);
const conclude = (isRight: boolean) => {
  console.log(isRight ? 'all counts are right' : 'COUNTS ARE WRONG');
  process.exitCode = isRight ? 0 : 1;
};
const seed = () => {
  const chosen = Number(option ?? Date.now() % 1_000_000);
  console.log(`seed ${chosen}`);
  return chosen;
};

if (what === 'ingest') {
  await benchIngest({ quick: option === '--quick' });
} else if (what === 'chaos') {
  conclude(await chaos(seed()));
} else if (what === 'availability') {
  process.exitCode = benchAvailability() ? 0 : 1;
} else if (what === 'bookings') {
  conclude(await benchBookings(seed()));
} else {
  console.error('usage: npm run bench -- ingest [--quick] | chaos [seed] | availability | bookings [seed]');
  process.exitCode = 2;
}
process.exit();
