import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { SealedToken } from '../connection/token-cipher.ts';

export type KeptFile = {
  /** Of the bytes as they came, lower-case hexadecimal and base64. */
  readonly digest: { readonly hex: string; readonly base64: string };
  readonly size: number;
  /** What the bytes are; `undefined` when nothing is recognised. */
  readonly type?: string;
  /** Where the type alone does not say enough, e.g. `opus` of `audio/ogg`. */
  readonly codec?: string;
  /** Opens the file, and nothing else does: whoever forgets it has erased the file. */
  readonly sealedKey: SealedToken;
};

type Place = { readonly clinicId: ClinicId; readonly name: string };

/** Keeps files unreadable at rest, each with a key of its own, and never holds a whole one in memory. */
export interface MediaVault {
  /**
   * `size`: how many bytes will come. @throws FileSizeDiffers when others come; then nothing is kept. Otherwise what
   * reading `bytes` and Blobs.write throw.
   */
  keep(place: Place, bytes: AsyncIterable<Uint8Array>, size: number): Promise<KeptFile>;
  /** `undefined` when it is not there, or the key does not open it. Reading throws where the bytes were changed. */
  open(
    place: Place,
    file: { readonly sealedKey: SealedToken; readonly size: number },
  ): Promise<AsyncIterable<Uint8Array> | undefined>;
  remove(name: string): Promise<void>;
}
