import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endWithFile } from '../programs/left-behind.ts';
import { programFile } from '../programs/programs.ts';
import { until } from '../until.ts';

export type LocalProduct = {
  /** What a line of its output says at the first group, in the latest of these lines; undefined when there is none yet. */
  printed(line: RegExp): string | undefined;
  stop(): Promise<void>;
};

/** A busy machine may not give a start the processor for long. */
const startMs = 60_000;
const signInLine = /Sign in once with this link: {2}(\S+)/;

/** The product as `npm start` runs it, with data of its own, when it has said where to look. */
export async function startLocalProduct(
  environment: Readonly<Record<string, string>>,
): Promise<LocalProduct> {
  const folder = await mkdtemp(join(tmpdir(), 'atende-local-'));
  const child = fork(programFile('main'), {
    env: { PATH: process.env['PATH'], DATA_DIR: folder, ...environment },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const exited = once(child, 'exit');
  endWithFile(child, 'SIGTERM');
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const printed = (line: RegExp) => [...output.matchAll(new RegExp(line, 'g'))].at(-1)?.[1];
  const stop = async () => {
    child.kill('SIGTERM');
    await exited;
    await rm(folder, { recursive: true, force: true });
  };
  const hasStarted = () => {
    if (child.exitCode !== null) throw new Error(`The product ended: ${output}`);
    return printed(signInLine) !== undefined;
  };
  await until('the sign-in link', hasStarted, startMs).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { printed, stop };
}

/** The link that the start printed last; each is good for one sign-in. */
export const signInLink = (product: LocalProduct): string => product.printed(signInLine) ?? '';
