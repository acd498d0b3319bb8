import { browserSessionId } from '../../domain/access/browser-session-id.ts';
import { personActor } from '../../domain/access/caller.ts';
import {
  beginSession,
  returnPlace,
  type BrowserSession,
  type ProvenPerson,
} from '../../domain/access/browser-session.ts';
import type { BrowserSessions } from '../ports/access/browser-sessions.ts';
import type { AuditTrail } from '../ports/access/audit-trail.ts';
import type { IdentityProvider, SignInAttempt } from '../ports/access/identity-provider.ts';
import type { Invitations } from '../ports/access/invitations.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { Ids } from '../ports/system/ids.ts';
import type { Secrets } from '../ports/system/secrets.ts';

/** Of one browser: what it must bring back, and where it goes afterwards. */
export type PendingSignIn = SignInAttempt & { readonly returnTo: string };

/** The sign-in of people by an identity provider. */
export type SignIn = {
  /** @throws IdentityProviderUnavailable */
  begin(returnTo: string | undefined): Promise<{ readonly url: string; readonly pending: PendingSignIn }>;
  /**
   * A new session, and the secret for the browser's cookie, which is shown once. Whoever proves an address that a clinic
   * has invited becomes its member. @throws SignInRefused, IdentityProviderUnavailable
   */
  complete(
    query: string,
    pending: PendingSignIn,
    requestId: string,
  ): Promise<{ readonly session: BrowserSession; readonly secret: string }>;
};

type Needs = {
  identityProvider: IdentityProvider;
  browserSessions: BrowserSessions;
  invitations: Invitations;
  auditTrail: AuditTrail;
  secrets: Secrets;
  ids: Ids;
  clock: Clock;
};

export const makeSignIn = (needs: Needs): SignIn => {
  const { identityProvider, browserSessions, secrets, ids, clock } = needs;
  return {
    async begin(returnTo) {
      const attempt = { state: secrets.next(), nonce: secrets.next(), verifier: secrets.next() };
      const url = await identityProvider.signInUrl(attempt);
      return { url, pending: { ...attempt, returnTo: returnPlace(returnTo) } };
    },

    async complete(query, pending, requestId) {
      const person = await identityProvider.whoCameBack(query, pending);
      await acceptInvitations(needs, person, requestId);
      const secret = secrets.next();
      const session = beginSession(browserSessionId(ids.next()), person, clock.now());
      await browserSessions.add(session, secrets.digest(secret));
      return { session, secret };
    },
  };
};

/** A role that the provider gives stands in for every membership, so there is nothing to accept then. */
async function acceptInvitations(
  { invitations, auditTrail, ids, clock }: Needs,
  { userId, email, displayName, role }: ProvenPerson,
  requestId: string,
): Promise<void> {
  if (email === undefined || role !== undefined) return;
  const person = { userId, displayName: displayName ?? email };
  for (const invitation of await invitations.forAddress(email, clock.now())) {
    const entry = { id: ids.next(), clinicId: invitation.clinicId, at: clock.now(), requestId };
    const who = { actor: personActor(userId), action: 'member.join', subject: `invitation:${invitation.id}` };
    await auditTrail.begin({ ...entry, ...who, details: {} });
    const joined = await invitations.accept(invitation, person, clock.now());
    const end =
      joined === undefined
        ? ({ outcome: 'refused', code: 'access.invitation-not-found' } as const)
        : ({ outcome: 'done', details: { role: joined } } as const);
    await auditTrail.finish(entry.id, end, clock.now());
  }
}
