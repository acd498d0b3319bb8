import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startGraphStub, type SentMessage } from '../../tests/support/vendors/graph-stub.ts';
import { startBenchPostgres } from '../database.ts';
import { postUntilTaken } from '../servers/graph-stub.ts';
import { appSecret } from '../ingest/signed-requests.ts';
import { seeded } from '../chaos/seeded.ts';
import { checkReminders } from './check.ts';
import { clinicOf, numberOf, phoneNumberIdOf, seedVisits, type Size } from './world.ts';

const main = fileURLToPath(new URL('../../src/bootstrap/main.ts', import.meta.url));
const ports = [21_461, 21_462];
const perNumberPerSecond = 5;

/**
 * Visits of many clinics that are due within an hour, compressed to some seconds, over two processes that are killed (-9)
 * every few seconds. Prints the counts; fails when a patient was reminded twice, or not without a stated reason.
 */
export async function benchReminders(size: Size, seed: number): Promise<boolean> {
  const random = seeded(seed);
  const postgres = await startBenchPostgres();
  const database = await postgres.database('bench_reminders');
  await seedVisits(database, size);
  const urls = () => ports.map((port) => `http://127.0.0.1:${port}/webhook/whatsapp-meta`);
  const reports = new Set<Promise<unknown>>();
  const graph = await startGraphStub((message) => {
    const report = postUntilTaken(urls, deliveredBody(message, size.clinics), random);
    reports.add(report);
    void report.finally(() => reports.delete(report));
    return 'accept';
  });
  const spawn = (port: number): ChildProcess =>
    fork(main, {
      env: {
        ...process.env,
        DATABASE_URL: database.url,
        DATABASE_POOL_SIZE: '8',
        ROLE: 'web,worker',
        PORT: String(port),
        WEBHOOK_VERIFY_TOKEN: 'bench',
        META_APP_SECRET: appSecret,
        META_ACCESS_TOKEN: 'bench',
        META_GRAPH_URL: graph.url,
        META_TIMEOUT_MS: '1500',
        REMINDER_LEASE_MS: '2000',
        DELIVERY_LEASE_MS: '3000',
        RETRY_UNKNOWN_AFTER_MS: '15000',
        RATE_LIMIT_NUMBER_PER_SECOND: String(perNumberPerSecond),
        LOG_LEVEL: 'error',
      },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
  const children = ports.map(spawn);
  const startedAt = Date.now();
  let kills = 0;
  const over = new AbortController();
  const isOver = () => over.signal.aborted;
  const trouble = async () => {
    while (!isOver()) {
      await pause(4_000 + random() * 4_000);
      if (isOver()) return;
      const which = Math.floor(random() * ports.length);
      const victim = children[which];
      if (victim === undefined) continue;
      const exited = once(victim, 'exit');
      victim.kill('SIGKILL');
      await exited;
      kills += 1;
      children[which] = spawn(ports[which] ?? 0);
    }
  };
  const troubling = trouble();
  const deadline = startedAt + (size.seconds + 600) * 1_000;
  for (;;) {
    const { rows } = await database.pool.query<{ n: number }>(
      `select ((select count(*) from appointments where remind_at is not null)
         + (select count(*) from whatsapp_messages_improved
            where origin = 'notice' and status in ('queued', 'sending', 'unknown')))::integer as n`,
    );
    // the last ones in peace, so that somebody is left to end them
    if ((rows[0]?.n ?? 0) < size.visits / 50) over.abort();
    if (rows[0]?.n === 0 || Date.now() > deadline) break;
    await pause(500);
  }
  over.abort();
  await troubling;
  await Promise.race([Promise.all(reports), pause(30_000)]);
  const isRight = await checkReminders({
    database,
    sent: graph.sent,
    size,
    kills,
    ms: Date.now() - startedAt,
    perNumberPerSecond,
  });
  await Promise.all(
    children.map(async (child) => {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    }),
  );
  graph.close();
  await postgres.stop();
  return isRight;
}

function deliveredBody({ wamid, callbackData, to }: SentMessage, clinics: number): string {
  const clinic = clinicOf(to, clinics);
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: numberOf(clinic), phone_number_id: phoneNumberIdOf(clinic) },
    statuses: [
      {
        id: wamid,
        status: 'delivered',
        timestamp: String(Math.floor(Date.now() / 1_000)),
        recipient_id: to,
        biz_opaque_callback_data: callbackData,
      },
    ],
  };
  const entry = [{ id: '200000000000001', changes: [{ field: 'messages', value }] }];
  return JSON.stringify({ object: 'whatsapp_business_account', entry });
}
