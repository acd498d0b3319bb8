import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../dev/embedded-postgres/embedded-postgres.ts';
import { migrate } from '../../src/adapters/postgres/schema/migrate.ts';
import { startGoogleTwin, type GoogleTwin } from '../../twin/google/start-google-twin.ts';
import { bookingClinic, callerIssuer, callerSecret, client, professionals } from '../bookings/clinic.ts';
import { checkFaults } from '../faults/check.ts';
import { quantile, sendSteadily } from '../faults/load.ts';
import { startMoodyGraph } from '../servers/graph-stub.ts';
import { appSecret, phoneNumberId } from '../ingest/signed-requests.ts';
import { seeded } from '../chaos/seeded.ts';
import { machineNow, writeReport } from '../faults/write-report.ts';
import { checkOut } from './old-version.ts';
import { upgradeReport } from './report.ts';
import { startVersion, type Version } from './process.ts';

type UpgradeOptions = { readonly commit: string; readonly seconds: number; readonly perSecond: number };

const here = fileURLToPath(new URL('../../', import.meta.url));
const ports = { old: 21_420, fresh: 21_421, again: 21_422 };
const senders = 400;
const patienceMs = 120_000;
const key = (kid: string, byte: number) => `${kid}:${Buffer.alloc(32, byte).toString('base64url')}`;

/**
 * An upgrade as the handbook describes it, under a steady load of webhooks and bookings, from the version of a commit to
 * this one: the old one alone, beside the migrations, beside the new one, the new one alone; then a roll back, the old one
 * on the newer tables. What was refused in each stage, and in the end everything that was taken, answered once and booked once.
 */
export async function benchUpgrade({ commit, seconds, perSecond }: UpgradeOptions): Promise<boolean> {
  const machine = machineNow();
  const version = await checkOut(commit);
  console.log(`from ${version.name}`);
  const folder = await mkdtemp(join(tmpdir(), 'atende-upgrade-data-'));
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
  const ask = asker(postgres.url);
  const random = seeded(1);
  /** Where a balancer sends the next request. */
  const serving: string[] = [];
  const webhooks = () => serving.map((url) => `${url}/webhook/whatsapp-meta`);
  const graph = await startMoodyGraph(webhooks, random, 0);
  const google = await startGoogleTwin(bookingClinic.google(ports.old));
  const environment = environmentOf(postgres.url, graph.url, google, join(folder, 'data'));
  const running = new Set<Version>();
  const start = async (tree: string, port: number) => {
    const started = await startVersion(tree, port, environment);
    running.add(started);
    serving.push(started.url);
    return started;
  };
  /** As a rolling deployment: first out of the balancer, then SIGTERM. */
  const end = async (which: Version) => {
    serving.splice(serving.indexOf(which.url), 1);
    const ms = await which.stop();
    running.delete(which);
    return ms;
  };

  try {
    const old = await start(version.tree, ports.old);
    await ask(
      `with clinic as (insert into clinics (name) values ('Bench') returning id)
       insert into clinic_whatsapp_numbers (clinic_id, whatsapp_number, phone_number_id)
       select id, '5511955500000', $1 from clinic`,
      [phoneNumberId],
    );
    const pool = new pg.Pool({ connectionString: postgres.url, max: 1 });
    const clinic = await bookingClinic.open(pool, google, serving);
    await pool.end();

    const load = sendSteadily(perSecond, senders, webhooks);
    const bookings: ReturnType<typeof clinic.book>[] = [];
    const stage = { isBooking: true };
    const booking = (async () => {
      const first = Math.ceil(Date.now() / 86_400_000) * 86_400_000 + 86_400_000;
      for (let n = 0; stage.isBooking; n += 1) {
        const at = new Date(first + Math.floor(n / professionals.length) * 40 * 60_000);
        bookings.push(
          clinic.book(
            n,
            { start: at, professionalId: professionals[n % professionals.length] ?? '' },
            random,
          ),
        );
        await pause(500);
      }
    })();
    const rows: Readonly<Record<string, string | number>>[] = [];
    const complaints: Record<string, number> = {};
    const during = async (name: string, work: () => Promise<unknown>) => {
      const before = { ...load.counts };
      load.takeLatencies();
      const said = await work();
      const latencies = load.takeLatencies();
      for (const each of running)
        for (const [message, count] of Object.entries(each.takeComplaints()))
          complaints[`${name}: ${message}`] = (complaints[`${name}: ${message}`] ?? 0) + count;
      const row = {
        stage: name,
        sent: load.counts.sent - before.sent,
        refused: load.counts.refused - before.refused,
        unanswered: load.counts.unanswered - before.unanswered,
        'p50 ms': Math.round(quantile(latencies, 0.5)),
        'p99 ms': Math.round(quantile(latencies, 0.99)),
        note: typeof said === 'string' ? said : '',
      };
      rows.push(row);
      console.log(JSON.stringify(row));
    };
    const forSeconds = () => pause(seconds * 1_000);

    await during('old alone', forSeconds);
    await during('old beside the migrations', async () => {
      const began = performance.now();
      const applied = await migrate(postgres.url);
      const note = `${applied.length} migrations in ${Math.round(performance.now() - began)} ms`;
      await forSeconds();
      return note;
    });
    let fresh: Version | undefined;
    await during('old and new', async () => {
      fresh = await start(here, ports.fresh);
      await forSeconds();
    });
    await during('old ends', async () => `SIGTERM took ${Math.round(await end(old))} ms`);
    await during('new alone', forSeconds);
    await during('rolled back: new and old', async () => {
      await start(version.tree, ports.again);
      await forSeconds();
    });
    await during('new ends', async () => (fresh ? `SIGTERM took ${Math.round(await end(fresh))} ms` : ''));
    await during('old on the newer tables', forSeconds);
    stage.isBooking = false;
    await booking;
    await load.stop();
    const answers = await Promise.all(bookings);
    await untilAtRest(ask);
    for (const each of running)
      for (const [message, count] of Object.entries(each.takeComplaints())) complaints[message] = count;
    console.table(rows);
    console.log(
      'logged as a warning or worse:',
      Object.keys(complaints).length === 0 ? 'nothing' : complaints,
    );
    const booked = answers.filter(({ status }) => status === 201).length;
    const ends = { expected: load.counts.taken, booked, delivered: graph.sent, told: [], google };
    const { isRight, counts } = await checkFaults({ ask }, ends);
    const failed = load.counts.refused + load.counts.unanswered;
    console.log(
      `${load.counts.sent} webhooks, ${failed} not taken at once; ${bookings.length} bookings, ${booked} taken`,
    );
    await writeReport(
      'upgrade',
      seconds >= 60,
      upgradeReport({
        commit,
        seconds,
        perSecond,
        from: version.name,
        machine,
        rows,
        complaints,
        counts,
        isRight,
      }),
    );
    return isRight && failed === 0 && booked === bookings.length;
  } finally {
    for (const each of running) await each.stop();
    graph.close();
    await google.close();
    await postgres.stop();
    await version.remove();
    await rm(folder, { recursive: true, force: true });
  }
}

