import { personActor } from '../../domain/access/caller.ts';
import { ClinicNotFound } from '../../domain/clinic/clinic-errors.ts';
import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { AuditTrail } from '../ports/access/audit-trail.ts';
import type { ClinicMembers } from '../ports/access/clinic-members.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { Ids } from '../ports/system/ids.ts';
import type { InviteMember } from './invite-member.ts';

type Appointed = {
  /** `invited`: they are a member from their next sign-in on. */
  readonly as: 'member' | 'invited';
  readonly expiresAt?: Date;
};

/**
 * Makes the first administrator of a clinic, by the `sub` of their tokens or by an address that they will prove when they
 * sign in; done by the operator of the installation, and written into the audit log. @throws ClinicNotFound
 */
export type AppointAdministrator = (request: {
  readonly clinicId: ClinicId;
  readonly person: { readonly sub: string } | { readonly email: string };
  readonly displayName?: string;
}) => Promise<Appointed>;

type Needs = {
  clinicMembers: Pick<ClinicMembers, 'put'>;
  inviteMember: InviteMember;
  auditTrail: AuditTrail;
  ids: Ids;
  clock: Clock;
};

const by = 'local:operator';
const role = 'clinic-admin';

export const makeAppointAdministrator =
  ({ clinicMembers, inviteMember, auditTrail, ids, clock }: Needs): AppointAdministrator =>
  async ({ clinicId, person, displayName }) => {
    const appoint = async (id: string): Promise<Appointed> => {
      if ('email' in person) {
        const invitation = { id, clinicId, email: person.email, role, by } as const;
        const { expiresAt } = await inviteMember({ ...invitation, giverRole: 'platform-admin' });
        return { as: 'invited', expiresAt };
      }
      const member = { clinicId, userId: person.sub, role, addedBy: by } as const;
      const named = displayName === undefined ? member : { ...member, displayName };
      if ((await clinicMembers.put(named, 'any', clock.now())) === undefined)
        throw new ClinicNotFound(clinicId);
      return { as: 'member' };
    };
    const id = ids.next();
    const subject = 'sub' in person ? personActor(person.sub) : `invitation:${id}`;
    const action = 'sub' in person ? 'member.put' : 'member.invite';
    await auditTrail.begin({ id, clinicId, at: clock.now(), actor: by, action, subject, details: { role } });
    try {
      const appointed = await appoint(id);
      await auditTrail.finish(id, { outcome: 'done' }, clock.now());
      return appointed;
    } catch (error) {
      await auditTrail.finish(id, { outcome: 'failed' }, clock.now());
      throw error;
    }
  };
