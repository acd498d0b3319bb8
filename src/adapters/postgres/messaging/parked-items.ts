import { z } from 'zod';
import {
  parkedItemId,
  type ParkedItem,
  type ParkedItems,
  type ParkedItemView,
  type ParkedReach,
} from '../../../application/ports/messaging/parked-items.ts';
import { clinicId } from '../../../domain/clinic/clinic.ts';
import { itemKinds, type WebhookItem } from '../../../domain/messaging/webhook-item.ts';
import { addressedBy } from '../clinic/addressed-number.ts';
import type { Pools } from '../pool.ts';
import { inBatches, type BatchStatement } from '../statement-batches.ts';
import type { PhoneDigits } from '../../../domain/messaging/people/phone-number.ts';
import { given } from '../../../domain/given.ts';

// Written by us from a WebhookItem; only the dates need to be read back.
const storedItem = z.looseObject({
  sentAt: z.coerce.date().optional(),
  at: z.coerce.date().optional(),
});
/** Written by us from a WebhookSigner. */
const signerColumn = z
  .discriminatedUnion('by', [
    z.object({ by: z.literal('installation') }),
    z.object({
      by: z.literal('clinic'),
      clinicId: z.string().transform(clinicId),
      numbers: z.array(z.string()).transform((all) => new Set(all as PhoneDigits[])),
    }),
  ])
  .nullable();
const columns = 'id, reason, item, signer, received_at';
export const parkedRow = z
  .object({
    id: z.string(),
    reason: z.string(),
    item: storedItem,
    signer: signerColumn.optional(),
    received_at: z.date(),
  })
  .transform((row): ParkedItem => ({
    id: parkedItemId(row.id),
    reason: row.reason,
    item: row.item as unknown as WebhookItem,
    ...given({ signer: row.signer ?? undefined }),
    receivedAt: row.received_at,
  }));

const text = z.string().nullable();
const viewRow = z
  .object({
    id: z.string().transform(parkedItemId),
    clinic_id: text,
    reason: z.string(),
    kind: z.enum(itemKinds),
    phone_number_id: text,
    display_number: text,
    request_id: text,
    received_at: z.date(),
  })
  .transform((row): ParkedItemView => ({
    id: row.id,
    ...(row.clinic_id !== null && { clinicId: clinicId(row.clinic_id) }),
    reason: row.reason,
    kind: row.kind,
    ...given({
      phoneNumberId: row.phone_number_id ?? undefined,
      displayNumber: row.display_number ?? undefined,
    }),
    requestId: row.request_id ?? 'unknown',
    receivedAt: row.received_at,
  }));

const within = (clinics: string) => `(
  ${clinics}::uuid[] is null
  or clinic_id = any(${clinics})
  or (clinic_id is null and exists (
    select from (${addressedBy('webhook_items')}) as number where number.clinic_id = any(${clinics})
  ))
)`;
const clinicsIn = (reach: ParkedReach) => (reach === 'all' ? null : reach);

const statusesOfMessages: BatchStatement = {
  name: 'parked-statuses',
  text: `
    select given.n, ${columns}
    from json_to_recordset($1::json) as given (n integer, clinic_id uuid, meta_message_id text)
    join webhook_items as parked
      on parked.clinic_id = given.clinic_id and parked.meta_message_id = given.meta_message_id and parked.resolved_at is null`,
};

/** Early statuses are asked for in batches. Whose an item is may not be known; what waits for a clinic's message is that clinic's. */
export const postgresParkedItems = (pools: Pools): ParkedItems => {
  const { system } = pools;
  const statuses = inBatches(pools, statusesOfMessages);
  return {
    async park(items) {
      const rows = items.map(({ id, clinicId, reason, item, signer, requestId }) => ({
        id,
        clinic_id: clinicId,
        reason: reason.slice(0, 200),
        // as a text inside the JSON: json_to_recordset would unescape, and refuse, U+0000 and lone surrogates
        item: JSON.stringify(item),
        // scoped by number: the same id on two numbers is two items
        dedupe_key: `${item.number.phoneNumberId ?? item.number.displayNumber ?? ''}|${item.dedupeKey}`,
        meta_message_id: item.kind === 'status' ? item.metaMessageId : undefined,
        phone_number_id: item.number.phoneNumberId,
        display_number: item.number.displayNumber,
        request_id: requestId,
        signer: signer?.by === 'clinic' ? { ...signer, numbers: [...signer.numbers] } : signer,
      }));
      const { rows: open } = await system.query<{ given: string; kept: string }>(
        `with item as materialized (
         select *, md5(dedupe_key)::uuid as key
         from json_to_recordset($1::json) as item (
           id uuid, clinic_id uuid, reason text, item text, dedupe_key text, meta_message_id text, phone_number_id text,
           display_number text, request_id text, signer jsonb
         )
       ), kept as (
         insert into webhook_items (
           id, clinic_id, reason, item, dedupe_key, meta_message_id, phone_number_id, display_number, request_id, signer
         )
         select distinct on (key)
           id, clinic_id, reason, item::json, key, meta_message_id, phone_number_id, display_number, request_id, signer
         from item
         order by key
         -- whose the first signer was stays with what it said
         on conflict (dedupe_key) do update
         set reason = excluded.reason, clinic_id = coalesce(excluded.clinic_id, webhook_items.clinic_id)
         where webhook_items.resolved_at is null
         returning id, dedupe_key
       )
       select item.id as given, kept.id as kept
       from item
       join kept on kept.dedupe_key = item.key`,
        [JSON.stringify(rows)],
      );
      return new Map(open.map(({ given, kept }) => [parkedItemId(given), parkedItemId(kept)]));
    },

    async unresolved(reasons, limit, after, reach = 'all') {
      const { rows } = await system.query(
        `select ${columns}
       from webhook_items
       where resolved_at is null
         and reason = any($1)
         and ($3::timestamptz is null or (date_trunc('milliseconds', received_at), id) > ($3, $4::uuid))
         and ${within('$5')}
       order by date_trunc('milliseconds', received_at), id
       limit $2`,
        [reasons, limit, after?.receivedAt, after?.id, clinicsIn(reach)],
      );
      return z.array(parkedRow).parse(rows);
    },

    async addressees(reasons, limit) {
      const { rows } = await system.query<{ clinic_id: string }>(
        `select distinct number.clinic_id
       from (
         select distinct phone_number_id, display_number
         from webhook_items
         where resolved_at is null and reason = any($1)
       ) as item
       cross join lateral (${addressedBy('item')}) as number
       join clinics as clinic on clinic.id = number.clinic_id
       where number.is_active and clinic.is_active
       limit $2`,
        [reasons, limit],
      );
      return rows.map((row) => clinicId(row.clinic_id));
    },

    async list(reach, limit, before) {
      const { rows } = await system.query(
        `select id, clinic_id, reason, item ->> 'kind' as kind, phone_number_id, display_number, request_id, received_at
       from webhook_items
       where resolved_at is null and ${within('$1')} and ($3::uuid is null or id < $3)
       order by id desc
       limit $2`,
        [clinicsIn(reach), limit, before],
      );
      return z.array(viewRow).parse(rows);
    },

    async statusesOf(clinicId, metaMessageId) {
      const rows = await statuses({ clinic_id: clinicId, meta_message_id: metaMessageId });
      return z.array(parkedRow).parse(rows);
    },

    async resolve(ids, now) {
      await system.query(
        'update webhook_items set resolved_at = $2 where id = any($1) and resolved_at is null',
        [ids, now],
      );
    },
  };
};
