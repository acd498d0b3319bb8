/** When it was taken, and the migrations of the database then, in their order. */
export type BackupManifest = { readonly madeAt: string; readonly migrations: readonly string[] };

/**
 * What a backup consists of, in this order: the manifest; for each table its name, its rows in pieces and how many they
 * were; the counters; the end.
 */
export type BackupPiece =
  | ({ readonly type: 'manifest' } & BackupManifest)
  | { readonly type: 'table'; readonly name: string; readonly columns: readonly string[] }
  /** As Postgres copies them, in text; cut anywhere. */
  | { readonly type: 'rows'; readonly bytes: Uint8Array }
  | { readonly type: 'table-end'; readonly rows: number }
  /** A sequence and the last value that it gave. */
  | { readonly type: 'counter'; readonly name: string; readonly value: string }
  | { readonly type: 'end'; readonly tables: number; readonly rows: number };
