import { ClinicNotFound } from '../../domain/clinic/clinic-errors.ts';
import type { ClinicId } from '../../domain/clinic/clinic.ts';
import { returnPlace } from '../../domain/access/browser-session.ts';
import { stateLifeMs } from '../../domain/connection/oauth-state.ts';
import type { Clinics } from '../ports/clinic/clinics.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { GoogleAuthorization } from '../ports/connection/google-authorization.ts';
import type { GoogleConnections } from '../ports/connection/google-connections.ts';
import type { OAuthStates } from '../ports/connection/oauth-states.ts';
import type { Secrets } from '../ports/system/secrets.ts';
import type { StateSigner } from '../ports/connection/state-signer.ts';
import type { TokenCipher } from '../ports/connection/token-cipher.ts';

type StartRequest = {
  readonly clinicId: ClinicId;
  /** As the audit log names them. */
  readonly userId: string;
  /** The cookie of the browser that has to come back; absent when it cannot be bound. */
  readonly browser?: string;
  /** The page of the console to come back to. */
  readonly returnTo?: string;
};

type StartedConsent = {
  /** Where the person's browser has to go. */
  readonly consentUrl: string;
  /** Signed; part of the URL. */
  readonly state: string;
  readonly expiresAt: Date;
};

/** The first half of ConnectGoogle: nothing but a pending consent is written. @throws ClinicNotFound */
export type StartConsent = (request: StartRequest) => Promise<StartedConsent>;

type Needs = {
  clinics: Clinics;
  googleConnections: GoogleConnections;
  oauthStates: OAuthStates;
  googleAuthorization: Pick<GoogleAuthorization, 'consentUrl'>;
  tokenCipher: TokenCipher;
  stateSigner: StateSigner;
  secrets: Secrets;
  clock: Clock;
};

export const makeStartConsent = (needs: Needs): StartConsent => {
  const {
    clinics,
    googleConnections,
    oauthStates,
    googleAuthorization,
    tokenCipher,
    stateSigner,
    secrets,
    clock,
  } = needs;
  return async ({ clinicId, userId, browser, returnTo }) => {
    if ((await clinics.get(clinicId)) === undefined) throw new ClinicNotFound(clinicId);
    const now = clock.now();
    const expiresAt = new Date(now.getTime() + stateLifeMs);
    const [id, nonce, verifier] = [secrets.next(), secrets.next(), secrets.next()];
    const state = await stateSigner.sign({
      id,
      clinicId,
      userId,
      expiresAt,
      ...(returnTo !== undefined && { returnTo: returnPlace(returnTo) }),
    });
    await oauthStates.add(
      {
        clinicId,
        stateHash: secrets.digest(id),
        userId,
        verifier: await tokenCipher.seal(verifier, { clinicId, purpose: 'code-verifier' }),
        nonce,
        expiresAt,
        ...(browser !== undefined && { browserHash: secrets.digest(browser) }),
      },
      now,
    );
    const known = await googleConnections.get(clinicId);
    const consentUrl = googleAuthorization.consentUrl({
      state,
      nonce,
      challenge: secrets.digest(verifier),
      ...(known && known.status !== 'disconnecting' && { expectedSub: known.account.sub }),
    });
    return { consentUrl, state, expiresAt };
  };
};
