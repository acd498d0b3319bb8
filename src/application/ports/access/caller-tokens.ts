import type { CallerRole } from '../../../domain/access/caller.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';

/** What a bearer token says. */
export type TokenClaims = {
  readonly userId: string;
  /** Absent when the token says nothing about roles: then our own members decide. */
  readonly role?: CallerRole;
  readonly clinicIds: readonly ClinicId[];
  readonly expiresAt: Date;
};

/** Proves who calls the REST API from a bearer token. */
export interface CallerTokens {
  /**
   * `expired` and `invalid` say why nobody is proven. Never throws for a bad token.
   * @throws KeysUnavailable when the keys to check it with cannot be had.
   */
  read(bearer: string): Promise<TokenClaims | 'expired' | 'invalid'>;
}
