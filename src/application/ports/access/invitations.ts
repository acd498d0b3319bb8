import type { MemberRole } from '../../../domain/access/clinic-member.ts';
import type { Invitation } from '../../../domain/access/invitation.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';

/** Who may join a clinic. Contract: tests/contract/contracts/access/invitations.contract.ts */
export interface Invitations {
  /** In place of an earlier one for the same address. `false` when there is no such clinic. */
  put(invitation: Invitation): Promise<boolean>;
  /** Newest first. */
  list(clinicId: ClinicId, limit: number): Promise<readonly Invitation[]>;
  /** `true` when there was one. */
  remove(clinicId: ClinicId, id: string): Promise<boolean>;
  /**
   * Makes the person a member, or raises their role, and ends the invitation with it. The role that they have then;
   * `undefined` when the invitation is gone or over.
   */
  accept(
    invitation: Pick<Invitation, 'clinicId' | 'id'>,
    person: { readonly userId: string; readonly displayName: string },
    now: Date,
  ): Promise<MemberRole | undefined>;
  /** Of all active clinics, those that are not over. */
  forAddress(email: string, now: Date): Promise<readonly Invitation[]>;
}
