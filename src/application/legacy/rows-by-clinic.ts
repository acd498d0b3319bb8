import type { LegacyRow } from '../../domain/legacy/legacy-row.ts';

/** Every row of one clinic; not whole where it has more than fit, which then come in pieces. */
type RowsOfClinic = { readonly rows: readonly LegacyRow[]; readonly isWhole: boolean };

const ownerOf = ({ clinicId }: LegacyRow) => clinicId?.toLowerCase();

/** Rows of a clinic come one after the other, but a page may end between two; at most `most` are held. */
export async function* rowsByClinic(
  pages: AsyncIterable<readonly LegacyRow[]>,
  most: number,
): AsyncGenerator<RowsOfClinic> {
  let rows: LegacyRow[] = [];
  let isWhole = true;
  for await (const page of pages)
    for (const row of page) {
      const isNext = rows[0] !== undefined && ownerOf(rows[0]) !== ownerOf(row);
      if (isNext || rows.length === most) {
        if (!isNext) isWhole = false;
        yield { rows, isWhole };
        rows = [];
      }
      if (isNext) isWhole = true;
      rows.push(row);
    }
  if (rows.length > 0) yield { rows, isWhole };
}
