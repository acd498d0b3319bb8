import { z } from 'zod';
import type { Invitations } from '../../../application/ports/access/invitations.ts';
import type { MemberRole } from '../../../domain/access/clinic-member.ts';
import { roleAfterInvitation, type Invitation } from '../../../domain/access/invitation.ts';
import { clinicId } from '../../../domain/clinic/clinic.ts';
import type { Pools } from '../pool.ts';
import { inTenant, queryInTenant } from '../transaction.ts';

const invitationRow = z
  .object({
    clinic_id: z.string(),
    id: z.string(),
    email: z.string(),
    role: z.enum(['clinic-admin', 'clinic-staff']),
    invited_by: z.string(),
    created_at: z.date(),
    expires_at: z.date(),
  })
  .transform((row): Invitation => ({
    id: row.id,
    clinicId: clinicId(row.clinic_id),
    email: row.email,
    role: row.role,
    invitedBy: row.invited_by,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  }));

/** Which clinics have invited an address is of many; an invitation is its clinic's. */
export const postgresInvitations = ({ system, tenants }: Pools): Invitations => ({
  put: ({ id, clinicId: clinic, email, role, invitedBy, createdAt, expiresAt }) =>
    inTenant(tenants, clinic, async (client) => {
      await client.query('delete from clinic_invitations where clinic_id = $1 and email = $2', [
        clinic,
        email,
      ]);
      const { rowCount } = await client.query(
        `insert into clinic_invitations (clinic_id, id, email, role, invited_by, created_at, expires_at)
         select clinics.id, $2, $3, $4, $5, $6, $7 from clinics where clinics.id = $1
         on conflict (clinic_id, email) do nothing`,
        [clinic, id, email, role, invitedBy, createdAt, expiresAt],
      );
      return rowCount === 1;
    }),

  accept: ({ clinicId: clinic, id }, { userId, displayName }, now) =>
    inTenant(tenants, clinic, async (client) => {
      const { rows } = await client.query(
        'delete from clinic_invitations where clinic_id = $1 and id = $2 and expires_at > $3 returning *',
        [clinic, id, now],
      );
      const invitation = invitationRow.optional().parse(rows[0]);
      if (invitation === undefined) return undefined;
      const { rows: own } = await client.query<{ role: MemberRole }>(
        'select role from clinic_members where clinic_id = $1 and user_id = $2 for update',
        [clinic, userId],
      );
      const role = roleAfterInvitation(own[0]?.role, invitation.role);
      await client.query(
        `insert into clinic_members
           (clinic_id, user_id, role, display_name, email, added_by, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $7)
         on conflict (clinic_id, user_id)
         do update set role = excluded.role, email = excluded.email, updated_at = excluded.updated_at`,
        [clinic, userId, role, displayName, invitation.email, invitation.invitedBy, now],
      );
      return role;
    }),

  async list(clinic, limit) {
    const { rows } = await queryInTenant(tenants, clinic, {
      text: 'select * from clinic_invitations where clinic_id = $1 order by id desc limit $2',
      values: [clinic, limit],
    });
    return z.array(invitationRow).parse(rows);
  },

  async remove(clinic, id) {
    const { rowCount } = await queryInTenant(tenants, clinic, {
      text: 'delete from clinic_invitations where clinic_id = $1 and id = $2',
      values: [clinic, id],
    });
    return rowCount !== 0;
  },

  async forAddress(email, now) {
    const { rows } = await system.query(
      `select invitation.* from clinic_invitations as invitation
       join clinics as clinic on clinic.id = invitation.clinic_id
       where invitation.email = $1 and invitation.expires_at > $2 and clinic.is_active
       order by invitation.clinic_id`,
      [email, now],
    );
    return z.array(invitationRow).parse(rows);
  },
});
