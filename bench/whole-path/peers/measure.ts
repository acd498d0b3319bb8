import { setTimeout as pause } from 'node:timers/promises';
import { startGraphStub, type SentMessage } from '../../../tests/support/vendors/graph-stub.ts';
import type { BenchDatabase, BenchPostgres } from '../../database.ts';
import { appSecret } from '../../ingest/signed-requests.ts';
import { addClinics } from '../closed-loop.ts';
import { cpuMs } from '../cpu.ts';
import { numberOf } from '../patients.ts';
import type { Contestant } from './contestants.ts';
import { asMetaWrites, peerLoad, postUntilTaken } from './load.ts';
import { startPeer } from './process.ts';

export const measures = ['webhooks/s', 'p50 ms', 'p99 ms', 'server ms', 'Postgres ms'] as const;
export const counts = [
  ...(['acknowledged before the kill', 'of these stored'] as const),
  ...(['acknowledged in all', 'answered once', 'never', 'more than once'] as const),
] as const;
export type PeerFigures = Readonly<Record<(typeof measures | typeof counts)[number], number>>;

/** Longer than any lease and lock, and than the product waits for the status of a message of unknown outcome. */
const patienceMs = 100_000;
/** Whoever has not answered all by then is measured as they are. */
const catchUpMs = 10_000;

/** One contestant: a closed loop; then again, with `kill -9` in its middle and everything redelivered after a restart. */
export async function measurePeer(
  postgres: BenchPostgres,
  database: BenchDatabase,
  [contestant, file]: readonly [Contestant, string | undefined],
  seconds: number,
): Promise<PeerFigures> {
  const { numbers, path } = contestant;
  await addClinics(database, numbers);
  let url = '';
  const graph = await startGraphStub((message) => {
    void postUntilTaken(url, asMetaWrites(deliveredStatus(message)));
    return 'accept';
  });
  const environment = {
    ...{ DATABASE_URL: database.url, META_APP_SECRET: appSecret, META_GRAPH_URL: graph.url },
    ...{ META_ACCESS_TOKEN: 'bench', WEBHOOK_VERIFY_TOKEN: 'bench', ROLE: 'web,worker' },
    ...{ TURN_DEBOUNCE_MS: '100', PHONE_NUMBER_ID: numberOf(0).phoneNumberId },
  };
  let server = await startPeer(file, path, environment);
  url = server.url;
  const load = peerLoad(url, numbers);
  const answered = () => contestant.answered(database.pool, graph.sent);
  const untilQuiet = async (ms: number) => {
    for (const deadline = Date.now() + ms; Date.now() < deadline;) {
      const times = await answered();
      const isAnswered = [...load.acknowledged].every((id) => (times.get(id) ?? 0) > 0);
      if (isAnswered && (await contestant.isQuiet?.(database.pool)) !== false) return;
      await pause(500);
    }
  };
  const now = async () => ({
    messages: load.acknowledged.size,
    server: await cpuMs(server.pid),
    postgres: await postgres.cpuMs(),
  });
  try {
    const stopWarmUp = load.start();
    await pause(2_000);
    await stopWarmUp();
    await untilQuiet(catchUpMs);

    load.takeLatencies();
    const before = await now();
    const startedAt = performance.now();
    const stop = load.start();
    await pause(seconds * 1_000);
    await stop();
    const elapsed = performance.now() - startedAt;
    const latencies = [...load.takeLatencies()].sort((a, b) => a - b);
    await untilQuiet(catchUpMs);
    const after = await now();

    const stopLast = load.start();
    await pause(seconds * 500);
    await server.end('SIGKILL');
    // the 200s that had been written reach the callers
    await pause(100);
    const acknowledged = [...load.acknowledged];
    const stored = await contestant.stored(database.pool);
    server = await startPeer(file, path, environment);
    await pause(seconds * 500);
    await stopLast();
    await untilQuiet(patienceMs);
    const answers = await answered();
    const times = [...load.acknowledged].map((id) => answers.get(id) ?? 0);
    const quantile = (share: number) => latencies[Math.floor(latencies.length * share)] ?? Number.NaN;
    const messages = after.messages - before.messages;
    return {
      'webhooks/s': (latencies.length * 1_000) / elapsed,
      'p50 ms': quantile(0.5),
      'p99 ms': quantile(0.99),
      'server ms': (after.server - before.server) / messages,
      'Postgres ms': (after.postgres - before.postgres) / messages,
      'acknowledged before the kill': acknowledged.length,
      'of these stored': acknowledged.filter((id) => stored.has(id)).length,
      'acknowledged in all': times.length,
      'answered once': times.filter((n) => n === 1).length,
      never: times.filter((n) => n === 0).length,
      'more than once': times.filter((n) => n > 1).length,
    };
  } finally {
    await server.end('SIGKILL').catch(() => undefined);
    graph.close();
  }
}

function deliveredStatus({ wamid, to, callbackData, phoneNumberId }: SentMessage): string {
  const status = {
    ...{ id: wamid, status: 'delivered', recipient_id: to, biz_opaque_callback_data: callbackData },
    timestamp: String(Math.floor(Date.now() / 1_000)),
  };
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '5511930000000', phone_number_id: phoneNumberId },
    statuses: [status],
  };
  const entry = [{ id: '200000000000001', changes: [{ field: 'messages', value }] }];
  return JSON.stringify({ object: 'whatsapp_business_account', entry });
}
