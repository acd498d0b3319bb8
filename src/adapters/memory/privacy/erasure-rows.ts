import type { ErasedKey, Erasure, ErasureId } from '../../../domain/privacy/erasure.ts';

export type ErasureRows = {
  /** By clinic and id. */
  readonly erasures: Map<string, Erasure>;
  /** By clinic and key. */
  readonly keys: Map<string, ErasedKey & { readonly erasure: ErasureId }>;
};

export const noErasureRows = (): ErasureRows => ({ erasures: new Map(), keys: new Map() });
