import type { ClaimedSend } from '../../../application/ports/messaging/outbox.ts';
import { pace, type PacingPolicy } from '../../../domain/messaging/pacing.ts';
import type { TenantPool } from '../pool.ts';
import { inTenant } from '../transaction.ts';

/**
 * Takes a place in both rates or in none. The rows are shared by all processes, so a number's rate holds however many
 * workers send through it; they are locked in the order of their keys. Losing one in a crash does no harm.
 */
export const reservePlace = (
  tenants: TenantPool,
  { clinicId, messageId, leaseToken, conversationId, from }: ClaimedSend,
  policy: PacingPolicy,
  leaseMs: number,
): Promise<'go' | 'lost' | 'overtaken' | { readonly notBefore: Date }> =>
  inTenant(tenants, clinicId, async (client) => {
    const { rows: held } = await client.query<{ now: Date; overtaken: boolean }>({
      name: 'renew-send-lease',
      text: `update whatsapp_messages_improved as m set lease_until = now() + $4 * interval '1 ms'
        where m.clinic_id = $1 and m.id = $2 and m.lease_token = $3 and m.lease_until is not null and m.status = 'sending'
        returning now() as now, m.origin = 'assistant' and m.epoch < (
          select c.epoch from whatsapp_conversations_improved as c
          where c.clinic_id = m.clinic_id and c.id = m.conversation_id
        ) as overtaken`,
      values: [clinicId, messageId, leaseToken, leaseMs],
    });
    const [mine] = held;
    if (mine === undefined) return 'lost';
    if (mine.overtaken) return 'overtaken';
    // the rows are shared, so is the clock: the database's
    const { now } = mine;
    const rates = [
      { key: `number:${from.whatsappNumber}`, rate: policy.number },
      { key: `pair:${conversationId}`, rate: policy.pair },
    ];
    const keys = rates.map(({ key }) => key);
    const [{ rows }] = await Promise.all([
      client.query<{ key: string; next_free_at: Date }>(
        `insert into send_pacing (clinic_id, key, next_free_at)
       select $1, key, $3 from unnest($2::text[]) as key order by key
       on conflict (clinic_id, key) do update set next_free_at = send_pacing.next_free_at
       returning key, next_free_at`,
        [clinicId, keys, now],
      ),
      client.query('set local synchronous_commit = off'),
    ]);
    const nextFree = new Map(rows.map((row) => [row.key, row.next_free_at]));
    const paced = rates.map(({ key, rate }) => ({ key, ...pace(rate, nextFree.get(key), now) }));
    const waits = paced.flatMap((place) => (place.go ? [] : [place.notBefore.getTime()]));
    if (waits.length > 0) return { notBefore: new Date(Math.max(...waits)) };
    await client.query(
      `update send_pacing set next_free_at = paced.at
       from unnest($2::text[], $3::timestamptz[]) as paced (key, at)
       where send_pacing.clinic_id = $1 and send_pacing.key = paced.key`,
      [clinicId, paced.map(({ key }) => key), paced.map((place) => (place.go ? place.nextFree : now))],
    );
    return 'go';
  });
