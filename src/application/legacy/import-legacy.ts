import {
  left,
  legacyTables,
  type LegacyOutcome,
  type LegacyReason,
  type LegacyRow,
  type LegacyTable,
} from '../../domain/legacy/legacy-row.ts';
import type { LegacyRecords } from '../ports/operations/legacy-records.ts';
import type { ImportLegacyCalendars } from './import-legacy-calendars.ts';
import type { ImportLegacyClinics } from './import-legacy-clinics.ts';
import type { ImportLegacyConnections } from './import-legacy-connections.ts';
import type { ImportLegacyMessages } from './import-legacy-messages.ts';
import type { ImportPage } from './import-page.ts';
import { rowsByClinic } from './rows-by-clinic.ts';

/** Nobody chooses among more; a row is some hundred bytes. */
const mostCalendars = 1_000;

export type LegacyCounts = {
  taken: number;
  known: number;
  /** By reason. */
  readonly left: Partial<Record<LegacyReason, number>>;
  readonly changed: Partial<Record<LegacyReason, number>>;
};

/** A row that was left, or taken otherwise than it was. */
export type LegacyRemark = {
  readonly table: LegacyTable;
  readonly id: string;
  readonly outcome: 'left' | 'taken';
  readonly reason: LegacyReason;
};

type Request = {
  readonly records: LegacyRecords;
  readonly onRemark: (remark: LegacyRemark) => Promise<void>;
  /** Rows read so far. */
  readonly onProgress?: (rows: number) => void;
};

/**
 * Takes what the predecessor holds, table by table. Whatever is here already stays as it is, so that it may be run
 * again, also after it broke off: the end is the same. Nothing is answered or sent because of it.
 */
export type ImportLegacy = (request: Request) => Promise<Readonly<Record<LegacyTable, LegacyCounts>>>;

type Needs = {
  importLegacyClinics: ImportLegacyClinics;
  importLegacyConnections: ImportLegacyConnections;
  importLegacyCalendars: ImportLegacyCalendars;
  importLegacyMessages: ImportLegacyMessages;
};

export const makeImportLegacy = (needs: Needs): ImportLegacy => {
  const importers: Readonly<Record<LegacyTable, ImportPage>> = {
    clinics: needs.importLegacyClinics.clinics,
    numbers: needs.importLegacyClinics.numbers,
    connections: needs.importLegacyConnections,
    calendars: needs.importLegacyCalendars,
    messages: needs.importLegacyMessages,
  };
  return async ({ records, onRemark, onProgress }) => {
    const counts = Object.fromEntries(
      legacyTables.map((table) => [table, { taken: 0, known: 0, left: {}, changed: {} }]),
    ) as Record<LegacyTable, LegacyCounts>;
    let read = 0;
    for (const table of legacyTables)
      for await (const { rows, isWhole } of piecesOf(table, records.read(table))) {
        const outcomes = isWhole ? await importers[table](rows) : rows.map(() => left('calendars-too-many'));
        for (const [at, row] of rows.entries()) {
          const outcome = outcomes[at] as LegacyOutcome;
          count(counts[table], outcome);
          if ('reason' in outcome)
            await onRemark({ table, id: idOf(row), outcome: outcome.outcome, reason: outcome.reason });
        }
        onProgress?.((read += rows.length));
      }
    return counts;
  };
};

/** The calendars of a clinic are chosen together, so they are taken together. */
async function* piecesOf(table: LegacyTable, pages: AsyncIterable<readonly LegacyRow[]>) {
  if (table === 'calendars') yield* rowsByClinic(pages, mostCalendars);
  else for await (const rows of pages) yield { rows, isWhole: true };
}

function count(counts: LegacyCounts, outcome: LegacyOutcome): void {
  if (outcome.outcome !== 'left') counts[outcome.outcome] += 1;
  if (!('reason' in outcome)) return;
  const by = outcome.outcome === 'left' ? counts.left : counts.changed;
  by[outcome.reason] = (by[outcome.reason] ?? 0) + 1;
}

/** Ids are the predecessor's; a row without one is found by its clinic. */
const idOf = ({ id, clinicId }: LegacyRow): string => (id ?? clinicId ?? '').slice(0, 64);
