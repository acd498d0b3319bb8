import type { PoolClient } from 'pg';
import { z } from 'zod';
import type { ClinicMembers } from '../../../application/ports/access/clinic-members.ts';
import { LastAdmin } from '../../../domain/access/access-errors.ts';
import { personActor } from '../../../domain/access/caller.ts';
import { isLastAdmin, type AdminRule, type ClinicMember } from '../../../domain/access/clinic-member.ts';
import { clinicId, type ClinicId } from '../../../domain/clinic/clinic.ts';
import type { Pools } from '../pool.ts';
import { inTenant, queryInTenant } from '../transaction.ts';
import { given } from '../../../domain/given.ts';

const role = z.enum(['clinic-admin', 'clinic-staff']);
const memberRow = z
  .object({
    clinic_id: z.string(),
    user_id: z.string(),
    role,
    display_name: z.string().nullable(),
    email: z.string().nullable(),
    added_by: z.string(),
    created_at: z.date(),
    updated_at: z.date(),
  })
  .transform((row): ClinicMember => ({
    clinicId: clinicId(row.clinic_id),
    userId: row.user_id,
    role: row.role,
    ...given({ displayName: row.display_name ?? undefined, email: row.email ?? undefined }),
    addedBy: row.added_by,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }));
const membershipRow = z
  .object({ clinic_id: z.string(), role })
  .transform((row) => ({ clinicId: clinicId(row.clinic_id), role: row.role }));

/** The clinics of a person are of many clinics; the people of a clinic are its own. */
export const postgresClinicMembers = ({ system, tenants }: Pools): ClinicMembers => ({
  put: ({ clinicId: clinic, userId, role: given, displayName, addedBy }, rule, now) =>
    inTenant(tenants, clinic, async (client) => {
      if (given !== 'clinic-admin') await refuseLastAdmin(client, { clinic, userId, rule });
      const { rows } = await client.query(
        `insert into clinic_members (clinic_id, user_id, role, display_name, added_by, created_at, updated_at)
       select id, $2, $3, $4, $5, $6, $6 from clinics where id = $1
       on conflict (clinic_id, user_id)
       do update set role = excluded.role, display_name = excluded.display_name, updated_at = excluded.updated_at
       returning *`,
        [clinic, userId, given, displayName, addedBy, now],
      );
      return memberRow.optional().parse(rows[0]);
    }),

  remove: (clinic, userId, rule) =>
    inTenant(tenants, clinic, async (client) => {
      await refuseLastAdmin(client, { clinic, userId, rule });
      const { rows } = await client.query<{ email: string | null }>(
        'delete from clinic_members where clinic_id = $1 and user_id = $2 returning email',
        [clinic, userId],
      );
      if (rows[0] === undefined) return false;
      await client.query(
        'delete from clinic_invitations where clinic_id = $1 and (invited_by = $2 or email = $3)',
        [clinic, personActor(userId), rows[0].email],
      );
      await client.query(
        `update whatsapp_conversations_improved set assigned_to = null, assigned_at = null
         where clinic_id = $1 and assigned_to = $2`,
        [clinic, personActor(userId)],
      );
      await client.query('delete from push_subscriptions where clinic_id = $1 and user_id = $2', [
        clinic,
        userId,
      ]);
      return true;
    }),

  async list(clinic, limit, afterUserId) {
    const { rows } = await queryInTenant(tenants, clinic, {
      text: `select * from clinic_members
       where clinic_id = $1 and ($3::text is null or user_id collate "C" > $3)
       order by user_id collate "C"
       limit $2`,
      values: [clinic, limit, afterUserId],
    });
    return z.array(memberRow).parse(rows);
  },

  async areMembers(pairs) {
    const { rows } = await system.query<{ is_member: boolean }>(
      `select exists (
         select from clinic_members as member
         join clinics as clinic on clinic.id = member.clinic_id
         where member.clinic_id = pair.clinic_id and member.user_id = pair.user_id and clinic.is_active
       ) as is_member
       from unnest($1::uuid[], $2::text[]) with ordinality as pair (clinic_id, user_id, place)
       order by pair.place`,
      [pairs.map((pair) => pair.clinicId), pairs.map(({ userId }) => userId)],
    );
    return rows.map((row) => row.is_member);
  },

  async clinicsOf(userId) {
    const { rows } = await system.query({
      text: `select member.clinic_id, member.role
       from clinic_members as member
       join clinics as clinic on clinic.id = member.clinic_id
       where member.user_id = $1 and clinic.is_active
       order by member.clinic_id`,
      values: [userId],
    });
    return z.array(membershipRow).parse(rows);
  },
});

type Loss = { readonly clinic: ClinicId; readonly userId: string; readonly rule: AdminRule };

/** Until the end of the transaction nobody else takes an administrator from the clinic: two would rely on each other. */
async function refuseLastAdmin(client: PoolClient, { clinic, userId, rule }: Loss): Promise<void> {
  await client.query(`select pg_advisory_xact_lock(hashtextextended('clinic-admins:' || $1::uuid, 0))`, [
    clinic,
  ]);
  if (rule === 'any') return;
  const { rows } = await client.query<{ user_id: string }>(
    `select user_id from clinic_members where clinic_id = $1 and role = 'clinic-admin' limit 2`,
    [clinic],
  );
  const admins = rows.map((row) => row.user_id);
  if (isLastAdmin(admins, userId)) throw new LastAdmin(userId);
}
