import { judgedByOthersSince } from '../../domain/connection/former-client.ts';
import { retryRenewalAt } from '../../domain/connection/renewal-policy.ts';
import type { GoogleAuthorization, TokenFailure } from '../ports/connection/google-authorization.ts';
import type {
  ClaimedRenewal,
  GoogleConnections,
  RenewalSettlement,
} from '../ports/connection/google-connections.ts';
import type { ClientHealth } from './client-health.ts';
import { alertText, keyMissing, ofClinic, ofDeployment, reconnectText } from './connection-alerts.ts';
import { renewedTokensTaker, type TakeTokensNeeds } from './take-renewed-tokens.ts';

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

type Needs = TakeTokensNeeds & {
  googleConnections: GoogleConnections;
  googleAuthorization: Pick<GoogleAuthorization, 'renew'>;
  clientHealth: ClientHealth;
};

/** How long a clinic waits when the trouble is ours. */
const deploymentPauseMs = 2 * 60_000;

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
  const takeTokens = renewedTokensTaker(needs);

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
    const text = reconnectText(code);
    await alerts.open(ofClinic(clinicId, 'google-reconnect-required'), text, clock.now());
    return ended;
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
    if ('ok' in answer) {
      await clientHealth.worked();
      return takeTokens(claim, refreshToken.opened, answer.ok);
    }
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
