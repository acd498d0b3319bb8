import type { MemoryDatabase } from '../../../src/adapters/memory/database.ts';
import { rowsIn } from './memory-everything.ts';

/** Remembers every row as it is now; what it gives puts them back. */
export function kept(db: MemoryDatabase): () => void {
  const rows = structuredClone(rowsIn(db));
  return () => {
    const again = structuredClone(rows);
    for (const [name, now] of Object.entries(rowsIn(db))) putBack(now, again[name]);
  };
}

function putBack(now: unknown, before: unknown): void {
  if (now instanceof Map) {
    now.clear();
    for (const [key, value] of before as Map<unknown, unknown>) now.set(key, value);
  } else if (now instanceof Set) {
    now.clear();
    for (const value of before as Set<unknown>) now.add(value);
  } else if (Array.isArray(now)) now.splice(0, now.length, ...(before as unknown[]));
  else for (const [name, inner] of Object.entries(now as object)) putBack(inner, (before as never)[name]);
}
