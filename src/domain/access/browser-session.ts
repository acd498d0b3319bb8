import type { ClinicId } from '../clinic/clinic.ts';
import type { CallerRole } from './caller.ts';
import type { BrowserSessionId } from './browser-session-id.ts';

/** A person whom the identity provider has proven. */
export type ProvenPerson = {
  /** The provider's `sub`. */
  readonly userId: string;
  /** Lower case; only where the provider says that it is proven. */
  readonly email?: string;
  readonly displayName?: string;
  /** Absent when the provider says nothing about roles: then the members of the clinics decide. */
  readonly role?: CallerRole;
  readonly clinicIds: readonly ClinicId[];
};

/** One browser in which a person is signed in. */
export type BrowserSession = ProvenPerson & {
  readonly id: BrowserSessionId;
  readonly createdAt: Date;
  readonly lastUsedAt: Date;
  /** However much it is used. */
  readonly endsAt: Date;
  readonly endedAt?: Date;
};

const hour = 3_600_000;
/** A day of work, and a computer that somebody has left. */
export const sessionTimes = { longestMs: 12 * hour, idleMs: hour };

export const beginSession = (id: BrowserSessionId, person: ProvenPerson, now: Date): BrowserSession => ({
  ...person,
  id,
  createdAt: now,
  lastUsedAt: now,
  endsAt: new Date(now.getTime() + sessionTimes.longestMs),
});

/** When it ends if nobody uses it any more. */
export const endOf = ({ endsAt, lastUsedAt }: BrowserSession): Date =>
  new Date(Math.min(endsAt.getTime(), lastUsedAt.getTime() + sessionTimes.idleMs));

export const isLive = (session: BrowserSession, now: Date): boolean =>
  session.endedAt === undefined && now < endOf(session);

const ofConsole = /^\/console(?:\/[\w/.~%-]*)?(?:\?[\w=&.~%+-]*)?$/;
/** A step up, as browsers read it also when it is written in percents; it would lead out of the console. */
const stepUp = /\/(?:\.|%2e){1,2}(?:[/?]|$)/i;

/** A place of our own pages to which a browser may be sent after signing in; anything else would be an open redirect. */
export const returnPlace = (asked: string | undefined): string =>
  asked !== undefined && ofConsole.test(asked) && !stepUp.test(asked) ? asked : '/console';
