import { readFile } from 'node:fs/promises';
import type { Product } from './product.ts';

/** The most memory that the process has had at any time since it began, in MiB, as Linux counts it. */
export async function mostMemoryMiB({ child }: Pick<Product, 'child'>): Promise<number> {
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1_024;
}
