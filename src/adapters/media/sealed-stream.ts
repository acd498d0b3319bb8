import { createCipheriv, createDecipheriv } from 'node:crypto';

/**
 * A file in pieces of 64 KiB, each under AES-256-GCM with its number and whether it is the last one in the nonce: pieces
 * can be neither changed, left out, swapped nor cut off at the end, and no more than one is in memory. A key serves one
 * file only.
 */
const pieceBytes = 64 * 1024;
const tagBytes = 16;

const pieces = (size: number) => Math.max(1, Math.ceil(size / pieceBytes));

/** Bytes that a file of `size` bytes takes when it is sealed. */
export const sealedSize = (size: number): number => size + pieces(size) * tagBytes;

function nonce(index: number, isLast: boolean): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32BE(index, 7);
  bytes[11] = isLast ? 1 : 0;
  return bytes;
}

export async function* seal(bytes: AsyncIterable<Uint8Array>, key: Buffer): AsyncGenerator<Buffer> {
  let index = 0;
  // one piece is held back: only the end of the bytes says which one is the last
  for await (const { piece, isLast } of inPieces(bytes, pieceBytes)) {
    const cipher = createCipheriv('aes-256-gcm', key, nonce(index++, isLast));
    yield Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()]);
  }
}

/** @throws when the bytes are not those that were sealed with this key */
export async function* unseal(bytes: AsyncIterable<Uint8Array>, key: Buffer): AsyncGenerator<Buffer> {
  let index = 0;
  for await (const { piece, isLast } of inPieces(bytes, pieceBytes + tagBytes)) {
    if (piece.length < tagBytes) throw new Error('The sealed file is cut off');
    const decipher = createDecipheriv('aes-256-gcm', key, nonce(index++, isLast));
    decipher.setAuthTag(piece.subarray(piece.length - tagBytes));
    const opened = decipher.update(piece.subarray(0, piece.length - tagBytes));
    yield Buffer.concat([opened, decipher.final()]);
  }
}

async function* inPieces(
  bytes: AsyncIterable<Uint8Array>,
  length: number,
): AsyncGenerator<{ readonly piece: Buffer; readonly isLast: boolean }> {
  let parts: Uint8Array[] = [];
  let held = 0;
  for await (const chunk of bytes) {
    let rest = chunk;
    while (held + rest.length > length) {
      const take = length - held;
      yield { piece: Buffer.concat([...parts, rest.subarray(0, take)]), isLast: false };
      rest = rest.subarray(take);
      parts = [];
      held = 0;
    }
    if (rest.length > 0) parts.push(rest);
    held += rest.length;
  }
  yield { piece: Buffer.concat(parts), isLast: true };
}
