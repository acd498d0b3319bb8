import { retryRevocationAt, type RevocationPolicy } from '../../domain/connection/renewal-policy.ts';
import type { Alerts } from '../ports/operations/alerts.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { GoogleAuthorization } from '../ports/connection/google-authorization.ts';
import type { ClaimedRevocation, GoogleRevocations } from '../ports/connection/google-revocations.ts';
import type { Randomness } from '../ports/system/randomness.ts';
import type { TokenCipher } from '../ports/connection/token-cipher.ts';
import { alertText, keyMissing, ofClinic, ofDeployment } from './connection-alerts.ts';

export type RevocationOutcome = {
  readonly outcome: 'revoked' | 'retry' | 'gave-up' | 'overtaken';
  readonly code?: string;
};

/** Ends one grant at Google. Throws only when the database fails. */
export type EndGrant = (claim: ClaimedRevocation) => Promise<RevocationOutcome>;

type Needs = {
  googleRevocations: GoogleRevocations;
  googleAuthorization: Pick<GoogleAuthorization, 'revoke'>;
  tokenCipher: TokenCipher;
  alerts: Alerts;
  clock: Clock;
  randomness: Randomness;
  revocationPolicy: RevocationPolicy;
  /** Google's answer takes at most this. */
  googleTimeoutMs: number;
};

/**
 * Sends the refresh token: an expired access token would leave the grant alive
 * (docs/vendors/google.md#revocation).
 */
export const makeEndGrant = (needs: Needs): EndGrant => {
  const {
    googleRevocations,
    googleAuthorization,
    tokenCipher,
    alerts,
    clock,
    randomness,
    revocationPolicy,
    googleTimeoutMs,
  } = needs;

  const finish = async (
    claim: ClaimedRevocation,
    outcome: 'revoked' | 'gave-up',
    code?: string,
  ): Promise<RevocationOutcome> => {
    const said = code === undefined ? {} : { code };
    if (!(await googleRevocations.settle(claim, { to: 'finished', ...said })))
      return { outcome: 'overtaken' };
    if (outcome === 'gave-up') {
      const condition = ofClinic(claim.clinicId, 'google-revocation-failed');
      await alerts.open(condition, alertText['google-revocation-failed'], clock.now());
    }
    return { outcome, ...said };
  };

  const later = async (
    claim: ClaimedRevocation,
    code: string,
    retryAfterMs?: number,
  ): Promise<RevocationOutcome> => {
    const at = retryRevocationAt(claim, clock.now(), revocationPolicy, randomness.next(), retryAfterMs);
    if (at === undefined) return finish(claim, 'gave-up', code);
    const held = await googleRevocations.settle(claim, { to: 'retry', at, code });
    return held ? { outcome: 'retry', code } : { outcome: 'overtaken' };
  };

  return async (claim) => {
    const { clinicId, refreshToken } = claim;
    const token = await tokenCipher.open(refreshToken, { clinicId, purpose: 'refresh-token' });
    if ('unreadable' in token) {
      if (token.unreadable === 'foreign') return finish(claim, 'gave-up', 'token-unreadable');
      await alerts.open(ofDeployment('encryption-key-missing'), keyMissing, clock.now());
      return later(claim, token.unreadable);
    }
    // A revocation that comes after its lease could end a grant that was given since: then rather not at all.
    if (claim.leaseUntil.getTime() - clock.now().getTime() <= googleTimeoutMs)
      return { outcome: 'overtaken' };
    const answer = await googleAuthorization.revoke(token.opened);
    return 'ok' in answer ? finish(claim, 'revoked') : later(claim, answer.code, answer.retryAfterMs);
  };
};
