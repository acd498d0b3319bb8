import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { ErasureId, ErasureRecord } from '../../../domain/privacy/erasure.ts';

export type JournalEntry =
  | { readonly type: 'erasure'; readonly record: ErasureRecord }
  | {
      readonly type: 'certificate';
      readonly clinicId: ClinicId;
      readonly id: ErasureId;
      readonly certificate: string;
    };

/**
 * Every erasure, kept where no backup of the database is. Append-only; names nobody.
 * Contract: tests/unit/system/erasure-journal.test.ts
 */
export interface ErasureJournal {
  /** On the disk when it resolves. */
  append(entry: JournalEntry): Promise<void>;
  /** In the order of writing. @throws when an entry cannot be read or is not ours: what it says would not be done. */
  read(): AsyncIterable<JournalEntry>;
}
