import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { appSecret } from '../ingest/signed-requests.ts';

export type BenchServer = {
  readonly name: string;
  readonly pid: number;
  readonly url: string;
  /** Asks what was loaded into it beside the product. */
  ask(question: string): Promise<unknown>;
  /** After a full garbage collection. */
  memory(): Promise<{ residentMiB: number; heapMiB: number }>;
  stop(): Promise<void>;
};

const root = new URL('../../', import.meta.url);

const settings = (databaseUrl: string, port: number): Record<string, string> => ({
  DATABASE_URL: databaseUrl,
  PORT: String(port),
  ROLE: 'web',
  WEBHOOK_VERIFY_TOKEN: 'bench',
  META_APP_SECRET: appSecret,
  META_ACCESS_TOKEN: 'bench',
  META_GRAPH_URL: 'http://127.0.0.1:9',
});

/**
 * The product itself, web role only unless the environment says more: started as in production, log and all. `tree` is
 * the folder of another version of it.
 */
export async function startProduct(
  databaseUrl: string,
  port = 21_300,
  environment: Record<string, string> = {},
  tree?: string,
): Promise<BenchServer> {
  const file = new URL('src/bootstrap/main.ts', tree === undefined ? root : pathToFileURL(`${tree}/`));
  const server = spawnServer('atende', file, {
    ...settings(databaseUrl, port),
    ...environment,
  });
  const base = `http://127.0.0.1:${port}`;
  for (const deadline = Date.now() + 30_000; ;) {
    const ready = await fetch(`${base}/health/ready`).catch(() => undefined);
    if (ready?.ok) return { ...server, url: `${base}/webhook/whatsapp-meta` };
    if (Date.now() > deadline) throw new Error('the product did not get ready');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export type Baseline = 'no-database' | 'one-transaction' | 'plain-answers' | 'floor';

/** A server to compare with; it runs the product's HTTP path and tells its port. */
export async function startBaseline(
  name: Baseline,
  databaseUrl: string,
  environment: Record<string, string> = {},
) {
  const server = spawnServer(name, new URL(`${name}.ts`, import.meta.url), {
    ...settings(databaseUrl, 0),
    ...environment,
  });
  const [{ port }] = (await once(server.child, 'message')) as [{ port: number }];
  return { ...server, url: `http://127.0.0.1:${port}/webhook/whatsapp-meta` };
}

function spawnServer(name: string, file: URL, env: Record<string, string>) {
  const child: ChildProcess = fork(fileURLToPath(file), {
    env: { ...process.env, ...env },
    execArgv: ['--expose-gc', '--import', new URL('beside-the-bench.ts', import.meta.url).href],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ask = async (question: string): Promise<unknown> => {
    const answered = once(child, 'message');
    child.send(question);
    return ((await answered) as [unknown])[0];
  };
  return {
    name,
    pid: child.pid ?? 0,
    child,
    ask,
    memory: async () => (await ask('memory')) as { residentMiB: number; heapMiB: number },
    async stop() {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}
