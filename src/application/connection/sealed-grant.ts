import type { ClinicId } from '../../domain/clinic/clinic.ts';
import { nextRenewalAt, type RenewalPolicy } from '../../domain/connection/renewal-policy.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { GrantedTokens } from '../ports/connection/google-authorization.ts';
import type { RenewedTokens } from '../ports/connection/google-connections.ts';
import type { Randomness } from '../ports/system/randomness.ts';
import type { TokenCipher } from '../ports/connection/token-cipher.ts';

type Needs = { cipher: TokenCipher; clock: Clock; randomness: Randomness; policy: RenewalPolicy };

/** Tokens as they are stored, and when they are renewed next. */
export async function sealGrant(
  clinicId: ClinicId,
  granted: GrantedTokens,
  { cipher, clock, randomness, policy }: Needs,
): Promise<RenewedTokens> {
  const { accessToken, refreshToken, expiresAt, refreshExpiresAt, scopes } = granted;
  return {
    accessToken: await cipher.seal(accessToken, { clinicId, purpose: 'access-token' }),
    expiresAt,
    nextRenewalAt: nextRenewalAt(expiresAt, clock.now(), policy, randomness.next()),
    ...(refreshToken !== undefined && {
      refreshToken: await cipher.seal(refreshToken, { clinicId, purpose: 'refresh-token' }),
    }),
    ...(refreshExpiresAt && { refreshExpiresAt }),
    ...(scopes && { scopes }),
  };
}
