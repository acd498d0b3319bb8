import type { Pool } from 'pg';
import { z } from 'zod';
import type { ParkedContents } from '../../../application/ports/privacy/parked-contents.ts';
import { parkedItemId } from '../../../application/ports/messaging/parked-items.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import { phoneDigits, phoneVariants } from '../../../domain/messaging/people/phone-number.ts';
import { parkedRow } from '../messaging/parked-items.ts';

/** What stands in place of an item that was erased. */
const emptied = { kind: 'unhandled', number: {}, reason: 'erased', dedupeKey: '', raw: null };

/**
 * Of items without a clinic those to its numbers, by id where both ids are known, else by digits, and those to no
 * number. An id that is registered anywhere decides alone.
 */
const isTheClinics = `(
  item.clinic_id is not null
  or (item.phone_number_id is null and item.display_number is null)
  or exists (
    select from json_to_recordset($2::json) as own ("phoneNumberId" text, digits text[])
    where case
      when own."phoneNumberId" is not null and item.phone_number_id is not null
        then own."phoneNumberId" = item.phone_number_id
      else item.display_number = any(own.digits)
        and not exists (
          select from clinic_whatsapp_numbers as registered where registered.phone_number_id = item.phone_number_id
        )
    end
  )
)`;

/** On the system's pool: some items are of no clinic yet. */
export const postgresParkedContents = (pool: Pool): ParkedContents => ({
  async page({ clinicId, values, until, after }, limit) {
    const { rows } = await pool.query(
      `with seen as materialized (
         (select id from webhook_items where clinic_id = $1 and id > $3 order by id limit $4)
         union all
         (select id from webhook_items where clinic_id is null and id > $3 order by id limit $4)
         order by id
         limit $4
       )
       select item.id, item.reason, item.item, item.received_at, item.is_theirs
       from (
         select item.*, item.reason <> 'erased' and item.received_at <= $5
           and ($6::text[] is null or exists (
             select from unnest($6::text[]) as wanted (value) where strpos(item.item::text, wanted.value) > 0
           ))
           and ${isTheClinics} as is_theirs
         from seen
         join webhook_items as item using (id)
       ) as item
       order by item.id`,
      [clinicId, await numbersOf(pool, clinicId), after ?? nilId, limit, until, values],
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
       set item = $5::json, reason = 'erased', meta_message_id = null, resolved_at = coalesce(resolved_at, $4)
       where item.id = any($3) and item.reason <> 'erased' and (item.clinic_id is null or item.clinic_id = $1)
         and ${isTheClinics}`,
      [clinicId, await numbersOf(pool, clinicId), ids, now, JSON.stringify(emptied)],
    );
    return rowCount ?? 0;
  },
});

const nilId = '00000000-0000-0000-0000-000000000000';
const numberRows = z.array(z.object({ whatsapp_number: z.string(), phone_number_id: z.string().nullable() }));

async function numbersOf(pool: Pool, clinicId: ClinicId): Promise<string> {
  const { rows } = await pool.query(
    'select whatsapp_number, phone_number_id from clinic_whatsapp_numbers where clinic_id = $1',
    [clinicId],
  );
  const numbers = numberRows.parse(rows).map((row) => {
    const phone = phoneDigits(row.whatsapp_number);
    return { phoneNumberId: row.phone_number_id, digits: phone === undefined ? [] : phoneVariants(phone) };
  });
  return JSON.stringify(numbers);
}
