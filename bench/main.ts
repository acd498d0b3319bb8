import { benchAvailability } from './bookings/availability.ts';
import { benchBookings } from './bookings/bookings.ts';
import { benchBacklog } from './ingest/backlog/backlog.ts';
import { benchCalendarSync } from './calendar-sync/calendar-sync.ts';
import { chaos } from './chaos/chaos.ts';
import { benchConsole } from './console/console.ts';
import { benchFaults } from './faults/faults.ts';
import { benchFuzz } from './api/fuzz.ts';
import { benchDrain } from './ingest/backlog/drain.ts';
import { benchIngest } from './ingest/ingest.ts';
import { benchLatency } from './ingest/latency.ts';
import { benchLimits } from './api/limits.ts';
import { benchClaims } from './whole-path/claims.ts';
import { benchProfile } from './whole-path/profile/profile.ts';
import { benchPeers } from './whole-path/peers/peers.ts';
import { benchProcesses, benchWholePath } from './whole-path/whole-path.ts';
import { benchReminders } from './reminders/reminders.ts';
import { benchRenewals } from './renewals/renewals.ts';
import { benchScale } from './scale/scale.ts';
import { benchUpgrade } from './upgrade/upgrade.ts';
import { benchSoak } from './soak/soak.ts';

const [what = '', option, second, third] = process.argv.slice(2);
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
  backlog: {
    help: '[FOLDER]  new beside known senders at ingest, and acknowledgements beside 20 000 due turns; 4 minutes; FOLDER is another version',
    run: () => measured(benchBacklog(option)),
  },
  drain: {
    help: '[FOLDER]  50 000 due turns of 5 000 clinics, beside the rate at which the same are answered as they write; 4 minutes',
    run: () => benchDrain(option),
  },
  'whole-path': {
    help: '[--quick] [FOLDER]  from webhook to answered at Graph; FOLDER is another version, measured in turn',
    run: () => {
      const quick = option === '--quick';
      const tree = quick ? second : option;
      return measured(benchWholePath({ quick, ...(tree !== undefined && { tree }) }));
    },
  },
  processes: {
    help: 'the whole path with one, two and four processes on one Postgres; 4 minutes',
    run: () => measured(benchProcesses()),
  },
  peers: {
    help: '[--quick]  beside whatsapp-api-js, the Chat SDK and builderbot, which it installs into a temporary folder; 25 minutes',
    run: () => measured(benchPeers({ quick: option === '--quick' })),
  },
  profile: {
    help: '[on the way] [seconds] [FOLDER]  statements and CPU by module of one answered message; 400 and 15 unless said',
    run: () => {
      const size = { onTheWay: Number(option ?? 400), seconds: Number(second ?? 15) };
      return measured(benchProfile({ ...size, ...(third !== undefined && { tree: third }) }));
    },
  },
  claims: {
    help: 'what a claim costs with 10 to 10 000 clinics due, and whether it is fair',
    run: () => benchClaims(),
  },
  scale: {
    help: '[messages] [parts] [percent]  reads, ingest, whole path, bytes, retention and export at 10 000 000 messages; parts: check,sizes,reads,loads,privacy; percent: what the largest clinic has of all, 5 unless said',
    run: () => benchScale(Number(option ?? 10_000_000), second ?? 'all', Number(third ?? 5)),
  },
  chaos: {
    help: '[seed]  order and exactly-once over six processes that are killed and paused',
    run: () => counted(chaos),
  },
  console: {
    help: '[minutes]  the console in Chromium before 10 000 conversations: elements, requests, opening, memory, first paint; 3 minutes of events unless said',
    run: () => benchConsole(Number(option ?? 3)),
  },
  faults: {
    help: '[seconds] [per second] [name]  every fault for 5 s under 100 webhooks a second, at most 25 minutes; a name chooses some; writes bench/faults.md',
    run: () =>
      benchFaults({
        seconds: Number(option ?? 5),
        perSecond: Number(second ?? 100),
        ...(third !== undefined && { only: new RegExp(third, 'i') }),
      }),
  },
  soak: {
    help: '[minutes] [per second]  a steady load on three processes, 30 minutes at 100; writes bench/soak.md',
    run: () => benchSoak(Number(option ?? 30), Number(second ?? 100)),
  },
  upgrade: {
    help: '[commit] [seconds] [per second]  from another version to this one and back, under load; 746a039, 60 s a stage, 50/s unless said; writes bench/upgrade.md',
    run: () =>
      benchUpgrade({
        commit: option ?? '746a039',
        seconds: Number(second ?? 60),
        perSecond: Number(third ?? 50),
      }),
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
  'calendar-sync': {
    help: "[seed] [seconds] [calendars]  10 000 calendars that change for 180 s: how long it takes, and what it costs of Google's quota; 8 minutes",
    run: () =>
      counted((seed) =>
        benchCalendarSync({ seed, seconds: Number(second ?? 180), calendars: Number(third ?? 10_000) }),
      ),
  },
  reminders: {
    help: '[visits] [seconds]  20 000 visits due within an hour, compressed to 120 s, over two processes that die',
    run: async () => {
      const visits = Number(option ?? 20_000);
      const size = { visits, clinics: Math.ceil(visits / 40), seconds: Number(second ?? 120) };
      const isRight = await benchReminders(size, Date.now() % 1_000_000);
      console.log(isRight ? 'all counts are right' : 'COUNTS ARE WRONG');
      return isRight;
    },
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
