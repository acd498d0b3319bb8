import { createHash, randomBytes } from 'node:crypto';
import { fileTypeFromBuffer } from 'file-type';
import type { TokenCipher } from '../../application/ports/connection/token-cipher.ts';
import type { Blobs } from '../../application/ports/media/blobs.ts';
import type { MediaVault } from '../../application/ports/media/media-vault.ts';
import { bareType } from '../../domain/messaging/messages/media.ts';
import { given } from '../../domain/given.ts';
import { seal, sealedSize, unseal } from './sealed-stream.ts';

/** Enough for `file-type` to recognise a file, also a picture that begins with long descriptions. */
const headBytes = 65_536;
const purpose = 'media-key' as const;

/** Other bytes came than were announced. */
class FileSizeDiffers extends Error {
  readonly code = 'size-differs';
}

export const sealedMediaVault = (blobs: Blobs, cipher: TokenCipher): MediaVault => ({
  async keep({ clinicId, name }, bytes, size) {
    const key = randomBytes(32);
    const seen = lookAt(bytes, size);
    await blobs.write(name, seal(seen.bytes, key), sealedSize(size));
    const { type, codec } = await seen.type();
    return {
      digest: seen.digest(),
      size,
      ...given({ type, codec }),
      sealedKey: await cipher.seal(key.toString('base64url'), { clinicId, purpose }),
    };
  },

  async open({ clinicId, name }, { sealedKey }) {
    const read = await cipher.open(sealedKey, { clinicId, purpose });
    if ('unreadable' in read) return undefined;
    const sealed = await blobs.read(name);
    return sealed && unseal(sealed, Buffer.from(read.opened, 'base64url'));
  },

  remove: (name) => blobs.remove(name),
});

/** The same bytes; what they are is known once they have passed. @throws FileSizeDiffers */
function lookAt(bytes: AsyncIterable<Uint8Array>, size: number) {
  const hash = createHash('sha256');
  const head: Uint8Array[] = [];
  let passed = 0;
  async function* passing() {
    for await (const chunk of bytes) {
      if (passed < headBytes) head.push(chunk.subarray(0, headBytes - passed));
      passed += chunk.length;
      if (passed > size) throw new FileSizeDiffers(`More than ${size} bytes came`);
      hash.update(chunk);
      yield chunk;
    }
    if (passed < size) throw new FileSizeDiffers(`${passed} bytes came, not ${size}`);
  }
  return {
    bytes: passing(),
    digest() {
      const digest = hash.digest();
      return { hex: digest.toString('hex'), base64: digest.toString('base64') };
    },
    async type(): Promise<{ readonly type?: string; readonly codec?: string }> {
      const found = await fileTypeFromBuffer(Buffer.concat(head)).catch(() => undefined);
      if (found === undefined) return {};
      return { type: bareType(found.mime), ...given({ codec: /codecs=([\w.]+)/.exec(found.mime)?.[1] }) };
    },
  };
}