const environmentOf = (databaseUrl: string, graphUrl: string, google: GoogleTwin, dataDir: string) => ({
  DATABASE_URL: databaseUrl,
  DATA_DIR: dataDir,
  ROLE: 'web,worker,renewal',
  WEBHOOK_VERIFY_TOKEN: 'bench',
  META_APP_SECRET: appSecret,
  META_ACCESS_TOKEN: 'bench',
  META_GRAPH_URL: graphUrl,
  RATE_LIMIT_PAIR_INTERVAL_MS: '0',
  RATE_LIMIT_NUMBER_PER_SECOND: '1000',
  TURN_DEBOUNCE_MS: '200',
  TURN_CAP_MS: '600',
  GOOGLE_CLIENT_ID: client.clientId,
  GOOGLE_CLIENT_SECRET: client.clientSecret,
  GOOGLE_REDIRECT_URI: `http://127.0.0.1:${ports.old}/api/google/oauth/callback`,
  GOOGLE_AUTH_URL: google.authUrl,
  GOOGLE_TOKEN_URL: google.tokenUrl,
  GOOGLE_REVOKE_URL: google.revokeUrl,
  GOOGLE_JWKS_URL: google.jwksUrl,
  GOOGLE_ISSUER: google.issuer,
  GOOGLE_API_URL: google.apiUrl,
  ENCRYPTION_KEYS: key('k1', 1),
  STATE_KEYS: key('s1', 2),
  AUTH_JWT_SECRET: callerSecret,
  AUTH_ISSUER: callerIssuer,
  RATE_LIMIT_API_CALLER_PER_MINUTE: '0',
  RATE_LIMIT_API_ROUTE_PER_MINUTE: '0',
});

type Ask = <T extends pg.QueryResultRow>(sql: string, values?: unknown[]) => Promise<T[]>;

const asker = (url: string): Ask => {
  return async <T extends pg.QueryResultRow>(sql: string, values: unknown[] = []) => {
    const one = new pg.Client({ connectionString: url });
    await one.connect();
    try {
      return (await one.query<T>(sql, values)).rows;
    } finally {
      await one.end();
    }
  };
};

async function untilAtRest(ask: Ask): Promise<void> {
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline;) {
    await pause(500);
    const [row] = await ask<{ open: string }>(
      `select (select count(*) from whatsapp_conversations_improved where turn_due_at is not null)
         + (select count(*) from whatsapp_messages_improved where next_attempt_at is not null)
         + (select count(*) from appointments where next_sync_at <= now() or state = 'held') as open`,
    );
    if (Number(row?.open) === 0) return;
  }
  console.log('something still waits');
}
