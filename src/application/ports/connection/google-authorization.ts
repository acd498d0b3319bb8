import type { GoogleAccount } from '../../../domain/connection/google-connection.ts';
import type { TokenRefusal } from '../../../domain/connection/token-refusal.ts';

export type ConsentRequest = {
  readonly state: string;
  readonly nonce: string;
  /** PKCE, S256. */
  readonly challenge: string;
  /** `sub` of the account that is expected; the person may still choose another one. */
  readonly expectedSub?: string;
};

export type GrantedTokens = {
  readonly accessToken: string;
  /** Counted from before the request. */
  readonly expiresAt: Date;
  /** Only when the consent page was shown, or when Google replaced the one we sent. */
  readonly refreshToken?: string;
  /** When the grant itself ends; absent for one without an end. */
  readonly refreshExpiresAt?: Date;
  /** By the names they are asked by; absent when the answer did not say. */
  readonly scopes?: readonly string[];
};

export type GoogleGrant = GrantedTokens & {
  readonly account: GoogleAccount;
  readonly scopes: readonly string[];
};

/** Why there are no tokens. Carries nothing but codes: safe to log. */
export type TokenFailure = {
  readonly failure: TokenRefusal;
  /** Google's `error`, or ours, e.g. `timeout`. */
  readonly code: string;
  readonly httpStatus?: number;
  readonly retryAfterMs?: number;
};

/** For a code: `grant-dead` speaks of the code alone; after `transient` the code may be spent. */
export type ExchangeFailure =
  | TokenFailure
  /** The ID token is missing, not Google's, not for us or not of this consent. */
  | { readonly failure: 'identity-unproven'; readonly code: string };

type RevocationFailure = {
  readonly failure: 'refused';
  readonly code: string;
  readonly retryAfterMs?: number;
};

/**
 * Google's OAuth endpoints. Never throws for a vendor failure, never retries, follows no redirect, has a timeout on
 * every call, and keeps tokens, codes and verifiers out of URLs and failures.
 */
export interface GoogleAuthorization {
  /** Where the person's browser has to go. */
  consentUrl(request: ConsentRequest): string;
  /** Whether an answer that names its issuer comes from where we sent the person. */
  isIssuer(issuer: string): boolean;
  exchange(request: {
    readonly code: string;
    readonly verifier: string;
    readonly nonce: string;
  }): Promise<{ readonly ok: GoogleGrant } | ExchangeFailure>;
  /** Safe to repeat. */
  renew(refreshToken: string): Promise<{ readonly ok: GrantedTokens } | TokenFailure>;
  /**
   * Renews, and says whose account it is by the ID token that comes along where the grant has `openid`: for a token that
   * somebody else kept. Scopes are those of the answer; none when it does not say.
   */
  identify(refreshToken: string): Promise<{ readonly ok: GoogleGrant } | ExchangeFailure>;
  /** Ends the whole grant of the account, in every clinic. A token that is dead already is success. Safe to repeat. */
  revoke(refreshToken: string): Promise<{ readonly ok: 'revoked' | 'dead-already' } | RevocationFailure>;
}
