import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export type Version = {
  readonly url: string;
  /** What it has logged as a warning or worse since it was asked last, by message. */
  takeComplaints(): Readonly<Record<string, number>>;
  /** How long it took to end by SIGTERM, in ms. */
  stop(): Promise<number>;
};

const patienceMs = 60_000;
const warning = 40;

/** All roles of the version in `tree`, ready. */
export async function startVersion(
  tree: string,
  port: number,
  environment: Readonly<Record<string, string>>,
): Promise<Version> {
  const url = `http://127.0.0.1:${port}`;
  const child = fork(join(tree, 'src/bootstrap/main.ts'), {
    cwd: tree,
    env: { PATH: process.env['PATH'] ?? '', ...environment, PORT: String(port), LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
  const complaints = new Map<string, number>();
  if (child.stdout !== null)
    createInterface({ input: child.stdout }).on('line', (line) => {
      const said = complaintIn(line);
      if (said !== undefined) complaints.set(said, (complaints.get(said) ?? 0) + 1);
    });
  await untilReady(url, child);
  return {
    url,
    takeComplaints() {
      const said = Object.fromEntries(complaints);
      complaints.clear();
      return said;
    },
    async stop() {
      const began = performance.now();
      if (child.exitCode !== null || child.signalCode !== null) return 0;
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
      return performance.now() - began;
    },
  };
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  for (const deadline = Date.now() + patienceMs; ;) {
    const answer = await fetch(`${url}/health/ready`).catch(() => undefined);
    if (answer?.ok === true) return;
    if (child.exitCode !== null) throw new Error(`a version ended at its start with ${child.exitCode}`);
    if (Date.now() > deadline) throw new Error('a version did not get ready');
    await pause(50);
  }
}

function complaintIn(line: string): string | undefined {
  try {
    const said = JSON.parse(line) as { level?: number; msg?: string; err?: { message?: string } };
    if ((said.level ?? 0) < warning) return undefined;
    return [said.msg, said.err?.message].filter(Boolean).join(': ');
  } catch {
    return undefined;
  }
}
