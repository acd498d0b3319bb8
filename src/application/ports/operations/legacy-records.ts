import type { LegacyRow, LegacyTable } from '../../../domain/legacy/legacy-row.ts';

/** The predecessor's database, which is only read. Contract: tests/contract/postgres/legacy-records.test.ts */
export interface LegacyRecords {
  /**
   * All rows of one kind in pages that fit into memory, as of one moment; none where the table is missing. Messages come
   * with what their conversation says. Connections and calendars of a clinic come one after the other.
   */
  read(table: LegacyTable): AsyncIterable<readonly LegacyRow[]>;
  /** Tables and columns that are looked for and are not there, e.g. `clinic_calendars`. */
  missing(): Promise<readonly string[]>;
}
