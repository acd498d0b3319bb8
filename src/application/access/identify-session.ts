import { isLive, endOf } from '../../domain/access/browser-session.ts';
import { personActor, type Caller } from '../../domain/access/caller.ts';
import { given } from '../../domain/given.ts';
import type { BrowserSessions } from '../ports/access/browser-sessions.ts';
import type { ClinicMembers } from '../ports/access/clinic-members.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { Secrets } from '../ports/system/secrets.ts';
import { clinicsNamed } from './identify-caller.ts';

/** Who is signed in in the browser that shows this secret; `undefined` when nobody is any more. */
export type IdentifySession = (secret: string) => Promise<Caller | undefined>;

type Needs = {
  browserSessions: BrowserSessions;
  clinicMembers: ClinicMembers;
  secrets: Secrets;
  clock: Clock;
};

export const makeIdentifySession =
  ({ browserSessions, clinicMembers, secrets, clock }: Needs): IdentifySession =>
  async (secret) => {
    const session = await browserSessions.find(secrets.digest(secret));
    const now = clock.now();
    if (session === undefined || !isLive(session, now)) return undefined;
    await browserSessions.markUsed(session.id, now);
    const { id, userId, displayName, email, role, clinicIds } = session;
    const memberships = role === undefined ? await clinicMembers.clinicsOf(userId) : [];
    return {
      actor: personActor(userId),
      userId,
      kind: 'person',
      expiresAt: endOf({ ...session, lastUsedAt: now }),
      sessionId: id,
      ...given({ displayName, email }),
      ...(role === undefined && { isByMembership: true }),
      isPlatformAdmin: role === 'platform-admin',
      clinics: new Map(
        role === undefined
          ? memberships.map((each) => [each.clinicId, each.role] as const)
          : clinicsNamed(role, clinicIds),
      ),
    };
  };
