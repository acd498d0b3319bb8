import type { AdminRule, ClinicMember, MemberRole } from '../../../domain/access/clinic-member.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';

type Membership = { readonly clinicId: ClinicId; readonly role: MemberRole };

/** People and the clinics they work for. Contract: tests/contract/contracts/access/clinic-members.contract.ts */
export interface ClinicMembers {
  /**
   * Adds the person, or changes role and name. `undefined` when there is no such clinic.
   * @throws LastAdmin when `rule` forbids that the clinic loses its only administrator, also to two changes at once
   */
  put(
    member: Omit<ClinicMember, 'createdAt' | 'updatedAt'>,
    rule: AdminRule,
    now: Date,
  ): Promise<ClinicMember | undefined>;
  /** `true` when there was one to remove. @throws LastAdmin as above */
  remove(clinicId: ClinicId, userId: string, rule: AdminRule): Promise<boolean>;
  /** By user id, after `afterUserId`. */
  list(clinicId: ClinicId, limit: number, afterUserId?: string): Promise<readonly ClinicMember[]>;
  /** In active clinics only. */
  clinicsOf(userId: string): Promise<readonly Membership[]>;
}
