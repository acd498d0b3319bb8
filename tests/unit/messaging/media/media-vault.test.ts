import { createHash, randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sealedMediaVault } from '../../../../src/adapters/media/media-vault.ts';
import { seal, sealedSize, unseal } from '../../../../src/adapters/media/sealed-stream.ts';
import { memoryTokenCipher } from '../../../../src/adapters/memory/connection/token-cipher.ts';
import { memoryBlobs } from '../../../../src/adapters/memory/media/blobs.ts';
import { clinicId } from '../../../../src/domain/clinic/clinic.ts';

async function* parts(bytes: Uint8Array, length = 10_000) {
  for (let at = 0; at < bytes.length; at += length)
    yield await Promise.resolve(bytes.subarray(at, at + length));
}
async function whole(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}
const png = Buffer.concat([
  Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890003000049444154', 'hex'),
  randomBytes(200_000),
]);
const place = { clinicId: clinicId('c1'), name: 'c1/f/1' };

describe('a sealed file', () => {
  it('opens to what it was, whatever its length and however it is cut', async () => {
    const aFile = fc.record({
      size: fc.constantFrom(0, 1, 65_535, 65_536, 65_537, 131_072, 200_001),
      length: fc.integer({ min: 1, max: 90_000 }),
    });
    await fc.assert(
      fc.asyncProperty(aFile, async ({ size, length }) => {
        const key = randomBytes(32);
        const bytes = randomBytes(size);
        const sealed = await whole(seal(parts(bytes, Math.max(length, 97)), key));
        expect(sealed.length).toBe(sealedSize(size));
        expect((await whole(unseal(parts(sealed, Math.max(length, 97)), key))).equals(bytes)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('does not open when a byte was changed, a piece left out, or its end cut off', async () => {
    const key = randomBytes(32);
    const sealed = await whole(seal(parts(randomBytes(140_000)), key));
    const piece = 65_536 + 16;
    const changed = Buffer.from(sealed);
    changed[70_000]! ^= 1;
    const shortened = [sealed.subarray(0, -1), sealed.subarray(0, piece), sealed.subarray(piece), changed];
    for (const each of shortened) await expect(whole(unseal(parts(each), key))).rejects.toThrow();
    await expect(whole(unseal(parts(sealed), randomBytes(32)))).rejects.toThrow();
  });
});

describe('the vault', () => {
  const stored = new Map<string, Uint8Array>();
  const vault = sealedMediaVault(memoryBlobs(stored), memoryTokenCipher('k1'));

  it('keeps a file unreadable, says what it is, and gives it back to its clinic only', async () => {
    const kept = await vault.keep(place, parts(png), png.length);
    expect(kept).toMatchObject({ size: png.length, type: 'image/png' });
    expect(kept.digest.hex).toBe(createHash('sha256').update(png).digest('hex'));
    expect(Buffer.from(stored.get(place.name)!).includes(png.subarray(1_000, 1_100))).toBe(false);
    const opened = await vault.open(place, kept);
    expect((await whole(opened!)).equals(png)).toBe(true);
    expect(await vault.open({ ...place, clinicId: clinicId('c2') }, kept)).toBeUndefined();
    await vault.remove(place.name);
    expect(await vault.open(place, kept)).toBeUndefined();
  });

  it.each([
    ['fewer', png.length + 1],
    ['more', png.length - 1],
  ])('keeps nothing when %s bytes come than were announced', async (_, size) => {
    await expect(vault.keep(place, parts(png), size)).rejects.toMatchObject({ code: 'size-differs' });
    expect(stored.has(place.name)).toBe(false);
  });

  it.each([
    ['HTML', '<!doctype html><script>alert(1)</script>'],
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ['text', 'bom dia'],
  ])('takes %s for nothing that a browser may show', async (_, text) => {
    const { type } = await vault.keep(place, parts(Buffer.from(text)), Buffer.byteLength(text));
    expect(type === undefined || type === 'application/xml' || type === 'image/svg+xml').toBe(true);
  });
});
