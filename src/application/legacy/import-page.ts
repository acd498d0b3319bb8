import type { LegacyOutcome, LegacyRow } from '../../domain/legacy/legacy-row.ts';

/** Takes one page; an outcome per row, in order. */
export type ImportPage = (rows: readonly LegacyRow[]) => Promise<readonly LegacyOutcome[]>;
