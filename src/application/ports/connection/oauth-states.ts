import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { SealedToken } from './token-cipher.ts';

export type PendingConsent = {
  readonly clinicId: ClinicId;
  /** Digest of the state's id: a reader of the table cannot forge a callback. */
  readonly stateHash: string;
  readonly userId: string;
  readonly verifier: SealedToken;
  readonly nonce: string;
  /** Digest of the cookie of the browser that has to come back; absent when the caller's browser cannot be bound. */
  readonly browserHash?: string;
  readonly expiresAt: Date;
};

/** It was taken before; `open`: whoever took it has not come to an end yet. */
export type UsedConsent = { readonly used: 'connected' | 'refused' | 'open'; readonly userId: string };

/** Consents that were begun, each used once. Contract: tests/contract/contracts/connection/oauth-states.contract.ts */
export interface OAuthStates {
  /** Also forgets what has expired: a consent that fails on Google's own page never comes back. */
  add(pending: PendingConsent, now: Date): Promise<void>;
  /**
   * Takes the pending consent, atomically: of many callers one gets it, the others learn what came of it. `foreign`, and it
   * stays, when it belongs to another browser; `unknown` when it has expired or never was.
   */
  consume(
    clinicId: ClinicId,
    stateHash: string,
    browserHash: string | undefined,
    now: Date,
  ): Promise<PendingConsent | UsedConsent | 'foreign' | 'unknown'>;
  /** What came of a consent that was taken; kept until it would have expired. */
  finish(pending: PendingConsent, outcome: 'connected' | 'refused'): Promise<void>;
}
