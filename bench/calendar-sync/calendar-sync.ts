import { setTimeout as pause } from 'node:timers/promises';
import { googleCalendarPath } from '../../src/adapters/http/webhook/google-calendar-webhook.ts';
import { defaultFeedPolicy, readEveryMs } from '../../src/domain/scheduling/feed-policy.ts';
import { startBenchPostgres, type BenchDatabase } from '../database.ts';
import { encryptionKeys } from '../renewals/world.ts';
import { seeded } from '../chaos/seeded.ts';
import { startProduct, type BenchServer } from '../servers/start.ts';
import { startCountedGoogle, type CountedGoogle } from './google.ts';
import { channelToken, seedCalendars, type SeededCalendar } from './seed.ts';

const port = 22_450;
const ofAMinute = 10_000;
const ofADay = 1_000_000;
const dayMs = 86_400_000;
/** As many as can be polled as often as the defaults want it, within their share of a day's quota. */
const fewEnough = Math.floor((defaultFeedPolicy.readsPerDay * defaultFeedPolicy.readMs) / dayMs);

type Size = {
  readonly seed: number;
  /** For how long calendars change in each of the two parts. */
  readonly seconds: number;
  readonly calendars: number;
};

type World = {
  readonly seconds: number;
  readonly database: BenchDatabase;
  readonly google: CountedGoogle;
  readonly random: () => number;
};

/**
 * Ten thousand calendars of which one in a hundred changes every minute, in two processes: all of them by push, and by
 * polling as many as one project's quota allows. Prints how long changes take and what they cost. Resolves with whether
 * every change was in the book within 5 s by push and 60 s by polling, and the quota was kept.
 */
export async function benchCalendarSync({ seed, seconds, calendars: all }: Size): Promise<boolean> {
  const postgres = await startBenchPostgres();
  const google = await startCountedGoogle();
  try {
    const database = await postgres.database('bench_calendar_sync');
    const calendars = await seedCalendars(database, google, all);
    const world = { seconds, database, google, random: seeded(seed) };
    const { readMs } = defaultFeedPolicy;
    await spreadReadings(world, readEveryMs({ pushed: all, polled: 0 }, defaultFeedPolicy).pushed);
    const pushed = await phase(world, `by push, ${all} calendars`, {
      calendars,
      // a short run of few calendars still sees some
      everyMs: Math.min(2_000, 60_000 / (all / 100)),
      isPushed: true,
    });
    await database.pool.query('delete from calendar_channels');
    const few = calendars.slice(0, fewEnough);
    await database.pool.query('update clinic_calendars set is_active = false where calendar_id <> all($1)', [
      few.map(({ calendarId }) => calendarId),
    ]);
    await spreadReadings(world, readMs);
    const polled = await phase(world, `by polling, ${few.length} calendars`, {
      calendars: few,
      everyMs: 1_000,
      isPushed: false,
    });
    sayArithmetic(all);
    const isRight = judge('by push', pushed.worstMs, 5_000) && judge('by polling', polled.worstMs, 60_000);
    return isRight && pushed.isWithin && polled.isWithin;
  } finally {
    google.close();
    await postgres.stop();
  }
}

/** As they are after a while: every calendar was read once, and its next turn is somewhere in its interval. */
const spreadReadings = ({ database }: World, intervalMs: number) =>
  database.pool.query(
    `update calendar_feeds set sync_token = coalesce(sync_token, '0'), next_read_at = now() + random() * $1 * interval '1 ms'`,
    [intervalMs],
  );

type Phase = {
  readonly calendars: readonly SeededCalendar[];
  /** Between two changes. */
  readonly everyMs: number;
  readonly isPushed: boolean;
};

async function phase(world: World, name: string, { calendars, everyMs, isPushed }: Phase) {
  const { google, random, seconds } = world;
  const processes = [await start(world, 0, isPushed), await start(world, 1, isPushed)];
  google.forgetRequests();
  const began = Date.now();
  const pending = new Map<string, { readonly start: Date; readonly at: number }>();
  const took: number[] = [];
  let changes = 0;
  for (const until = began + seconds * 1_000; Date.now() < until || pending.size > 0;) {
    if (Date.now() >= until + 90_000) break;
    if (Date.now() < until && Date.now() >= began + changes * everyMs) {
      const calendar = calendars[Math.floor(random() * calendars.length)];
      changes += 1;
      if (calendar === undefined || pending.has(calendar.appointmentId)) continue;
      pending.set(calendar.appointmentId, { start: google.drag(calendar.calendarId), at: Date.now() });
      if (isPushed) void say(processes[Math.floor(random() * 2)], calendar.channelId);
    }
    await lookInTheBook(world, pending, took);
    await pause(50);
  }
  const ms = Date.now() - began;
  await Promise.all(processes.map((each) => each.stop()));
  const isWithin = report(name, google, { calendars: calendars.length, ms, took, lost: pending.size });
  return { worstMs: pending.size > 0 || took.length === 0 ? Infinity : Math.max(...took), isWithin };
}

