import { expect } from 'vitest';

const mostMs = 50;
let slower: number | undefined;

/** CPU time that the work takes of this process, ms. */
export async function cpuMs(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/** The best of three: a collection of garbage or the compiler may fall into one of them. */
export const bestMs = async (work: () => unknown): Promise<number> =>
  Math.min(await cpuMs(work), await cpuMs(work), await cpuMs(work));

const folding = () => {
  for (let times = 0; times < 20; times += 1)
    'Olá, tudo bem? '.repeat(6_700).normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
};
const measureMachine = async () => Math.max(1, (await bestMs(folding)) / 30);

/**
 * Work must hold the event loop for 50 ms at most (or for `most`), on a machine that folds some text in 30. The machine's
 * own speed changes while other tests run: what took too long is measured again, beside it.
 */
export async function holdsShortly(
  measure: (attempt: number) => Promise<number>,
  about = '',
  most = mostMs,
): Promise<void> {
  slower ??= await measureMachine();
  for (const attempt of [1, 2, 3, 4]) {
    if ((await measure(attempt)) < most * slower) return;
    slower = await measureMachine();
  }
  expect(await measure(5), about).toBeLessThan(most * slower);
}

/** How much slower this machine is than the one that the bounds were chosen on; at least 1. */
export const slowness = async (): Promise<number> => (slower ??= await measureMachine());
