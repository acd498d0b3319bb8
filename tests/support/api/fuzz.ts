import { request as send, Agent } from 'node:http';
import fc from 'fast-check';
import { departures, readContract, validRequest, type Route, type Wanted } from './contract.ts';
import { mutated } from './hostile.ts';

type Settings = {
  readonly url: string;
  readonly count: number;
  readonly seed: number;
  readonly atOnce: number;
  readonly clinicId: string;
  /** Whoever asks: one of them for each request. */
  readonly bearers: readonly string[];
  readonly onProgress?: (done: number) => void;
};

type Report = {
  readonly asked: number;
  readonly byStatus: ReadonlyMap<number, number>;
  /** How often each operation was really served. */
  readonly served: ReadonlyMap<string, number>;
  readonly problems: readonly string[];
  /** Bytes of the server's heap, as it said from time to time. */
  readonly heap: readonly number[];
};

const batch = 200;
const mostProblems = 20;

/**
 * Asks the running server for what its own contract allows, for what is almost that, and for what is nothing of the
 * kind; and holds every answer to the contract.
 */
export async function fuzz({
  url,
  count,
  seed,
  atOnce,
  clinicId,
  bearers,
  onProgress,
}: Settings): Promise<Report> {
  const { document, routes } = await readContract(url);
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const byStatus = new Map<number, number>();
  const served = new Map<string, number>();
  const problems: string[] = [];
  const heap: number[] = [];
  const oneRequest = fc.constantFrom(...routes).chain((route) =>
    validRequest(route, document, clinicId).chain((valid) =>
      fc
        .oneof(
          { weight: 2, arbitrary: fc.constant(valid) },
          { weight: 3, arbitrary: mutated(valid) },
          {
            weight: 1,
            arbitrary: mutated(valid).chain(mutatedAgain),
          },
        )
        .map((wanted) => ({ route, wanted })),
    ),
  );

  for (let asked = 0; asked < count && problems.length < mostProblems; asked += batch) {
    const requests = fc.sample(oneRequest, { numRuns: Math.min(batch, count - asked), seed: seed + asked });
    let next = 0;
    const worker = async () => {
      for (let place = next++; place < requests.length; place = next++) {
        const { route, wanted } = requests[place]!;
        await judge(route, wanted, bearers[(asked + place) % bearers.length]!);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    if (asked % (batch * 5) === 0) heap.push(await heapUsed(url));
    onProgress?.(asked + requests.length);
  }
  agent.destroy();
  return { asked: [...byStatus.values()].reduce((sum, n) => sum + n, 0), byStatus, served, problems, heap };

  async function judge(route: Route, wanted: Wanted, bearer: string): Promise<void> {
    const about = `${wanted.method} ${wanted.path.slice(0, 200)} ${JSON.stringify(wanted.headers).slice(0, 200)} ${String(wanted.body).slice(0, 300)}`;
    try {
      const answer = await ask(url, agent, wanted, bearer);
      byStatus.set(answer.status, (byStatus.get(answer.status) ?? 0) + 1);
      if (answer.status >= 500) problems.push(`${answer.status} ${answer.text} for ${about}`);
      if (wanted.method === 'HEAD' || wanted.method === 'OPTIONS') return;
      const known = matching(routes, wanted) ?? (wanted.method === route.method ? undefined : null);
      const operation = known?.operation;
      if (operation !== undefined && answer.status < 300)
        served.set(operation.operationId, (served.get(operation.operationId) ?? 0) + 1);
      for (const problem of departures(operation, document, answer)) problems.push(`${problem} for ${about}`);
    } catch (error) {
      problems.push(`${String(error)} for ${about}`);
    }
  }
}

const mutatedAgain = (wanted: Wanted) =>
  typeof wanted.body === 'string' && isSmallJson(wanted.body) ? mutated(wanted) : fc.constant(wanted);

/** What is nested by the thousand cannot be written again by JSON.stringify. */
function isSmallJson(text: string): boolean {
  if (text.length > 2_000) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The operation that the server finds for a path, when it finds one. */
function matching(routes: readonly Route[], { method, path }: Wanted): Route | undefined {
  const asked = (path.split('?')[0] ?? '').replace(/\/$/, '').split('/');
  const fits = (route: Route) => {
    const parts = route.path.split('/');
    return (
      route.method === method &&
      parts.length === asked.length &&
      parts.every((part, n) => (part.startsWith('{') ? asked[n] !== '' : part === asked[n]))
    );
  };
  // the more words of its own, the earlier
  return routes.filter(fits).sort((a, b) => a.path.split('{').length - b.path.split('{').length)[0];
}

function ask(url: string, agent: Agent, { method, path, headers, body }: Wanted, bearer: string) {
  const { hostname, port } = new URL(url);
  return new Promise<{ status: number; headers: Headers; text: string }>((resolve, reject) => {
    const outgoing = send(
      {
        agent,
        hostname,
        port,
        method,
        path,
        headers: {
          ...headers,
          authorization: `Bearer ${bearer}`,
          ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }),
        },
        timeout: 20_000,
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () => {
          const pairs = Object.entries(incoming.headers).map(([name, value]): [string, string] => [
            name,
            String(value),
          ]);
          resolve({
            status: incoming.statusCode ?? 0,
            headers: new Headers(pairs),
            text: Buffer.concat(chunks).toString(),
          });
        });
      },
    );
    outgoing.on('timeout', () => outgoing.destroy(new Error('no answer within 20 s')));
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

async function heapUsed(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^nodejs_heap_size_used_bytes (\S+)/m.exec(text)?.[1] ?? 0);
}
