import type { PushSubscriptions } from '../../../application/ports/push/push-subscriptions.ts';
import type { Pools } from '../pool.ts';
import { inTenant, queryInTenant } from '../transaction.ts';

export const postgresPushSubscriptions = ({ system, tenants }: Pools): PushSubscriptions => ({
  put: ({ id, clinicId, userId, endpoint, sessionId, isByMembership, since, endsAt }, most, now) =>
    inTenant(tenants, clinicId, async (client) => {
      const { rows } = await client.query<{ id: string }>(
        `insert into push_subscriptions as known (
           clinic_id, id, user_id, url, public_key, auth_secret, session_id, is_by_membership, since, renewed_at, ends_at
         )
         select clinics.id, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11 from clinics where clinics.id = $1
         on conflict (clinic_id, url) do update set
           user_id = excluded.user_id, public_key = excluded.public_key, auth_secret = excluded.auth_secret,
           session_id = excluded.session_id, is_by_membership = excluded.is_by_membership,
           since = case when known.user_id = excluded.user_id then known.since else excluded.since end,
           renewed_at = excluded.renewed_at, ends_at = excluded.ends_at
         returning id`,
        [
          ...[clinicId, id, userId, endpoint.url, endpoint.publicKey, endpoint.authSecret],
          ...[sessionId, isByMembership, since, now, endsAt],
        ],
      );
      if (rows[0] === undefined) return undefined;
      await client.query(
        `delete from push_subscriptions where clinic_id = $1 and id in (
           select id from push_subscriptions
           where clinic_id = $1 and user_id = $2
           order by renewed_at desc, id desc
           offset $3
         )`,
        [clinicId, userId, most],
      );
      return rows[0].id;
    }),

  async remove(clinicId, userId, id) {
    const { rowCount } = await queryInTenant(tenants, clinicId, {
      text: 'delete from push_subscriptions where clinic_id = $1 and user_id = $2 and id = $3',
      values: [clinicId, userId, id],
    });
    return rowCount !== 0;
  },

  async forget(before) {
    await system.query('delete from push_subscriptions where ends_at < $1', [before]);
  },
});
