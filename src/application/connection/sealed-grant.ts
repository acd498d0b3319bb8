import type { ClinicId } from '../../domain/clinic/clinic.ts';
import { nextRenewalAt, type RenewalPolicy } from '../../domain/connection/renewal-policy.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { GrantedTokens } from '../ports/connection/google-authorization.ts';
import type { RenewedTokens } from '../ports/connection/google-connections.ts';
import type { Randomness } from '../ports/system/randomness.ts';
import type { TokenCipher } from '../ports/connection/token-cipher.ts';
import { given } from '../../domain/given.ts';

type Needs = { tokenCipher: TokenCipher; clock: Clock; randomness: Randomness; renewalPolicy: RenewalPolicy };

/** Tokens as they are stored, and when they are renewed next. */
export async function sealGrant(
  clinicId: ClinicId,
  granted: GrantedTokens,
  { tokenCipher, clock, randomness, renewalPolicy }: Needs,
): Promise<RenewedTokens> {
  const { accessToken, refreshToken, expiresAt, refreshExpiresAt, scopes } = granted;
  return {
    accessToken: await tokenCipher.seal(accessToken, { clinicId, purpose: 'access-token' }),
    expiresAt,
    nextRenewalAt: nextRenewalAt(expiresAt, clock.now(), renewalPolicy, randomness.next()),
    ...(refreshToken !== undefined && {
      refreshToken: await tokenCipher.seal(refreshToken, { clinicId, purpose: 'refresh-token' }),
    }),
    ...given({ refreshExpiresAt, scopes }),
  };
}
