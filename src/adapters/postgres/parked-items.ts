import type { Pool } from 'pg';
import { z } from 'zod';
import { parkedItemId, type ParkedItem, type ParkedItems } from '../../application/ports/parked-items.ts';
import type { WebhookItem } from '../../domain/messaging/webhook-item.ts';

// Written by us from a WebhookItem; only the dates need to be read back.
const storedItem = z.looseObject({
  sentAt: z.coerce.date().optional(),
  at: z.coerce.date().optional(),
});
const parkedRow = z
  .object({ id: z.string(), reason: z.string(), item: storedItem, received_at: z.date() })
  .transform((row): ParkedItem => ({
    id: parkedItemId(row.id),
    reason: row.reason,
    item: row.item as unknown as WebhookItem,
    receivedAt: row.received_at,
  }));

export const postgresParkedItems = (pool: Pool): ParkedItems => ({
  async park(items) {
    const rows = items.map(({ id, clinicId, reason, item, requestId }) => ({
      id,
      clinic_id: clinicId,
      reason: reason.slice(0, 200),
      // as a text inside the JSON: json_to_recordset would unescape, and refuse, U+0000 and lone surrogates
      item: JSON.stringify(item),
      // scoped by number: the same id on two numbers is two items
      dedupe_key: `${item.number.phoneNumberId ?? item.number.displayNumber ?? ''}|${item.dedupeKey}`,
      phone_number_id: item.number.phoneNumberId,
      display_number: item.number.displayNumber,
      request_id: requestId,
    }));
    const { rowCount } = await pool.query(
      `insert into webhook_items (id, clinic_id, reason, item, dedupe_key, phone_number_id, display_number, request_id)
       select id, clinic_id, reason, item::json, md5(dedupe_key)::uuid, phone_number_id, display_number, request_id
       from json_to_recordset($1::json) as item (
         id uuid, clinic_id uuid, reason text, item text, dedupe_key text, phone_number_id text, display_number text,
         request_id text
       )
       order by dedupe_key
       on conflict (dedupe_key) do nothing`,
      [JSON.stringify(rows)],
    );
    return rowCount ?? 0;
  },

  async unresolved(reasons, limit, after) {
    const { rows } = await pool.query(
      `select id, reason, item, received_at
       from webhook_items
       where resolved_at is null
         and reason = any($1)
         and ($3::timestamptz is null or (date_trunc('milliseconds', received_at), id) > ($3, $4::uuid))
       order by date_trunc('milliseconds', received_at), id
       limit $2`,
      [reasons, limit, after?.receivedAt, after?.id],
    );
    return z.array(parkedRow).parse(rows);
  },

  async resolve(ids, now) {
    await pool.query('update webhook_items set resolved_at = $2 where id = any($1) and resolved_at is null', [
      ids,
      now,
    ]);
  },

  async waiting() {
    const { rows } = await pool.query<{ reason: string; count: string }>(
      'select reason, count(*) from webhook_items where resolved_at is null group by reason',
    );
    return new Map(rows.map(({ reason, count }) => [reason, Number(count)]));
  },
});
