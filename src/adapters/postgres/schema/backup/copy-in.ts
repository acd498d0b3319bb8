import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type {
  BackupManifest,
  BackupPiece,
} from '../../../../application/ports/operations/database-backup.ts';
import { withClient } from '../../connection.ts';
import { buildLargeIndexes, dropFilledIndexes } from '../large-indexes.ts';
import { migrate } from '../migrate.ts';
import { copySettings, tablesOf } from './tables.ts';
import { refuseUnfit } from './refuse-unfit.ts';

const quoted = pg.escapeIdentifier;

export type CopiedIn = { readonly tables: number; readonly rows: number };

/**
 * Fills an empty database with a backup, all or nothing, and brings it to the version of this program. A backup of an
 * older version is loaded into the tables of that version first. `url` logs in as the owner.
 * @throws BackupUnfit before anything is written
 */
export async function copyIn(
  url: string,
  manifest: BackupManifest,
  pieces: AsyncIterable<BackupPiece>,
): Promise<CopiedIn> {
  const as = { url, role: undefined, applicationName: 'atende restore' } as const;
  await withClient(as, (client) => refuseUnfit(client, manifest));
  await migrate(url, { only: manifest.migrations });
  const copied = await withClient(as, async (client) => {
    await client.query('begin');
    await client.query(`${copySettings}; set local lock_timeout = '10s'`);
    const done = await load(client, manifest, pieces);
    await client.query('commit');
    return done;
  });
  await migrate(url);
  // the tables of an older version had none; and of one that was still filling its table, the index would hide that
  await withClient(as, dropFilledIndexes);
  await buildLargeIndexes(url);
  await withClient(as, (client) => client.query('analyze'));
  return copied;
}

async function load(
  client: pg.Client,
  manifest: BackupManifest,
  pieces: AsyncIterable<BackupPiece>,
): Promise<CopiedIn> {
  const names = (await tablesOf(client)).map(({ name }) => quoted(name));
  // whoever is connected waits until everything is there
  await client.query(`lock table ${names.join(', ')} in access exclusive mode`);
  await refuseUnfit(client, manifest);
  // what a trigger would make is in the backup already
  for (const name of names) await client.query(`alter table ${name} disable trigger user`);
  const reading = pieces[Symbol.asyncIterator]();
  let end: CopiedIn | undefined;
  try {
    for (let next = await reading.next(); next.done !== true; next = await reading.next()) {
      const piece = next.value;
      if (piece.type === 'table') await loadTable(client, piece, reading);
      else if (piece.type === 'counter') {
        await client.query('select setval($1::regclass, $2::bigint)', [quoted(piece.name), piece.value]);
      } else if (piece.type === 'end') end = { tables: piece.tables, rows: piece.rows };
    }
  } finally {
    await reading.return?.();
  }
  if (end === undefined) throw new Error('The backup has no end');
  for (const name of names) await client.query(`alter table ${name} enable trigger user`);
  return end;
}

/** Through the piece that ends it. */
async function loadTable(
  client: pg.Client,
  { name, columns }: Extract<BackupPiece, { type: 'table' }>,
  reading: AsyncIterator<BackupPiece>,
): Promise<void> {
  let said: number | undefined;
  async function* rows(): AsyncGenerator<Uint8Array> {
    for (let next = await reading.next(); next.done !== true; next = await reading.next()) {
      if (next.value.type === 'rows') yield next.value.bytes;
      else {
        if (next.value.type === 'table-end') said = next.value.rows;
        return;
      }
    }
  }
  const failed = (why: string, cause?: unknown) =>
    new Error(`${name} was not restored, nor was anything else: ${why}`, { cause });
  const copy = client.query(copyFrom(`copy ${quoted(name)} (${columns.map(quoted).join(', ')}) from stdin`));
  await pipeline(Readable.from(rows()), copy).catch((error: unknown) => {
    throw failed(error instanceof Error ? error.message : String(error), error);
  });
  if (copy.rowCount !== said)
    throw failed(`${copy.rowCount} rows came back of ${said ?? 'an unknown number'}`);
}
