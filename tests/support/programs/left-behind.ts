import type { ChildProcess } from 'node:child_process';

const running = new Map<ChildProcess, NodeJS.Signals>();

/** Of a test that failed before it could stop it: ends with the file, or with the process that has started it. */
export function endWithFile(child: ChildProcess, signal: NodeJS.Signals): void {
  running.set(child, signal);
  child.once('exit', () => running.delete(child));
}

/** They would answer in the place of the next ones. */
export function endWhatIsLeft(): void {
  for (const [child, signal] of running) child.kill(signal);
}

process.once('exit', endWhatIsLeft);
