import type { ClinicId } from '../clinic/clinic.ts';
import type { BrowserSessionId } from './browser-session-id.ts';

/** `service`: a machine. The names are those of `app_metadata.atende_role` in a caller's token. */
export type CallerRole = 'platform-admin' | 'clinic-admin' | 'clinic-staff' | 'service';
export type ClinicRole = Exclude<CallerRole, 'platform-admin'>;

export const callerRoles: readonly CallerRole[] = [
  'platform-admin',
  'clinic-admin',
  'clinic-staff',
  'service',
];

/** Who calls the API, proven. */
export type Caller = {
  /** For the audit log: `user:<id>`, `key:<id>`, `local:operator`. */
  readonly actor: string;
  readonly userId: string;
  readonly kind: 'person' | 'machine';
  /** When their token, key or session ends; what lasts longer than a request ends with it. */
  readonly expiresAt?: Date;
  /** Of the browser that they are signed in with. */
  readonly sessionId?: BrowserSessionId;
  /** What the identity provider calls them; only of who signed in with a browser. */
  readonly displayName?: string;
  readonly email?: string;
  /** What they may is what the clinics' members say, and ends when they are removed. */
  readonly isByMembership?: true;
  /** Reaches every clinic. */
  readonly isPlatformAdmin: boolean;
  /** The role in each clinic of theirs. */
  readonly clinics: ReadonlyMap<ClinicId, ClinicRole>;
};

const personPrefix = 'user:';

/** As the audit log names a person. */
export const personActor = (userId: string): string => `${personPrefix}${userId}`;

/** The person whom an actor names; `undefined` where it names none. */
export const personNamed = (actor: string): string | undefined =>
  actor.startsWith(personPrefix) && actor !== personPrefix ? actor.slice(personPrefix.length) : undefined;

/** Which clinics a caller may see with certain roles. */
export type Reach = 'all' | readonly ClinicId[];

export const roleIn = (caller: Caller, clinicId: ClinicId): CallerRole | undefined =>
  caller.isPlatformAdmin ? 'platform-admin' : caller.clinics.get(clinicId);

/** The clinics in which the caller has one of these roles; `undefined` when there is not even one. */
export function reachOf(caller: Caller, roles: readonly CallerRole[]): Reach | undefined {
  if (caller.isPlatformAdmin) return roles.includes('platform-admin') ? 'all' : undefined;
  const clinics = [...caller.clinics].filter(([, role]) => roles.includes(role)).map(([id]) => id);
  return clinics.length === 0 ? undefined : clinics;
}

const rank: Readonly<Record<CallerRole, number>> = {
  'clinic-staff': 1,
  service: 1,
  'clinic-admin': 2,
  'platform-admin': 3,
};

/** Nobody gives away more than they have. */
export const mayGive = (own: CallerRole, given: CallerRole): boolean =>
  rank[own] >= 2 && rank[own] >= rank[given];

/** Whoever says which number of Meta's is whose could read another clinic's patients. */
export const mayBindNumbers = (own: CallerRole): boolean => own === 'platform-admin';
