import type { ErasureJournal, JournalEntry } from '../../../application/ports/privacy/erasure-journal.ts';

/** Survives what becomes of the memory database. */
export function memoryErasureJournal(): ErasureJournal & { lose(): void } {
  const entries: JournalEntry[] = [];
  return {
    append: async (entry) => void entries.push(structuredClone(entry)),
    lose: () => void entries.splice(0),
    async *read() {
      yield* structuredClone(entries);
    },
  };
}
