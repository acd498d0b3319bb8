import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Blobs } from '../../../src/application/ports/media/blobs.ts';

async function* parts(bytes: Uint8Array, length = 70_000) {
  for (let at = 0; at < bytes.length; at += length)
    yield await Promise.resolve(bytes.subarray(at, at + length));
}
async function wholeOf(bytes: AsyncIterable<Uint8Array> | undefined): Promise<Buffer | undefined> {
  if (bytes === undefined) return undefined;
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}

export const blobsContract = (technology: string, open: () => Promise<Blobs>) =>
  describe(`blobs in ${technology}`, () => {
    const bytes = randomBytes(300_000);
    const name = 'clinic-1/file-2/1';

    it('give back what was written, and the newer of two', async () => {
      const blobs = await open();
      await blobs.write(name, parts(bytes), bytes.length);
      expect(await wholeOf(await blobs.read(name))).toEqual(bytes);
      await blobs.write(name, parts(bytes.subarray(0, 5)), 5);
      expect(await wholeOf(await blobs.read(name))).toEqual(bytes.subarray(0, 5));
    });

    it('keep nothing of what ends early, goes on too long or breaks off', async () => {
      const blobs = await open();
      await expect(blobs.write(name, parts(bytes), bytes.length + 1)).rejects.toThrow();
      await expect(blobs.write(name, parts(bytes), 10)).rejects.toThrow();
      async function* breaking() {
        yield* parts(bytes.subarray(0, 100_000));
        throw new Error('the other side hung up');
      }
      await expect(blobs.write(name, breaking(), bytes.length)).rejects.toThrow('the other side hung up');
      expect(await blobs.read(name)).toBeUndefined();
    });

    it('know nothing of what was removed, or never was', async () => {
      const blobs = await open();
      await blobs.remove(name);
      await blobs.write(name, parts(bytes), bytes.length);
      await blobs.remove(name);
      expect(await blobs.read(name)).toBeUndefined();
    });
  });
