import type { ClinicId } from '../clinic/clinic.ts';
import type { CallerRole } from './caller.ts';

export type MemberRole = 'clinic-admin' | 'clinic-staff';

/** What a clinic says about a person whose token says nothing about clinics. */
export type ClinicMember = {
  readonly clinicId: ClinicId;
  /** The `sub` of their tokens. */
  readonly userId: string;
  readonly role: MemberRole;
  readonly displayName?: string;
  /** By which they were invited. */
  readonly email?: string;
  readonly addedBy: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

/** `keep-an-admin`: the clinic must not be left without an administrator of its own. */
export type AdminRule = 'keep-an-admin' | 'any';

/** Only who stands above the clinics may leave one without an administrator. */
export const adminRuleFor = (own: CallerRole): AdminRule =>
  own === 'platform-admin' ? 'any' : 'keep-an-admin';

/** `admins`: the clinic's, at least two of them where there are two. */
export const isLastAdmin = (admins: readonly string[], userId: string): boolean =>
  admins.length === 1 && admins[0] === userId;

/** By which colleagues know a person; `undefined` of one who was added by id and has not signed in by themselves. */
export const colleagueName = ({
  displayName,
  email,
}: Pick<ClinicMember, 'displayName' | 'email'>): string | undefined => displayName ?? email;