/** Says it both ways: whoever reads the output need not know the bound. */
function judge(how: string, worstMs: number, mostMs: number): boolean {
  const isWithin = worstMs <= mostMs;
  console.log(`${how}: ${isWithin ? 'every' : 'NOT every'} change within ${mostMs / 1_000} s`);
  return isWithin;
}

const start = ({ database, google }: World, index: number, isPushed: boolean): Promise<BenchServer> =>
  startProduct(database.url, port + index, {
    ROLE: 'web,worker',
    GOOGLE_CLIENT_ID: 'bench',
    GOOGLE_CLIENT_SECRET: 'bench-secret',
    GOOGLE_API_URL: google.url,
    GOOGLE_TOKEN_URL: `${google.url}/token`,
    ENCRYPTION_KEYS: encryptionKeys,
    STATE_KEYS: encryptionKeys,
    AUTH_JWT_SECRET: 'bench-secret-of-enough-length-0000',
    AUTH_ISSUER: 'https://issuer.test',
    ...(isPushed && { PUBLIC_URL: `http://127.0.0.1:${port + index}` }),
  });

const say = (server: BenchServer | undefined, channelId: string) =>
  fetch(new URL(googleCalendarPath, server?.url), {
    method: 'POST',
    headers: { 'x-goog-channel-id': channelId, 'x-goog-channel-token': channelToken },
  }).catch(() => undefined);

async function lookInTheBook(
  { database }: World,
  pending: Map<string, { readonly start: Date; readonly at: number }>,
  took: number[],
): Promise<void> {
  if (pending.size === 0) return;
  const { rows } = await database.pool.query<{ id: string; starts_at: Date }>(
    'select id, starts_at from appointments where id = any($1)',
    [[...pending.keys()]],
  );
  for (const { id, starts_at: start } of rows) {
    const change = pending.get(id);
    if (change?.start.getTime() !== start.getTime()) continue;
    took.push(Date.now() - change.at);
    pending.delete(id);
  }
}

type Figures = {
  readonly calendars: number;
  readonly ms: number;
  readonly took: readonly number[];
  readonly lost: number;
};

function report(name: string, google: CountedGoogle, { calendars, ms, took, lost }: Figures): boolean {
  const sorted = took.toSorted((a, b) => a - b);
  const at = (share: number) => ((sorted[Math.floor(share * (sorted.length - 1))] ?? 0) / 1_000).toFixed(1);
  const counts = google.counts();
  const requests = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const perDay = Math.round((requests * 86_400_000) / ms);
  const kinds = Object.entries(counts).map(([kind, count]) => `${count} ${kind}`);
  console.log(`${name}: ${took.length} changes in ${Math.round(ms / 1_000)} s`);
  console.log(
    `  in the book after ${at(0.5)} s (median), ${at(0.99)} s (99 of 100), ${at(1)} s at most; never: ${lost}`,
  );
  console.log(`  requests: ${requests} (${kinds.join(', ')})`);
  console.log(`  of a calendar in an hour: ${((requests * 3_600_000) / ms / calendars).toFixed(2)}`);
  console.log(
    `  most in a minute: ${google.mostInAMinute()} of ${ofAMinute}; a day of it: ${perDay} of ${ofADay}`,
  );
  return google.mostInAMinute() <= ofAMinute && perDay <= ofADay;
}

/** Why polling is measured with fewer calendars. */
function sayArithmetic(all: number): void {
  const { readMs, readsPerDay } = defaultFeedPolicy;
  const needed = all * 1_440;
  const every = Math.round(readEveryMs({ pushed: 0, polled: all }, defaultFeedPolicy).polled / 1_000);
  console.log(
    `polling ${all} calendars once a minute: ${all} of ${ofAMinute} requests a minute, ${needed} of ${ofADay} a day`,
  );
  console.log(`  ${needed > ofADay ? 'NOT ' : ''}within the quota of one project`);
  console.log(`  every ${readMs / 1_000} s, of ${readsPerDay} readings a day: ${fewEnough} calendars`);
  console.log(`  the same, of all ${ofADay}: ${Math.floor((ofADay * readMs) / dayMs)} calendars`);
  console.log(`  without push the product reads ${all} calendars every ${every} s`);
}
