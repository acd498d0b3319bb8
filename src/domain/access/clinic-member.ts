import type { ClinicId } from '../clinic/clinic.ts';

export type MemberRole = 'clinic-admin' | 'clinic-staff';

/** What a clinic says about a person whose token says nothing about clinics. */
export type ClinicMember = {
  readonly clinicId: ClinicId;
  /** The `sub` of their tokens. */
  readonly userId: string;
  readonly role: MemberRole;
  readonly displayName?: string;
  readonly addedBy: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};
