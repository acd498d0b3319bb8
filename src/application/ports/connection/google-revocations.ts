import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { SealedToken } from './token-cipher.ts';

/** A grant that is to end at Google, held under a lease. */
export type ClaimedRevocation = {
  readonly id: string;
  /** Whose token it was. */
  readonly clinicId: ClinicId;
  readonly refreshToken: SealedToken;
  readonly leaseToken: number;
  readonly leaseUntil: Date;
  /** Calls made before this one. */
  readonly attempts: number;
  readonly requestedAt: Date;
};

type RevocationSettlement =
  /** Google confirmed, or we gave up: the token is erased, and a clinic that waited for it is disconnected. */
  | { readonly to: 'finished'; readonly code?: string }
  | { readonly to: 'retry'; readonly at: Date; readonly code: string };

/** Grants that wait for their end. Contract: tests/contract/contracts/connection/google-revocations.contract.ts */
export interface GoogleRevocations {
  claimDue(limit: number, leaseMs: number): Promise<readonly ClaimedRevocation[]>;
  /** Claims those of one clinic at once, due or not, unless somebody has them. */
  claimOf(clinicId: ClinicId, leaseMs: number): Promise<readonly ClaimedRevocation[]>;
  /** `false`, and no change, when the lease is not ours any more. */
  settle(claim: ClaimedRevocation, settlement: RevocationSettlement): Promise<boolean>;
  msUntilDue(): Promise<number | undefined>;
}
