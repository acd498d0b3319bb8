import type { ProvenPerson } from '../../../domain/access/browser-session.ts';

/** What one sign-in must still prove when the browser comes back; kept in that browser alone. */
export type SignInAttempt = {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
};

/** Signs people in (OpenID Connect, authorization code flow with PKCE). */
export interface IdentityProvider {
  /** Where the browser goes to sign in. @throws IdentityProviderUnavailable */
  signInUrl(attempt: SignInAttempt): Promise<string>;
  /**
   * Who came back. `query` is what the provider sent along with the browser, with its question mark.
   * @throws SignInRefused, IdentityProviderUnavailable
   */
  whoCameBack(query: string, attempt: SignInAttempt): Promise<ProvenPerson>;
}
