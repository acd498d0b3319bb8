import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import autocannon from 'autocannon';

const run = promisify(execFile);
const script = fileURLToPath(new URL('wrk.lua', import.meta.url));
export const threads = 2;

export type LoadResult = {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly failures: number;
};
export type Generator = 'wrk' | 'autocannon';

export const availableGenerator = async (): Promise<Generator> =>
  (await isOnPath('wrk')) ? 'wrk' : 'autocannon';

export const isOnPath = (command: string): Promise<boolean> =>
  run('which', [command]).then(
    () => true,
    () => false,
  );

/** Closed loop: each connection sends its next request when it has its answer. Latencies in milliseconds. */
export const closedLoop = (
  generator: Generator,
  url: string,
  files: string,
  connections: number,
  seconds: number,
): Promise<LoadResult> =>
  generator === 'wrk'
    ? withWrk(url, files, connections, seconds)
    : withAutocannon(url, files, connections, seconds);

async function withWrk(
  url: string,
  files: string,
  connections: number,
  seconds: number,
): Promise<LoadResult> {
  const { stdout } = await run(
    'wrk',
    [
      '-t',
      String(threads),
      '-c',
      String(connections),
      '-d',
      `${seconds}s`,
      '--latency',
      '-s',
      script,
      url,
      '--',
      files,
    ],
    { timeout: (seconds + 30) * 1000 },
  );
  const number = (pattern: RegExp) => Number(pattern.exec(stdout)?.[1] ?? 0);
  return {
    perSecond: number(/Requests\/sec:\s+([\d.]+)/),
    p50: milliseconds(/50%\s+([\d.]+\w+)/.exec(stdout)?.[1]),
    p99: milliseconds(/99%\s+([\d.]+\w+)/.exec(stdout)?.[1]),
    failures: number(/Non-2xx or 3xx responses: (\d+)/) + number(/timeout (\d+)/),
  };
}

function milliseconds(text = '0ms'): number {
  const value = Number.parseFloat(text);
  if (text.endsWith('us')) return value / 1000;
  return text.endsWith('ms') ? value : value * 1000;
}

async function withAutocannon(
  url: string,
  files: string,
  connections: number,
  seconds: number,
): Promise<LoadResult> {
  const requests = await readRecords(files);
  let next = 0;
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    requests: [
      {
        setupRequest(request) {
          const { headers, body } = requests[next++ % requests.length] as (typeof requests)[number];
          return { ...request, method: 'POST', headers, body };
        },
      },
    ],
  });
  return {
    perSecond: result.requests.average,
    p50: result.latency.p50,
    p99: result.latency.p99,
    failures: result.non2xx + result.errors + result.timeouts,
  };
}

type PreparedRequest = { headers: Record<string, string>; body: string };

/** The requests of all threads' files. */
export async function readRecords(files: string): Promise<PreparedRequest[]> {
  const all: PreparedRequest[] = [];
  for (let thread = 0; thread < threads; thread += 1)
    all.push(...splitRecords(await readFile(`${files}${thread}`)));
  return all;
}

function splitRecords(bytes: Buffer): PreparedRequest[] {
  const records = [];
  for (let at = 0; at < bytes.length;) {
    const length = Number(bytes.toString('latin1', at, at + 8));
    const [head = '', body = ''] = bytes.toString('utf8', at + 8, at + 8 + length).split('\r\n\r\n');
    const signature = /X-Hub-Signature-256: (\S+)/.exec(head)?.[1] ?? '';
    records.push({ headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature }, body });
    at += 8 + length;
  }
  return records;
}
