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
  /**
   * `true` when there was one to remove. With them go the invitations that they have sent, those to the address by which
   * they came, and what their browsers were to be told of the clinic. @throws LastAdmin as above
   */
  remove(clinicId: ClinicId, userId: string, rule: AdminRule): Promise<boolean>;
  /** By user id, after `afterUserId`. */
  list(clinicId: ClinicId, limit: number, afterUserId?: string): Promise<readonly ClinicMember[]>;
  /** For each: whether the person works for the clinic, and it is active. In the given order. */
  areMembers(
    pairs: readonly { readonly clinicId: ClinicId; readonly userId: string }[],
  ): Promise<readonly boolean[]>;
  /** In active clinics only. */
  clinicsOf(userId: string): Promise<readonly Membership[]>;
}
