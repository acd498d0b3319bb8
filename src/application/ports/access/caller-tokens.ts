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

/** Nobody is proven. `why` is a word for the operator's log (`claim:iss`), never something out of the token. */
export type UnprovenToken = { readonly refused: 'expired' | 'invalid'; readonly why: string };

/** Proves who calls the REST API from a bearer token. */
export interface CallerTokens {
  /**
   * Never throws for a bad token.
   * @throws KeysUnavailable when the keys to check it with cannot be had.
   */
  read(bearer: string): Promise<TokenClaims | UnprovenToken>;
}
