import { fork } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';

const port = 21_330;
const base = `http://127.0.0.1:${port}`;
const product = fileURLToPath(new URL('../../../src/bootstrap/main.ts', import.meta.url));
const besideTheBench = new URL('../../servers/beside-the-bench.ts', import.meta.url).href;

export type PeerProcess = {
  readonly pid: number;
  readonly url: string;
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
};

/** The server of a peer's folder, or the product where there is none; resolves when it answers. */
export async function startPeer(
  file: string | undefined,
  path: string,
  environment: Readonly<Record<string, string>>,
): Promise<PeerProcess> {
  const child = fork(file ?? product, {
    ...(file !== undefined && { cwd: dirname(file) }),
    env: { PATH: process.env['PATH'] ?? '', ...environment, PORT: String(port) },
    execArgv: ['--import', besideTheBench],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  for (const deadline = Date.now() + 60_000; ;) {
    const answer = await fetch(`${base}/health/ready`).catch(() => undefined);
    // a peer knows no such path, and is ready when it says so
    if (answer !== undefined && answer.status !== 503) break;
    if (child.exitCode !== null) throw new Error(`${file ?? 'the product'} ended at its start`);
    if (Date.now() > deadline) throw new Error(`${file ?? 'the product'} did not get ready`);
    await pause(50);
  }
  return {
    pid: child.pid ?? 0,
    url: base + path,
    async end(signal) {
      const exited = once(child, 'exit');
      child.kill(signal);
      await exited;
    },
  };
}
