import { RoleTooHigh } from '../../domain/access/access-errors.ts';
import { mayGive, type CallerRole } from '../../domain/access/caller.ts';
import type { MemberRole } from '../../domain/access/clinic-member.ts';
import { addressOf, invitationLifeMs, type Invitation } from '../../domain/access/invitation.ts';
import { ClinicNotFound } from '../../domain/clinic/clinic-errors.ts';
import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { Invitations } from '../ports/access/invitations.ts';
import type { Clock } from '../ports/system/clock.ts';

/**
 * Invites whoever proves an address at the identity provider. They are members from their next sign-in on; nothing is
 * sent to them. @throws RoleTooHigh, ClinicNotFound
 */
export type InviteMember = (request: {
  readonly id: string;
  readonly clinicId: ClinicId;
  readonly email: string;
  readonly role: MemberRole;
  readonly by: string;
  /** The role of who invites, there. */
  readonly giverRole: CallerRole;
}) => Promise<Invitation>;

type Needs = { invitations: Pick<Invitations, 'put'>; clock: Clock };

export const makeInviteMember =
  ({ invitations, clock }: Needs): InviteMember =>
  async ({ id, clinicId, email, role, by, giverRole }) => {
    if (!mayGive(giverRole, role)) throw new RoleTooHigh(role);
    const createdAt = clock.now();
    const expiresAt = new Date(createdAt.getTime() + invitationLifeMs);
    const invitation = { id, clinicId, email: addressOf(email), role, invitedBy: by, createdAt, expiresAt };
    if (!(await invitations.put(invitation))) throw new ClinicNotFound(clinicId);
    return invitation;
  };
