import { Agent, request } from 'node:http';
import type { LoadResult } from './load.ts';

/**
 * Open loop: requests leave at their times whatever the answers do, and latency counts from the planned time, so a
 * stall is not hidden by the generator waiting with it.
 */
export async function openLoop(
  url: string,
  records: readonly { headers: Record<string, string>; body: string }[],
  perSecond: number,
): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const latencies: number[] = [];
  let failures = 0;
  const start = performance.now() + 100;
  const send = (index: number) =>
    new Promise<void>((resolve) => {
      const planned = start + (index * 1000) / perSecond;
      const { headers, body } = records[index] as (typeof records)[number];
      const call = request(url, { agent, method: 'POST', headers, timeout: 10_000 }, (response) => {
        response.resume();
        response.once('end', () => {
          latencies.push(performance.now() - planned);
          if (response.statusCode !== 200) failures += 1;
          resolve();
        });
      });
      call.once('error', () => {
        failures += 1;
        resolve();
      });
      call.end(body);
    });
  const running: Promise<void>[] = [];
  await new Promise<void>((resolve) => {
    let next = 0;
    const tick = setInterval(() => {
      while (next < records.length && performance.now() >= start + (next * 1000) / perSecond) {
        running.push(send(next));
        next += 1;
      }
      if (next === records.length) {
        clearInterval(tick);
        resolve();
      }
    }, 1);
  });
  await Promise.all(running);
  agent.destroy();
  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.floor(latencies.length * share)] ?? 0;
  return { perSecond, p50: at(0.5), p99: at(0.99), failures };
}
