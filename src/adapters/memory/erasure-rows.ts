import type { ErasedKey, Erasure } from '../../domain/privacy/erasure.ts';

export type ErasureRows = {
  /** By clinic and id. */
  readonly erasures: Map<string, Erasure>;
  /** By clinic and key. */
  readonly keys: Map<string, ErasedKey>;
};

export const noErasureRows = (): ErasureRows => ({ erasures: new Map(), keys: new Map() });
