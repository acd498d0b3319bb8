import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { BackupUnreadable, isDamaged } from './backup-unreadable.ts';
import { byteReader, type ByteReader } from './byte-reader.ts';

const format = 1;
const frameBytes = 256 * 1024;
const tagBytes = 16;
const lengthBytes = 4;
const mostHeaderBytes = 512;
const newline = 10;

const headerLine = z.object({
  atende: z.literal('backup'),
  format: z.int(),
  salt: z.base64url(),
  key: z.string(),
});

/** Tells one key from another, and nothing about either. */
const markOf = (key: Uint8Array, salt: string): string =>
  createHmac('sha256', key).update(`atende backup\n${salt}`).digest('base64url').slice(0, 12);

/** Of one file: no two files ever share a key, so a frame may be numbered from 0. */
const fileKey = (key: Uint8Array, salt: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', key, Buffer.from(salt, 'base64url'), 'atende backup', 32));

/** Which frame it is, and whether it is the last: none can be left out, moved, or taken for the end. */
function nonceOf(number: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(number, 5, 6);
  nonce.writeUInt8(isLast ? 1 : 0, 11);
  return nonce;
}

/** A line that says what this is, then frames of AES-256-GCM: their length, and what they hold. */
export async function* seal(source: AsyncIterable<Uint8Array>, key: Uint8Array): AsyncGenerator<Buffer> {
  const salt = randomBytes(32).toString('base64url');
  const header = Buffer.from(
    `${JSON.stringify({ atende: 'backup', format, salt, key: markOf(key, salt) })}\n`,
  );
  const sealing = fileKey(key, salt);
  const frame = (number: number, content: Uint8Array, isLast: boolean): Buffer => {
    const cipher = createCipheriv('aes-256-gcm', sealing, nonceOf(number, isLast));
    cipher.setAAD(header);
    const sealed = Buffer.concat([cipher.update(content), cipher.final(), cipher.getAuthTag()]);
    const length = Buffer.alloc(lengthBytes);
    length.writeUInt32BE(sealed.length);
    return Buffer.concat([length, sealed]);
  };
  yield header;
  const reader = byteReader(source);
  try {
    for (let number = 0; ; number += 1) {
      const content = await reader.take(frameBytes);
      const isLast = await reader.isAtEnd();
      yield frame(number, content, isLast);
      if (isLast) return;
    }
  } finally {
    await reader.close();
  }
}

/** What was sealed. @throws BackupUnreadable at the first byte that is not as it was written, and where the end is missing */
export async function* unseal(source: AsyncIterable<Uint8Array>, key: Uint8Array): AsyncGenerator<Buffer> {
  const reader = byteReader(source);
  try {
    const header = await readHeader(reader, key);
    const opening = fileKey(key, header.salt);
    for (let number = 0; ; number += 1) {
      const length = await reader.take(lengthBytes);
      if (length.length < lengthBytes) throw new BackupUnreadable(isDamaged);
      const size = length.readUInt32BE();
      if (size < tagBytes || size > frameBytes + tagBytes) throw new BackupUnreadable(isDamaged);
      const sealed = await reader.take(size);
      const isLast = await reader.isAtEnd();
      if (sealed.length < size) throw new BackupUnreadable(isDamaged);
      yield open(sealed, opening, nonceOf(number, isLast), header.line);
      if (isLast) return;
    }
  } finally {
    await reader.close();
  }
}

async function readHeader(reader: ByteReader, key: Uint8Array) {
  const line = await reader.takeThrough(newline, mostHeaderBytes);
  const read = headerLine.safeParse(line === undefined ? undefined : jsonIn(line));
  if (line === undefined || !read.success)
    throw new BackupUnreadable('is no file that npx atende backup made');
  const { salt, format: written, key: mark } = read.data;
  if (written !== format) throw new BackupUnreadable('was made by a later version of Atende');
  if (mark !== markOf(key, salt)) throw new BackupUnreadable('was made with another ERASURE_KEY');
  return { line, salt };
}

function jsonIn(line: Buffer): unknown {
  try {
    return JSON.parse(line.toString()) as unknown;
  } catch {
    return undefined;
  }
}

function open(sealed: Buffer, key: Uint8Array, nonce: Buffer, header: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(header);
  decipher.setAuthTag(sealed.subarray(-tagBytes));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, -tagBytes)), decipher.final()]);
  } catch {
    throw new BackupUnreadable(isDamaged);
  }
}
