/**
 * Where bytes lie under a name, without knowing what they are: a folder, or an S3-compatible service.
 * Contract: tests/contract/media/blobs.contract.ts
 */
export interface Blobs {
  /**
   * Keeps exactly `size` bytes, all or nothing; replaces what lay there. The name holds letters, digits, `-` and `/`.
   * @throws when the bytes end early or do not end, and when the store cannot be reached
   */
  write(name: string, bytes: AsyncIterable<Uint8Array>, size: number): Promise<void>;
  /** `undefined` when there is nothing of this name. */
  read(name: string): Promise<AsyncIterable<Uint8Array> | undefined>;
  /** Also when there is nothing of this name. */
  remove(name: string): Promise<void>;
}
