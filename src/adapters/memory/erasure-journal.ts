import type { ErasureJournal, JournalEntry } from '../../application/ports/erasure-journal.ts';

/** Survives what becomes of the memory database. */
export function memoryErasureJournal(): ErasureJournal {
  const entries: JournalEntry[] = [];
  return {
    append: async (entry) => void entries.push(structuredClone(entry)),
    async *read() {
      yield* structuredClone(entries);
    },
  };
}
