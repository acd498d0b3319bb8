import { setTimeout as pause } from 'node:timers/promises';
import { startBenchPostgres } from '../database.ts';
import { startGraphStub } from '../../tests/support/vendors/graph-stub.ts';
import { startGoogleTwin, type GoogleTwin } from '../../twin/google/start-google-twin.ts';
import { checkBookings } from './check.ts';
import { bookingClinic, calendarOf, professionals } from './clinic.ts';
import { deathSteps, startProcesses } from './processes.ts';
import { seeded, type Random } from '../chaos/seeded.ts';

const callers = 1_000;
const port = 23_400;
const minuteMs = 60_000;
/** Bookings that are made and cancelled until workers have died at every step. */
const mostExtra = 400;

/** Every ten minutes for visits of half an hour with ten minutes after each: each overlaps six others. */
const slotStarts = (daysAhead: number): readonly Date[] => {
  const day = new Date(Date.now() + daysAhead * 86_400_000).toISOString().slice(0, 10);
  const first = Date.parse(`${day}T11:00:00Z`);
  return Array.from({ length: 50 }, (_, n) => new Date(first + n * 10 * minuteMs));
};

/**
 * 1 000 callers at once want one of 50 times that overlap, with eight professionals; then a third of what they got is
 * cancelled and a third moved. Two web processes, of which one is killed again and again; three workers that are killed
 * (-9) at every step of the saga in turn; Google loses, refuses and delays answers. Prints the counts; fails when one
 * is wrong.
 */
export async function benchBookings(seed: number): Promise<boolean> {
  const random = seeded(seed);
  const postgres = await startBenchPostgres();
  const database = await postgres.database('bench_bookings');
  const graph = await startGraphStub();
  const google = await startGoogleTwin(bookingClinic.google(port));
  const processes = await startProcesses({ databaseUrl: database.url, graphUrl: graph.url, google, port });
  try {
    const clinic = await bookingClinic.open(database.pool, google, processes.webUrls);
    moody(google);
    const trouble = processes.makeTrouble(random);
    const [starts, nextDay] = [slotStarts(3), slotStarts(4)];
    const started = performance.now();
    const answers = await Promise.all(
      Array.from({ length: callers }, (_, n) => {
        const wish = {
          start: pick(starts, random),
          ...(random() < 0.5 && { professionalId: pick(professionals, random) }),
        };
        return clinic.book(n, wish, random);
      }),
    );
    const bookedIn = performance.now() - started;
    const got = answers.flatMap(({ id }) => id ?? []);
    const changes = await Promise.all(
      got.map(async (id, n) => {
        await pause(random() * 20_000);
        if (n % 3 === 0) return { what: 'cancel', ...(await clinic.cancel(id, random)) };
        if (n % 3 === 1)
          return {
            what: 'move',
            ...(await clinic.move(id, pick(random() < 0.5 ? starts : nextDay, random), random)),
          };
        return { what: 'kept', status: 0, code: '' };
      }),
    );
    const extra: typeof answers = [];
    const keepBusy = async () => {
      while (extra.length < mostExtra && !trouble.everyStepWasMet()) {
        const n = extra.push({ what: 'extra', status: 0, code: '', key: '' }) - 1;
        const more = await clinic.book(callers + n, { start: pick(nextDay, random) }, random);
        await pause(500 + random() * 2_000);
        if (more.id !== undefined) await clinic.cancel(more.id, random);
        extra[n] = { ...more, what: 'extra' };
      }
    };
    await Promise.all([keepBusy(), keepBusy(), keepBusy(), keepBusy()]);
    const deaths = await trouble.stop();
    google.clearFaults();
    await processes.comeToRest(database.pool);

    console.log(`${callers} callers were answered in ${Math.round(bookedIn)} ms`);
    console.table(
      countBy(
        [...answers, ...changes].map(({ status, code, what }) => `${what ?? 'book'} ${status} ${code}`),
      ),
    );
    console.log(`processes killed: ${deaths.web} web, and workers at each step:`);
    console.table(Object.fromEntries(deathSteps.map((step) => [step, deaths.steps.get(step) ?? 0])));
    const counts = await checkBookings(database.pool, {
      events: (id) => google.events(calendarOf(id)),
      delivered: graph.sent,
      accepted: new Map(
        [...answers, ...extra].flatMap(({ id, key }) => (id === undefined ? [] : [[key, id] as const])),
      ),
    });
    console.table(counts.shown);
    const definite = [...answers, ...changes, ...extra].every(({ status }) =>
      [0, 200, 201, 409, 422].includes(status),
    );
    const everyStep = deathSteps.every((step) => (deaths.steps.get(step) ?? 0) > 0);
    if (!definite) console.log('some callers have no definite answer');
    if (!everyStep) console.log('nobody died at some of the steps: run it again, or longer');
    return counts.areRight && definite && everyStep;
  } finally {
    await processes.stop();
    await google.close();
    graph.close();
    await postgres.stop();
  }
}

/** One answer in fifty is lost after the work, one before; some calls are refused for now, some are slow. */
function moody(google: GoogleTwin): void {
  for (const endpoint of ['events', 'freebusy'] as const) {
    google.addFault({ endpoint, outcome: 'drop-after', probability: 0.03 });
    google.addFault({ endpoint, outcome: 'reset-before', probability: 0.02 });
    google.addFault({ endpoint, reason: 'rateLimitExceeded', probability: 0.02 });
    google.addFault({ endpoint, reason: 'backendError', probability: 0.02 });
    google.addFault({ endpoint, delayMs: 40, probability: 0.3 });
  }
}

const pick = <T>(from: readonly T[], random: Random): T => from[Math.floor(random() * from.length)] as T;

const countBy = (names: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const name of names.toSorted()) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
};
