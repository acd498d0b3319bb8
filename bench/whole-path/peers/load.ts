import { setTimeout as pause } from 'node:timers/promises';
import { messageBody, post } from '../patients.ts';

const callers = 32;
const patients = 2_000;

export type PeerLoad = {
  /** The ids of the messages that were acknowledged until now. */
  readonly acknowledged: ReadonlySet<string>;
  /** Milliseconds until each 200, also of what came twice, since the last call. */
  takeLatencies(): readonly number[];
  /** A closed loop of new messages until it is stopped, which waits for everything on its way to be taken. */
  start(): () => Promise<void>;
};

/**
 * As Meta delivers: what gets no 200 comes again until it does, every twentieth webhook arrives twice at once, and
 * every twentieth again after its 200.
 */
export function peerLoad(url: string, numbers: number): PeerLoad {
  const acknowledged = new Set<string>();
  let latencies: number[] = [];
  let next = 0;
  const deliver = async (id: string, body: string) => {
    const ms = await postUntilTaken(url, body);
    acknowledged.add(id);
    latencies.push(ms);
  };
  const write = async (n: number) => {
    const patient = n % patients;
    const body = asMetaWrites(messageBody('peer', n, patient, patient % numbers));
    const id = /wamid\.\w+/.exec(body)?.[0] ?? '';
    const again = n % 20 === 0 ? deliver(id, body) : undefined;
    await deliver(id, body);
    await again;
    if (n % 20 === 10) await deliver(id, body);
  };
  return {
    acknowledged,
    takeLatencies() {
      const taken = latencies;
      latencies = [];
      return taken;
    },
    start() {
      let isOver = false;
      const all = Array.from({ length: callers }, async () => {
        while (!isOver) {
          next += 1;
          await write(next);
        }
      });
      return async () => {
        isOver = true;
        await Promise.all(all);
      };
    },
  };
}

/** Resolves with how long the last try took. */
export async function postUntilTaken(url: string, body: string): Promise<number> {
  for (;;) {
    const ms = await post(url, body).catch(() => undefined);
    if (ms !== undefined) return ms;
    await pause(50 + Math.random() * 100);
  }
}

/** What is no ASCII is escaped in the JSON of Meta; a peer counts on it for the signature. */
export const asMetaWrites = (body: string): string =>
  body.replace(/[^\0-~]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
