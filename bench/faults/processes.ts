import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';

export type FaultRole = 'web' | 'worker' | 'renewal';
export const faultRoles: readonly FaultRole[] = ['web', 'worker', 'renewal'];
export const portOf = (role: FaultRole): number => 23_700 + faultRoles.indexOf(role);
const urlOf = (role: FaultRole) => `http://127.0.0.1:${portOf(role)}`;
export const webUrl = urlOf('web');

const main = fileURLToPath(new URL('../../src/bootstrap/main.ts', import.meta.url));
const preload = new URL('../servers/jumping-clock.ts', import.meta.url).href;

/** One process for each role, started as in production; one that ends is started again, as systemd would. */
export async function startRoles(environment: Readonly<Record<string, string>>) {
  const children = new Map<FaultRole, ChildProcess>();
  let isOver = false;
  const start = (role: FaultRole) => {
    const child = fork(main, {
      env: { PATH: process.env['PATH'] ?? '', ...environment, ROLE: role, PORT: String(portOf(role)) },
      execArgv: ['--import', preload],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    children.set(role, child);
    child.once('exit', () => {
      if (!isOver)
        setTimeout(() => {
          if (!isOver) start(role);
        }, 500);
    });
  };
  const areReady = async () =>
    (
      await Promise.all(
        faultRoles.map((role) =>
          fetch(`${urlOf(role)}/health/ready`, { signal: AbortSignal.timeout(2_000) }).then(
            ({ ok }) => ok,
            () => false,
          ),
        ),
      )
    ).every(Boolean);
  const untilReady = async (withinMs = 90_000): Promise<void> => {
    for (const deadline = Date.now() + withinMs; !(await areReady());) {
      if (Date.now() > deadline) throw new Error('the processes did not get ready again by themselves');
      await pause(100);
    }
  };
  for (const role of faultRoles) start(role);
  await untilReady();
  return {
    untilReady,
    signal: (role: FaultRole, signal: NodeJS.Signals) => children.get(role)?.kill(signal),
    pidOf: (role: FaultRole) => children.get(role)?.pid,
    /** Puts the clocks of one role forward, or back. */
    jump: (role: FaultRole, ms: number) => children.get(role)?.send({ jumpMs: ms }),
    /** The exposition of every process that answers. */
    scrape: async () => {
      const texts = await Promise.all(
        faultRoles.map((role) =>
          fetch(`${urlOf(role)}/metrics`, { signal: AbortSignal.timeout(2_000) }).then(
            (answer) => answer.text(),
            () => undefined,
          ),
        ),
      );
      return { up: texts.filter((text) => text !== undefined).length, text: texts.join('\n') };
    },
    async stop() {
      isOver = true;
      await Promise.all(
        [...children.values()].map(async (child) => {
          if (child.exitCode !== null || child.signalCode !== null) return;
          const exited = once(child, 'exit');
          child.kill('SIGTERM');
          await exited;
        }),
      );
    },
  };
}

export type FaultProcesses = Awaited<ReturnType<typeof startRoles>>;

/** The sum of the series of a metric whose labels fit. */
export const sumOf = (text: string, metric: string, labels = /./): number =>
  [...text.matchAll(new RegExp(`^${metric}(\\{[^}]*\\}|) ([\\d.e+-]+)$`, 'gm'))]
    .filter(([, found = '']) => labels.test(found === '' ? '{}' : found))
    .reduce((sum, [, , value]) => sum + Number(value), 0);
