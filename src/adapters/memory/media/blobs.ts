import type { Blobs } from '../../../application/ports/media/blobs.ts';

export const memoryBlobs = (stored = new Map<string, Uint8Array>()): Blobs => ({
  async write(name, bytes, size) {
    const chunks: Uint8Array[] = [];
    for await (const chunk of bytes) chunks.push(chunk);
    const whole = Buffer.concat(chunks);
    if (whole.length !== size) throw new Error(`${whole.length} bytes came, not ${size}`);
    stored.set(name, whole);
  },
  read: (name) => {
    const bytes = stored.get(name);
    return Promise.resolve(bytes && inParts(bytes));
  },
  remove(name) {
    stored.delete(name);
    return Promise.resolve();
  },
});

async function* inParts(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 1_000)
    yield await Promise.resolve(bytes.subarray(at, at + 1_000));
}
