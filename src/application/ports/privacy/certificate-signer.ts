import type { ErasureCounts } from '../../../domain/privacy/erasure.ts';

type CertificateClaims = {
  readonly id: string;
  readonly clinicId: string;
  /** Keyed hashes: who it was can be checked with the key, and found out by nobody. */
  readonly identityKeys: readonly string[];
  readonly counts: ErasureCounts;
  readonly erasedAt: Date;
  /** As in the audit log. */
  readonly erasedBy?: string;
};

/** Signs what was erased, for everybody to verify. */
export interface CertificateSigner {
  /** A compact JWS. */
  sign(claims: CertificateClaims): Promise<string>;
  /** JWK set of the public keys, those of earlier certificates too. */
  publicKeys(): { readonly keys: readonly Readonly<Record<string, unknown>>[] };
}
