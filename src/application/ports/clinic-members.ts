import type { ClinicMember, MemberRole } from '../../domain/access/clinic-member.ts';
import type { ClinicId } from '../../domain/clinic/clinic.ts';

type Membership = { readonly clinicId: ClinicId; readonly role: MemberRole };

/** People and the clinics they work for. Contract: tests/contract/clinic-members.contract.ts */
export interface ClinicMembers {
  /** Adds the person, or changes role and name. `undefined` when there is no such clinic. */
  put(member: Omit<ClinicMember, 'createdAt' | 'updatedAt'>, now: Date): Promise<ClinicMember | undefined>;
  /** `true` when there was one to remove. */
  remove(clinicId: ClinicId, userId: string): Promise<boolean>;
  /** By user id, after `afterUserId`. */
  list(clinicId: ClinicId, limit: number, afterUserId?: string): Promise<readonly ClinicMember[]>;
  /** In active clinics only. */
  clinicsOf(userId: string): Promise<readonly Membership[]>;
}
