import type { RenewalPolicy } from '../../domain/connection/renewal-policy.ts';
import type { GrantedTokens } from '../ports/connection/google-authorization.ts';
import type {
  ClaimedRenewal,
  GoogleConnections,
  RenewedTokens,
} from '../ports/connection/google-connections.ts';
import type { TokenCipher } from '../ports/connection/token-cipher.ts';
import type { Alerts } from '../ports/operations/alerts.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { Randomness } from '../ports/system/randomness.ts';
import { alertText, ofClinic } from './connection-alerts.ts';
import { sealGrant } from './sealed-grant.ts';

export type TakeTokensNeeds = {
  googleConnections: Pick<GoogleConnections, 'settle' | 'keepReplaced'>;
  tokenCipher: TokenCipher;
  alerts: Alerts;
  clock: Clock;
  randomness: Randomness;
  renewalPolicy: RenewalPolicy;
};

/** A key rotation may seal the token again between look and write, once per rotation. */
const rescueTries = 3;

/**
 * Keeps what Google has granted for the token that was `sent`. A replaced refresh token is kept also when the claim is lost:
 * the old one may not work any more.
 */
export function renewedTokensTaker(needs: TakeTokensNeeds) {
  const { googleConnections, tokenCipher, alerts, clock, renewalPolicy } = needs;

  return async (
    claim: ClaimedRenewal,
    sent: string,
    granted: GrantedTokens,
  ): Promise<{ readonly outcome: 'renewed' | 'overtaken' }> => {
    const tokens = await sealGrant(claim.clinicId, granted, needs);
    const isInTime = await googleConnections.settle(claim, { to: 'renewed', tokens });
    const isRescued = !isInTime && (await rescue(claim, sent, tokens));
    if (!isInTime && !isRescued) return { outcome: 'overtaken' };
    // meanwhile others may have failed with the replaced token, and said so
    if (isRescued) await alerts.resolve(ofClinic(claim.clinicId, 'google-reconnect-required'), clock.now());
    if (isRescued || claim.failures > 0)
      await alerts.resolve(ofClinic(claim.clinicId, 'google-renewal-failing'), clock.now());
    await warnOfEnd(claim, tokens);
    return { outcome: 'renewed' };
  };

  /** The stored token is still the one that was `sent`, perhaps sealed with another key meanwhile. */
  async function rescue(claim: ClaimedRenewal, sent: string, tokens: RenewedTokens): Promise<boolean> {
    if (tokens.refreshToken === undefined) return false;
    const { clinicId, sub } = claim;
    let { refreshToken } = claim;
    for (let left = rescueTries; left > 0; left -= 1) {
      const outcome = await googleConnections.keepReplaced({ clinicId, sub, refreshToken }, tokens);
      if (typeof outcome === 'boolean') return outcome;
      const read = await tokenCipher.open(outcome.stored, { clinicId, purpose: 'refresh-token' });
      if (!('opened' in read) || read.opened !== sent) return false;
      refreshToken = outcome.stored;
    }
    return false;
  }

  async function warnOfEnd(claim: ClaimedRenewal, tokens: RenewedTokens): Promise<void> {
    const end = tokens.refreshExpiresAt ?? claim.refreshExpiresAt;
    if (end === undefined || end.getTime() - clock.now().getTime() > renewalPolicy.warnBeforeEndMs) return;
    const condition = ofClinic(claim.clinicId, 'google-access-ends');
    await alerts.open(condition, alertText['google-access-ends'], clock.now());
  }
}
