import { setTimeout as pause } from 'node:timers/promises';
import { signature, webhookBody } from '../ingest/signed-requests.ts';
import { webUrl } from './processes.ts';

/** Whoever answers, Meta waits so long. */
const patienceMs = 10_000;

/** So many new messages a second, to any of the addresses, each sent again until it is taken, as Meta does it. */
export function sendSteadily(
  perSecond: number,
  senders: number,
  webhooks: () => readonly string[] = () => [`${webUrl}/webhook/whatsapp-meta`],
) {
  const counts = { sent: 0, taken: 0, refused: 0, unanswered: 0 };
  const latencies: number[] = [];
  let isOver = false;
  const send = async (n: number): Promise<void> => {
    const body = webhookBody('faults', n, senders);
    for (let wait = 200; ; wait = Math.min(wait * 2, 3_000)) {
      const began = performance.now();
      const urls = webhooks();
      const status = await fetch(urls[Math.floor(Math.random() * urls.length)] ?? '', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature(body) },
        body,
        signal: AbortSignal.timeout(patienceMs),
      }).then(
        (answer) => answer.status,
        () => 0,
      );
      if (status === 200) {
        counts.taken += 1;
        latencies.push(performance.now() - began);
        return;
      }
      if (status === 0) counts.unanswered += 1;
      else counts.refused += 1;
      await pause(wait * (0.5 + Math.random()));
    }
  };
  const sending: Promise<void>[] = [];
  const begin = async () => {
    const began = performance.now();
    for (let n = 0; !isOver; n += 1) {
      counts.sent += 1;
      sending.push(send(n));
      await pause(Math.max(0, began + ((n + 1) * 1_000) / perSecond - performance.now()));
    }
  };
  const going = begin();
  return {
    counts,
    /** What was measured since the last call, in milliseconds. */
    takeLatencies: () => latencies.splice(0, latencies.length),
    /** Ends with everything taken. */
    async stop() {
      isOver = true;
      await going;
      await Promise.all(sending);
    },
  };
}

export const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? 0;
