import { judgedByOthersSince } from '../../domain/connection/former-client.ts';
import { retryRenewalAt, type RenewalPolicy } from '../../domain/connection/renewal-policy.ts';
import type { Alerts } from '../ports/operations/alerts.ts';
import type { Clock } from '../ports/system/clock.ts';
import type {
  GoogleAuthorization,
  GrantedTokens,
  TokenFailure,
} from '../ports/connection/google-authorization.ts';
import type {
  ClaimedRenewal,
  GoogleConnections,
  RenewalSettlement,
  RenewedTokens,
} from '../ports/connection/google-connections.ts';
import type { Randomness } from '../ports/system/randomness.ts';
import type { TokenCipher } from '../ports/connection/token-cipher.ts';
import type { ClientHealth } from './client-health.ts';
import { alertText, keyMissing, ofClinic, ofDeployment } from './connection-alerts.ts';
import { sealGrant } from './sealed-grant.ts';

export type RenewalOutcome = {
  readonly outcome:
    | 'renewed'
    /** Failed for now. */
    | 'failed'
    | 'reconnect-required'
    /** Nothing was learned about this clinic. */
    | 'postponed'
    /** Somebody else renewed, connected or disconnected meanwhile: nothing was changed. */
    | 'overtaken';
  readonly code?: string;
  /** Connections of the same account that are checked now. */
  readonly probed?: number;
};

/** Renews the tokens of one claimed connection. Throws only when the database fails. */
export type RenewTokens = (claim: ClaimedRenewal) => Promise<RenewalOutcome>;

type Needs = {
  googleConnections: GoogleConnections;
  googleAuthorization: Pick<GoogleAuthorization, 'renew'>;
  tokenCipher: TokenCipher;
  clientHealth: ClientHealth;
  alerts: Alerts;
  clock: Clock;
  randomness: Randomness;
  renewalPolicy: RenewalPolicy;
};

/** How long a clinic waits when the trouble is ours. */
const deploymentPauseMs = 2 * 60_000;

/** A key rotation may seal the token again between look and write, once per rotation. */
const rescueTries = 3;

/**
 * Every write is guarded by the claim, so the row is as it was when its token was sent: a verdict of death can only hit
 * the grant it was spoken about.
 */
export const makeRenewTokens = (needs: Needs): RenewTokens => {
  const {
    googleConnections,
    googleAuthorization,
    tokenCipher,
    clientHealth,
    alerts,
    clock,
    randomness,
    renewalPolicy,
  } = needs;

  const settle = async (
    claim: ClaimedRenewal,
    settlement: RenewalSettlement,
    outcome: RenewalOutcome,
  ): Promise<RenewalOutcome> =>
    (await googleConnections.settle(claim, settlement)) ? outcome : { outcome: 'overtaken' };

  const postpone = (claim: ClaimedRenewal, code: string, ms: number) => {
    const at = new Date(clock.now().getTime() + ms * (1 + randomness.next()));
    return settle(claim, { to: 'postponed', nextRenewalAt: at }, { outcome: 'postponed', code });
  };

  const declareDead = async (claim: ClaimedRenewal, code: string): Promise<RenewalOutcome> => {
    const { clinicId } = claim;
    const ended = await settle(
      claim,
      { to: 'reconnect-required', code },
      { outcome: 'reconnect-required', code },
    );
    if (ended.outcome === 'overtaken') return ended;
    await alerts.resolve(ofClinic(clinicId, 'google-renewal-failing'), clock.now());
    const text = alertText['google-reconnect-required'];
    await alerts.open(ofClinic(clinicId, 'google-reconnect-required'), text, clock.now());
    return ended;
  };

  /** The stored token is still the one that was `sent`, perhaps sealed with another key meanwhile. */
  const rescue = async (claim: ClaimedRenewal, sent: string, tokens: RenewedTokens): Promise<boolean> => {
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
  };

  const takeTokens = async (
    claim: ClaimedRenewal,
    sent: string,
    granted: GrantedTokens,
  ): Promise<RenewalOutcome> => {
    await clientHealth.worked();
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

  const warnOfEnd = async (claim: ClaimedRenewal, tokens: RenewedTokens): Promise<void> => {
    const end = tokens.refreshExpiresAt ?? claim.refreshExpiresAt;
    if (end === undefined || end.getTime() - clock.now().getTime() > renewalPolicy.warnBeforeEndMs) return;
    const condition = ofClinic(claim.clinicId, 'google-access-ends');
    await alerts.open(condition, alertText['google-access-ends'], clock.now());
  };

  const failForNow = async (claim: ClaimedRenewal, { code, retryAfterMs }: TokenFailure) => {
    const now = clock.now();
    const at = retryRenewalAt(claim.failures + 1, now, renewalPolicy, randomness.next(), retryAfterMs);
    const ended = await settle(claim, { to: 'failed', code, nextRenewalAt: at }, { outcome: 'failed', code });
    if (ended.outcome === 'failed' && claim.expiresAt.getTime() <= now.getTime()) {
      const condition = ofClinic(claim.clinicId, 'google-renewal-failing');
      await alerts.open(condition, alertText['google-renewal-failing'], now);
    }
    return ended;
  };

  return async (claim) => {
    const { clinicId, sub } = claim;
    const refreshToken = await tokenCipher.open(claim.refreshToken, { clinicId, purpose: 'refresh-token' });
    if ('unreadable' in refreshToken) {
      if (refreshToken.unreadable === 'foreign') return declareDead(claim, 'token-unreadable');
      await alerts.open(ofDeployment('encryption-key-missing'), keyMissing, clock.now());
      return postpone(claim, refreshToken.unreadable, deploymentPauseMs);
    }
    const asked = clock.now();
    const answer = await googleAuthorization.renew(refreshToken.opened);
    if ('ok' in answer) return takeTokens(claim, refreshToken.opened, answer.ok);
    switch (answer.failure) {
      case 'transient':
        return failForNow(claim, answer);
      case 'deployment':
        await clientHealth.refused(answer.code);
        return postpone(claim, answer.code, deploymentPauseMs);
      case 'other-client': {
        const since = judgedByOthersSince(claim, answer.code, asked, renewalPolicy);
        if (since !== undefined && clientHealth.workedSince(since)) return declareDead(claim, answer.code);
        await clientHealth.refusedForGrant(answer.code);
        return failForNow(claim, answer);
      }
      case 'bug':
        await alerts.open(
          ofDeployment('google-request-refused'),
          `Google refuses how we ask for tokens (${answer.code})`,
          clock.now(),
        );
        return postpone(claim, answer.code, renewalPolicy.capMs);
      case 'grant-dead': {
        const ended = await declareDead(claim, answer.code);
        if (ended.outcome === 'overtaken') return ended;
        return { ...ended, probed: await googleConnections.probeSiblings(clinicId, sub, asked) };
      }
    }
  };
};
