/** A page of an Ogg file. */
function page(samples: bigint, content: Uint8Array): Buffer {
  const head = Buffer.alloc(28);
  head.write('OggS');
  head.writeBigInt64LE(samples, 6);
  head.writeUInt8(1, 26);
  head.writeUInt8(Math.min(255, content.length), 27);
  return Buffer.concat([head, content]);
}

/** What WhatsApp records in so many seconds: Opus in Ogg, about 2 000 bytes per second. `said` lies in it for a twin without ears. */
export const aRecording = (seconds: number, said = ''): Buffer =>
  Buffer.concat([
    page(0n, Buffer.from('OpusHead\u0001\u0001')),
    page(0n, Buffer.from(`OpusTags fala: ${said}\n`)),
    Buffer.alloc(seconds * 2_000),
    page(BigInt(seconds) * 48_000n, Buffer.alloc(20)),
  ]);
