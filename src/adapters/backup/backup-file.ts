import { createReadStream, createWriteStream } from 'node:fs';
import { link, rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { pipeline as run } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { BackupPiece } from '../../application/ports/operations/database-backup.ts';
import { readPieces, writePieces } from './backup-records.ts';
import { seal, unseal } from './sealed-frames.ts';

/**
 * Writes a new file, mode 600, compressed and sealed with a key made from `key` for this file alone; on the disk when it
 * resolves with its size in bytes. The name appears when the backup is whole; nothing is written over.
 * @throws Error EEXIST
 */
export async function writeBackup(
  path: string,
  key: Uint8Array,
  pieces: AsyncIterable<BackupPiece>,
): Promise<number> {
  const partial = `${path}.partial`;
  // taken first: one that somebody else is writing is not ours to remove
  const file = createWriteStream(partial, { flags: 'wx', mode: 0o600, flush: true });
  await new Promise((resolve, reject) => file.once('open', resolve).once('error', reject));
  try {
    const sealed = (compressed: AsyncIterable<Uint8Array>) => seal(compressed, key);
    await run(writePieces(pieces), createGzip({ level: 5 }), sealed, file);
    // unlike a rename it never replaces what has the name by now
    await link(partial, path);
    return (await stat(path)).size;
  } finally {
    await rm(partial, { force: true });
  }
}

/** In bounded memory. @throws BackupUnreadable where it is not as it was written: also after pieces that were right */
export async function* readBackup(path: string, key: Uint8Array): AsyncGenerator<BackupPiece> {
  const opened = (source: AsyncIterable<Uint8Array>) => unseal(source, key);
  const content = createGunzip();
  let failure: Error | null | undefined;
  pipeline(createReadStream(path, { highWaterMark: 256 * 1024 }), opened, content, (error) => {
    failure ??= error;
  });
  try {
    yield* readPieces(content);
  } catch (error) {
    throw failure ?? error;
  } finally {
    content.destroy();
  }
}
