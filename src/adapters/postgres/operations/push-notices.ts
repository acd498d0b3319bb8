import { z } from 'zod';
import type { PushNotices } from '../../../application/ports/push/push-notices.ts';
import type { Ids } from '../../../application/ports/system/ids.ts';
import type { Pools } from '../pool.ts';
import { inTenant, queryInTenant } from '../transaction.ts';
import { claimedRow, claimStatement, waitingRow, waitingStatement } from './push-rows.ts';

const isHeld = 'clinic_id = $1 and id = $2 and lease_token = $3 and lease_until is not null';

/** Who waits anywhere, and what is due, are looked for in all clinics; the rest is the work of one. */
export const postgresPushNotices = ({ system, tenants }: Pools, ids: Ids): PushNotices => ({
  async waiting(since, mostPerClinic) {
    const { rows } = await system.query(waitingStatement, [since, mostPerClinic]);
    return z.array(waitingRow).parse(rows).flat();
  },

  plan: ({ clinicId: clinic, conversationId: conversation, wait, told }, mostWaiting, now) =>
    inTenant(tenants, clinic, async (client) => {
      const { rowCount } = await client.query(
        `insert into push_told as told (clinic_id, conversation_id, reason, since, told_at)
         select clinic_id, id, $3, $4, $5 from whatsapp_conversations_improved where clinic_id = $1 and id = $2
         on conflict (clinic_id, conversation_id)
         do update set reason = excluded.reason, since = excluded.since, told_at = excluded.told_at
         where told.told_at = $6`,
        [clinic, conversation, wait.reason, wait.since, now, told?.at],
      );
      if (rowCount === 0) return false;
      const { rows } = await client.query<{ id: string }>(
        `select browser.id from push_subscriptions as browser
         where browser.clinic_id = $1 and browser.since <= $3 and browser.ends_at > $4 and (
           select count(*) from push_deliveries as p
           where p.clinic_id = browser.clinic_id and p.subscription_id = browser.id and p.conversation_id <> $2
         ) < $5
         for key share`,
        [clinic, conversation, wait.since, now, mostWaiting],
      );
      await client.query(
        `insert into push_deliveries as p (clinic_id, id, subscription_id, conversation_id, reason, since, due_at)
         select $1::uuid, browser.id, browser.subscription_id, $2::uuid, $3, $4::timestamptz, $5::timestamptz
         from unnest($6::uuid[], $7::uuid[]) as browser (id, subscription_id)
         on conflict (clinic_id, subscription_id, conversation_id) do update set
           id = excluded.id, reason = excluded.reason, since = excluded.since, due_at = excluded.due_at, attempts = 0,
           lease_until = null`,
        [
          clinic,
          conversation,
          wait.reason,
          wait.since,
          now,
          rows.map(() => ids.next()),
          rows.map(({ id }) => id),
        ],
      );
      return true;
    }),

  async claim(limit, leaseMs) {
    const { rows } = await system.query(claimStatement, [limit, leaseMs]);
    return z.array(claimedRow).parse(rows);
  },

  async settle({ clinic, id, subscriptionId, leaseToken }, settlement) {
    const held = [clinic.id, id, leaseToken] as const;
    const { rowCount } = await queryInTenant(
      tenants,
      clinic.id,
      {
        retry: {
          text: `update push_deliveries set lease_until = null, due_at = $4 where ${isHeld}`,
          values: [...held, settlement.to === 'retry' ? settlement.at : undefined],
        },
        done: { text: `delete from push_deliveries where ${isHeld}`, values: [...held] },
        gone: {
          text: `delete from push_subscriptions where clinic_id = $1 and id = $4
           and exists (select from push_deliveries where ${isHeld})`,
          values: [...held, subscriptionId],
        },
      }[settlement.to],
    );
    return rowCount !== 0;
  },

  async msUntilDue() {
    const { rows } = await system.query<{ ms: number | null }>(
      `select extract(epoch from min(due_at) - now())::float8 * 1000 as ms from push_deliveries where due_at > now()`,
    );
    return rows[0]?.ms ?? undefined;
  },

  async forget(before) {
    await system.query('delete from push_told where told_at < $1', [before]);
    await system.query('delete from push_deliveries where since < $1', [before]);
  },
});
