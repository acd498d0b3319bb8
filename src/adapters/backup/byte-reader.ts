/** Reads exact counts of bytes from pieces of any size. */
export type ByteReader = {
  /** Fewer than `count` only at the end. */
  take(count: number): Promise<Buffer>;
  /** Through the next `byte`, or `undefined` when it is not among the next `most`. */
  takeThrough(byte: number, most: number): Promise<Buffer | undefined>;
  isAtEnd(): Promise<boolean>;
  /** Lets go of the source before its end. */
  close(): Promise<void>;
};

export function byteReader(source: AsyncIterable<Uint8Array>): ByteReader {
  const pieces = source[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);

  const hold = async (count: number): Promise<void> => {
    const parts: Uint8Array[] = [held];
    let length = held.length;
    while (length < count) {
      const next = await pieces.next();
      if (next.done === true) break;
      parts.push(next.value);
      length += next.value.length;
    }
    if (parts.length > 1) held = Buffer.concat(parts, length);
  };
  const cut = (count: number): Buffer => {
    const taken = held.subarray(0, count);
    held = held.subarray(taken.length);
    return taken;
  };

  return {
    async take(count) {
      await hold(count);
      return cut(count);
    },
    async takeThrough(byte, most) {
      await hold(most);
      const place = held.subarray(0, most).indexOf(byte);
      return place < 0 ? undefined : cut(place + 1);
    },
    async isAtEnd() {
      await hold(1);
      return held.length === 0;
    },
    async close() {
      await pieces.return?.();
    },
  };
}
