import type { Ids } from '../../../application/ports/system/ids.ts';

const start = Date.parse('2026-01-01T00:00:00Z');

/** Shaped and sorted like uuid v7, the same in every run. Generators with different seeds never meet. */
export function memoryIds(seed = 0): Ids {
  let count = 0;
  const tail = seed.toString(16).padStart(12, '0');
  return {
    next() {
      count += 1;
      const time = (start + count).toString(16).padStart(12, '0');
      return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${tail}`;
    },
  };
}
