import type { Pool } from 'pg';
import { z } from 'zod';
import type { ParkedContents } from '../../../application/ports/privacy/parked-contents.ts';
import { parkedItemId } from '../../../application/ports/messaging/parked-items.ts';
import { emptiedItem } from '../../../domain/privacy/without-person.ts';
import { addressedBy } from '../clinic/addressed-number.ts';
import { parkedRow } from '../messaging/parked-items.ts';

/** Of items without a clinic those to its numbers, and those to no number. */
const isTheClinics = `(
  item.clinic_id is not null
  or (item.phone_number_id is null and item.display_number is null)
  or exists (select from (${addressedBy('item')}) as number where number.clinic_id = $1)
)`;

/** On the system's pool: some items are of no clinic yet. */
export const postgresParkedContents = (pool: Pool): ParkedContents => ({
  async page({ clinicId, values, until, after }, limit) {
    const { rows } = await pool.query(
      `with seen as materialized (
         (select id from webhook_items where clinic_id = $1 and id > $2 order by id limit $3)
         union all
         (select id from webhook_items where clinic_id is null and id > $2 order by id limit $3)
         order by id
         limit $3
       )
       select item.id, item.reason, item.item, item.received_at, item.is_theirs
       from (
         select item.*, item.reason <> $6 and item.received_at <= $4
           and ($5::text[] is null or exists (
             select from unnest($5::text[]) as wanted (value) where strpos(item.item::text, wanted.value) > 0
           ))
           and ${isTheClinics} as is_theirs
         from seen
         join webhook_items as item using (id)
       ) as item
       order by item.id`,
      [clinicId, after ?? nilId, limit, until, values, emptiedItem.reason],
    );
    const seen = z.array(z.looseObject({ id: z.string(), is_theirs: z.boolean() })).parse(rows);
    const last = seen.at(-1);
    return {
      items: seen.filter((row) => row.is_theirs).map((row) => parkedRow.parse(row)),
      ...(seen.length === limit && last && { next: parkedItemId(last.id) }),
    };
  },

  async empty(clinicId, ids, now) {
    const { rowCount } = await pool.query(
      `update webhook_items as item
       set item = $4::json, reason = $5, meta_message_id = null, resolved_at = coalesce(resolved_at, $3)
       where item.id = any($2) and item.reason <> $5 and (item.clinic_id is null or item.clinic_id = $1)
         and ${isTheClinics}`,
      [clinicId, ids, now, JSON.stringify(emptiedItem), emptiedItem.reason],
    );
    return rowCount ?? 0;
  },
});

const nilId = '00000000-0000-0000-0000-000000000000';
