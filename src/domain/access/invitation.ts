import type { ClinicId } from '../clinic/clinic.ts';
import type { MemberRole } from './clinic-member.ts';

/** Lets whoever proves this address become a member of the clinic. */
export type Invitation = {
  readonly id: string;
  readonly clinicId: ClinicId;
  /** Lower case. */
  readonly email: string;
  readonly role: MemberRole;
  readonly invitedBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
};

/** An invitation raises a role and never lowers one. */
export const roleAfterInvitation = (own: MemberRole | undefined, invited: MemberRole): MemberRole =>
  own === 'clinic-admin' ? own : invited;

export const invitationLifeMs = 14 * 24 * 3_600_000;

/** Addresses are compared without their case. */
export const addressOf = (email: string): string => email.trim().toLowerCase();
