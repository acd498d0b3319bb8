import type { BackupManifest, BackupPiece } from '../../application/ports/operations/database-backup.ts';

export type BackupContents = BackupManifest & {
  /** Rows by table. */
  readonly tables: Readonly<Record<string, number>>;
  readonly rows: number;
};

/** Passes on what it is given; says how many rows have gone by about once per piece, and at the end what they were. */
export async function* counted(
  pieces: AsyncIterable<BackupPiece>,
  onRows: (rows: number) => void,
  onEnd: (contents: BackupContents) => void,
): AsyncGenerator<BackupPiece> {
  const tables: Record<string, number> = {};
  let manifest: BackupManifest = { madeAt: '', migrations: [] };
  let table = '';
  let rows = 0;
  for await (const piece of pieces) {
    if (piece.type === 'manifest') manifest = { madeAt: piece.madeAt, migrations: piece.migrations };
    if (piece.type === 'table') table = piece.name;
    if (piece.type === 'rows') onRows((rows += linesIn(piece.bytes)));
    if (piece.type === 'table-end') tables[table] = piece.rows;
    if (piece.type === 'end') onEnd({ ...manifest, tables, rows: piece.rows });
    yield piece;
  }
}

/** @throws whatever is wrong with the pieces */
export async function lookThrough(
  pieces: AsyncIterable<BackupPiece>,
  onRows: (rows: number) => void,
): Promise<BackupContents> {
  const found: BackupContents[] = [];
  const looking = counted(pieces, onRows, (contents) => found.push(contents));
  while ((await looking.next()).done !== true);
  const [contents] = found;
  if (contents === undefined) throw new Error('The backup has no end');
  return contents;
}

const newline = 10;

/** A row is a line of its own, and a line break within it is written otherwise. */
function linesIn(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, at + 1)) count += 1;
  return count;
}
