import { GoogleMisconfigured } from '../../domain/connection/connection-errors.ts';
import { ConsentUnfinished, PermissionsMissing } from '../../domain/connection/consent-errors.ts';
import { ConsentRefused, type ConsentRefusal } from '../../domain/connection/consent-refusals.ts';
import { missingPermissions } from '../../domain/connection/oauth-scopes.ts';
import { isRefused } from '../../domain/connection/oauth-state.ts';
import type { Alerts } from '../ports/operations/alerts.ts';
import type { Clock } from '../ports/system/clock.ts';
import type {
  ExchangeFailure,
  GoogleAuthorization,
  GoogleGrant,
} from '../ports/connection/google-authorization.ts';
import type { OAuthStates, PendingConsent } from '../ports/connection/oauth-states.ts';
import type { Secrets } from '../ports/system/secrets.ts';
import type { StateSigner } from '../ports/connection/state-signer.ts';
import type { Timers } from '../ports/system/timers.ts';
import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { TokenCipher } from '../ports/connection/token-cipher.ts';
import type { ClientHealth } from './client-health.ts';
import { ofDeployment } from './connection-alerts.ts';

/** What the browser brought back from Google. */
export type ConsentAnswer = {
  readonly state: string;
  readonly code?: string;
  readonly error?: string;
  readonly issuer?: string;
  /** The cookie of the browser that came. */
  readonly browser?: string;
};

export type RedeemedConsent = {
  readonly pending: PendingConsent;
  readonly grant: GoogleGrant;
  /** When the code was sent to Google. */
  readonly exchangedAt: Date;
};

/** The browser came a second time, after the first one had connected: there is nothing to do. */
type RepeatedConsent = { readonly repeated: { readonly clinicId: ClinicId; readonly userId: string } };

/**
 * Turns a consent into a complete grant. A state is used up by whoever brings it rightly, even if what follows fails.
 * @throws ConsentRefused, PermissionsMissing, ConsentUnfinished, GoogleMisconfigured
 */
export type RedeemConsent = (answer: ConsentAnswer) => Promise<RedeemedConsent | RepeatedConsent>;

type Needs = {
  oauthStates: OAuthStates;
  googleAuthorization: Pick<GoogleAuthorization, 'isIssuer' | 'exchange'>;
  tokenCipher: TokenCipher;
  stateSigner: StateSigner;
  secrets: Secrets;
  clientHealth: ClientHealth;
  alerts: Alerts;
  clock: Clock;
  timers: Pick<Timers, 'sleep'>;
};

/** How long a second load waits for the first one's end. */
const looks = 12;
const lookMs = 250;

const refusals: ReadonlyMap<string, ConsentRefusal> = new Map<string, ConsentRefusal>([
  ['access_denied', 'denied'],
  ['admin_policy_enforced', 'administrator-refused'],
  ['org_internal', 'administrator-refused'],
]);

export const makeRedeemConsent = (needs: Needs): RedeemConsent => {
  const { oauthStates, googleAuthorization, tokenCipher, stateSigner, secrets, clientHealth, alerts, clock } =
    needs;

  const takeState = async ({
    state,
    issuer,
    browser,
  }: ConsentAnswer): Promise<PendingConsent | RepeatedConsent> => {
    if (issuer !== undefined && !googleAuthorization.isIssuer(issuer))
      throw new ConsentRefused('issuer-foreign');
    const claims = await stateSigner.read(state, clock.now());
    if (isRefused(claims)) throw new ConsentRefused(`state-${claims.refused}`);
    const browserHash = browser === undefined ? undefined : secrets.digest(browser);
    const { clinicId, userId } = claims;
    const hash = secrets.digest(claims.id);
    let pending = await oauthStates.consume(clinicId, hash, browserHash, clock.now());
    for (let look = 0; look < looks && isOpen(pending); look += 1) {
      await needs.timers.sleep(lookMs);
      pending = await oauthStates.consume(clinicId, hash, browserHash, clock.now());
    }
    if (pending === 'foreign') throw new ConsentRefused('state-foreign');
    if (pending === 'unknown' || pending.userId !== userId) throw new ConsentRefused('state-used');
    if (!('used' in pending)) return pending;
    if (pending.used !== 'connected') throw new ConsentRefused('state-used');
    return { repeated: { clinicId, userId } };
  };

  const exchange = async (
    code: string,
    { clinicId, verifier, nonce }: PendingConsent,
  ): Promise<GoogleGrant> => {
    const opened = await tokenCipher.open(verifier, { clinicId, purpose: 'code-verifier' });
    if ('unreadable' in opened) throw new ConsentRefused('state-tampered');
    const answer = await googleAuthorization.exchange({ code, verifier: opened.opened, nonce });
    if ('failure' in answer) throw await refusalOf(answer);
    await clientHealth.worked();
    return answer.ok;
  };

  /** A refused code says nothing about a connection that is stored (docs/vendors/google.md#refresh-tokens). */
  const refusalOf = async ({ failure, code }: ExchangeFailure): Promise<Error> => {
    switch (failure) {
      case 'identity-unproven':
        return new ConsentRefused('identity-unproven');
      case 'grant-dead':
        return new ConsentRefused(
          code === 'invalid_grant' ? 'code-refused' : (refusals.get(code) ?? 'consent-failed'),
        );
      case 'transient':
        return new ConsentUnfinished();
      case 'deployment':
      case 'other-client':
        await clientHealth.refused(code);
        return new GoogleMisconfigured();
      case 'bug': {
        const message = `Google refuses how we ask for tokens (${code})`;
        await alerts.open(ofDeployment('google-request-refused'), message, clock.now());
        return new GoogleMisconfigured();
      }
    }
  };

  const redeem = async (answer: ConsentAnswer, pending: PendingConsent): Promise<RedeemedConsent> => {
    if (answer.error !== undefined) {
      throw new ConsentRefused(refusals.get(answer.error) ?? 'consent-failed');
    }
    if (answer.code === undefined) throw new ConsentRefused('code-missing');
    const exchangedAt = clock.now();
    const grant = await exchange(answer.code, pending);
    const missing = missingPermissions(grant.scopes);
    if (missing.length > 0) throw new PermissionsMissing(missing);
    return { pending, grant, exchangedAt };
  };

  return async (answer) => {
    const pending = await takeState(answer);
    if ('repeated' in pending) return pending;
    try {
      return await redeem(answer, pending);
    } catch (error) {
      await oauthStates.finish(pending, 'refused');
      throw error;
    }
  };
};

const isOpen = (consent: Awaited<ReturnType<OAuthStates['consume']>>): boolean =>
  typeof consent === 'object' && 'used' in consent && consent.used === 'open';
