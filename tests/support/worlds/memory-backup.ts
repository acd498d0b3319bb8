import type { MemoryDatabase } from '../../../src/adapters/memory/database.ts';
import { rowsIn } from './memory-everything.ts';

/** A copy of all rows, as of now; calling it puts them back. */
export function backUp(db: MemoryDatabase): () => void {
  const kept = structuredClone(rowsIn(db));
  return () => putBack(rowsIn(db), structuredClone(kept));
}

function putBack(into: unknown, from: unknown): void {
  if (into instanceof Map && from instanceof Map) {
    into.clear();
    for (const [key, value] of from) into.set(key, value);
  } else if (Array.isArray(into) && Array.isArray(from)) {
    into.splice(0, into.length, ...(from as unknown[]));
  } else {
    for (const [name, inner] of Object.entries(into as object))
      putBack(inner, (from as Readonly<Record<string, unknown>>)[name]);
  }
}
