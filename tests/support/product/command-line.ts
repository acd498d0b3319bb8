import { execFile } from 'node:child_process';
import { programFile } from '../programs/programs.ts';

const longestMs = 60_000;

export type Ran = { readonly code: number; readonly out: string; readonly err: string; json(): unknown };

/** Runs `atende` as a process of its own with just this environment. */
export const atende = (
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Ran> =>
  new Promise((resolve) => {
    const options = { env: { PATH: process.env['PATH'], ...environment }, timeout: longestMs };
    execFile(process.execPath, [programFile('atende'), ...words], options, (error, out, err) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ code, out, err, json: () => JSON.parse(out) as unknown });
    });
  });
