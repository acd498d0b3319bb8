import { setTimeout as pause } from 'node:timers/promises';
import { startGraphStub } from '../../tests/support/vendors/graph-stub.ts';
import { startBenchPostgres } from '../database.ts';
import { startProduct } from '../servers/start.ts';
import { signature, webhookBody } from './signed-requests.ts';

const patients = 300;
const debounceMs = 300;
/** Ten patients a second: the service is mostly idle, as a clinic is, and every answer needs a wake-up. */
const everyMs = 100;

/** From the webhook's 200 (the message is committed) to the Graph call with the answer, the debounce taken off. */
export async function benchLatency(): Promise<void> {
  const postgres = await startBenchPostgres();
  const database = await postgres.database('bench_latency');
  const sentAt = new Map<string, number>();
  const graph = await startGraphStub(({ to }) => {
    sentAt.set(to.replace(/\D/g, ''), performance.now());
    return 'accept';
  });
  const product = await startProduct(database.url, 21_303, {
    ROLE: 'web,worker',
    META_GRAPH_URL: graph.url,
    TURN_DEBOUNCE_MS: String(debounceMs),
    // a poll would be seen at once in the figures
    POLL_MS: '30000',
  });
  try {
    const committedAt = new Map<string, number>();
    for (let n = 0; n < patients; n += 1) {
      const body = webhookBody('latency', n, patients);
      const answer = await fetch(product.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature(body) },
        body,
      });
      if (answer.status !== 200) throw new Error(`the webhook was answered ${answer.status}`);
      committedAt.set(`55119${60_000_000 + n}`, performance.now());
      await pause(everyMs);
    }
    for (const deadline = Date.now() + 20_000; sentAt.size < patients && Date.now() < deadline;)
      await pause(50);
    const waits = [...committedAt]
      .map(([phone, at]) => (sentAt.get(phone) ?? Infinity) - at - debounceMs)
      .sort((a, b) => a - b);
    const at = (share: number) => (waits[Math.floor(waits.length * share)] ?? Infinity).toFixed(1);
    console.log(
      `committed message to Graph call, debounce aside, ${patients} patients: ` +
        `median ${at(0.5)} ms, p95 ${at(0.95)} ms, longest ${at(1 - 1 / patients)} ms; polling every 30 s`,
    );
  } finally {
    await product.stop();
    graph.close();
    await postgres.stop();
  }
}
