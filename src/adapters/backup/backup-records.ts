import { z } from 'zod';
import type { BackupPiece } from '../../application/ports/operations/database-backup.ts';
import { BackupUnreadable, isDamaged } from './backup-unreadable.ts';
import { byteReader } from './byte-reader.ts';

const described = z.discriminatedUnion('type', [
  z.object({ type: z.literal('manifest'), madeAt: z.iso.datetime(), migrations: z.array(z.string()) }),
  z.object({ type: z.literal('table'), name: z.string(), columns: z.array(z.string()) }),
  z.object({ type: z.literal('table-end'), rows: z.int() }),
  z.object({ type: z.literal('counter'), name: z.string(), value: z.string() }),
  z.object({ type: z.literal('end'), tables: z.int(), rows: z.int() }),
]);

const headBytes = 5;
const mostBytes = 64 * 1024;
const isRows = 1;
const isDescription = 0;

/** Each piece with its kind and its length in front; rows in parts that fit into memory. */
export async function* writePieces(pieces: AsyncIterable<BackupPiece>): AsyncGenerator<Buffer> {
  for await (const piece of pieces) {
    if (piece.type !== 'rows') {
      yield record(isDescription, Buffer.from(JSON.stringify(piece)));
      continue;
    }
    for (let start = 0; start < piece.bytes.length; start += mostBytes)
      yield record(isRows, piece.bytes.subarray(start, start + mostBytes));
  }
}

function record(kind: number, content: Uint8Array): Buffer {
  const head = Buffer.alloc(headBytes);
  head.writeUInt8(kind, 0);
  head.writeUInt32BE(content.length, 1);
  return Buffer.concat([head, content]);
}

/** @throws BackupUnreadable when the end is missing, or is not the end */
export async function* readPieces(source: AsyncIterable<Uint8Array>): AsyncGenerator<BackupPiece> {
  const reader = byteReader(source);
  try {
    for (;;) {
      const head = await reader.take(headBytes);
      if (head.length < headBytes) throw new BackupUnreadable(isDamaged);
      const length = head.readUInt32BE(1);
      const content = await reader.take(length);
      if (content.length < length) throw new BackupUnreadable(isDamaged);
      const piece = pieceOf(head.readUInt8(0), content);
      if (piece.type === 'end' && !(await reader.isAtEnd())) throw new BackupUnreadable(isDamaged);
      yield piece;
      if (piece.type === 'end') return;
    }
  } finally {
    await reader.close();
  }
}

function pieceOf(kind: number, content: Buffer): BackupPiece {
  if (kind === isRows) return { type: 'rows', bytes: content };
  const read = described.safeParse(JSON.parse(content.toString()));
  if (!read.success) throw new BackupUnreadable('was made by a later version of Atende');
  return read.data;
}
