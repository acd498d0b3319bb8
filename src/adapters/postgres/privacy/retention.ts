import { z } from 'zod';
import type { Retention, RetentionPass } from '../../../application/ports/privacy/retention.ts';
import { given } from '../../../domain/given.ts';
import { ClinicNotFound } from '../../../domain/clinic/clinic-errors.ts';
import { clinicId as clinicIdOf } from '../../../domain/clinic/clinic.ts';
import { conversationId } from '../../../domain/messaging/message.ts';
import { checkRetention } from '../../../domain/privacy/retention.ts';
import type { Pools } from '../pool.ts';
import { fromIndexes, inTenant, queryInTenant } from '../transaction.ts';

const passRow = z
  .object({ id: z.string(), days: z.int(), before: z.date(), lease_until: z.date() })
  .transform(({ id, days, before, lease_until: leaseUntil }): RetentionPass => ({
    clinicId: clinicIdOf(id),
    days,
    before,
    leaseUntil,
  }));
const leased = z.object({ lease_until: z.date() });
/** Of the database's clock, as all ages are, and in whole milliseconds, which is what programs count in. */
const msFromNow = (ms: string) => `date_trunc('milliseconds', now()) + ${ms} * interval '1 ms'`;
const daysAgo = (days: string) => `now() - ${days} * interval '24 hours'`;

/** Conversations of a step, however few old messages they have. */
const visitedAtMost = 5_000;

/** `found`: how many were deleted; `last`: of which conversation the last one was; `beyond`: the first that was not visited. */
const visitStatement = `
with old as materialized (
  select conversation.id as conversation, message.id
  from (
    select clinic_id, id from whatsapp_conversations_improved
    where clinic_id = $1 and ($4::uuid is null or id >= $4)
    order by id
    limit $5
  ) as conversation
  cross join lateral (
    select id from whatsapp_messages_improved
    where clinic_id = conversation.clinic_id and conversation_id = conversation.id and created_at < $2
      and next_attempt_at is null and lease_until is null and status <> 'waiting'
    order by created_at
    limit $3
    for update skip locked
  ) as message
  order by conversation.id
  limit $3
), gone as (
  delete from whatsapp_messages_improved as message
  using old
  where message.clinic_id = $1 and message.id = old.id
)
select count(*)::integer as found, (array_agg(conversation order by conversation desc))[1] as last,
  case when count(*) < $3 then (
    select id from whatsapp_conversations_improved
    where clinic_id = $1 and ($4::uuid is null or id >= $4)
    order by id
    offset $5 limit 1
  ) end as beyond
from old`;

const forgetStatement = `
update whatsapp_conversations_improved set dialogue = null, attention = null
where clinic_id = $1 and last_message_at < $2 and (dialogue is not null or attention is not null)
  and ($3::uuid is null or id >= $3) and ($4::uuid is null or id <= $4)`;
const conversation = z.string().transform(conversationId).nullable();
const visited = z.object({ found: z.int(), last: conversation, beyond: conversation });
const deleted = z.object({ deleted: z.int() });

export const postgresRetention = (
  { system, tenants }: Pools,
  { mostVisited = visitedAtMost } = {},
): Retention => ({
  async daysOf(clinicId) {
    const { rows } = await queryInTenant<{ days: number | null }>(tenants, clinicId, {
      text: 'select message_retention_days as days from clinics where id = $1',
      values: [clinicId],
    });
    if (rows[0] === undefined) throw new ClinicNotFound(clinicId);
    return rows[0].days ?? undefined;
  },

  async setDays(clinicId, days) {
    const { rowCount } = await queryInTenant(tenants, clinicId, {
      text: `update clinics set message_retention_days = $2, retention_due_at = now(), updated_at = now()
       where id = $1`,
      values: [clinicId, days === undefined ? null : checkRetention(days)],
    });
    if (rowCount !== 1) throw new ClinicNotFound(clinicId);
  },

  async claimDue(leaseMs) {
    const { rows } = await system.query(
      `update clinics set retention_due_at = ${msFromNow('$1')}
       where id = (
         select id from clinics
         where message_retention_days is not null and retention_due_at <= now()
         order by retention_due_at
         limit 1
         for no key update skip locked
       )
       returning id, message_retention_days as days, ${daysAgo('message_retention_days')} as before,
         retention_due_at as lease_until`,
      [leaseMs],
    );
    return passRow.optional().parse(rows[0]);
  },

  async extend(pass, dueInMs) {
    const { rows } = await queryInTenant(tenants, pass.clinicId, {
      text: `update clinics set retention_due_at = ${msFromNow('$4')}
       where id = $1 and message_retention_days = $2 and retention_due_at = $3
       returning retention_due_at as lease_until`,
      values: [pass.clinicId, pass.days, pass.leaseUntil, dueInMs],
    });
    const row = leased.optional().parse(rows[0]);
    return row && { ...pass, leaseUntil: row.lease_until };
  },

  async deleteMessages(clinicId, before, limit, from) {
    const visit = await inTenant(tenants, clinicId, async (client) => {
      // by the index, from where it is: sorted first, all old messages of the clinic would be locked for each batch
      await client.query(fromIndexes);
      return client.query(visitStatement, [clinicId, before, limit, from, mostVisited]);
    });
    const { found, last, beyond } = visited.parse(visit.rows[0]);
    const next = (found === limit ? last : beyond) ?? undefined;
    // apart from the messages: whoever needs both locks the conversation first
    const values = [clinicId, before, from, next];
    await queryInTenant(tenants, clinicId, { text: forgetStatement, values });
    return { messages: found, ...given({ next }) };
  },

  async deleteNotesAndTurnRecords(clinicId, before, limit) {
    const { rows } = await queryInTenant(tenants, clinicId, {
      text: `with notes as (
         delete from conversation_notes where clinic_id = $1 and id = any(array(
           select id from conversation_notes where clinic_id = $1 and created_at < $2 order by created_at limit $3
         ))
         returning 1
       ), records as (
         delete from turn_records where clinic_id = $1 and turn_id = any(array(
           select turn_id from turn_records where clinic_id = $1 and recorded_at < $2 order by recorded_at limit $3
         ))
         returning 1
       )
       select (select count(*) from notes)::integer + (select count(*) from records)::integer as deleted`,
      values: [clinicId, before, limit],
    });
    return deleted.parse(rows[0]).deleted;
  },

  async deleteParked(clinicId, before, limit) {
    // not locked first: the clinic may delete parked items, but not change them
    const { rowCount } = await queryInTenant(tenants, clinicId, {
      text: `delete from webhook_items
       where clinic_id = $1 and id = any(array(
         select id from webhook_items
         where clinic_id = $1 and received_at < $2
         order by id
         limit $3
       ))`,
      values: [clinicId, before, limit],
    });
    return rowCount ?? 0;
  },

  async deleteUnclaimed(days, limit) {
    const { rowCount } = await system.query(
      `with old as materialized (
         select id from webhook_items
         where clinic_id is null and received_at < ${daysAgo('$1')}
         order by id
         limit $2
         for update skip locked
       )
       delete from webhook_items as item
       using old
       where item.id = old.id`,
      [days, limit],
    );
    return rowCount ?? 0;
  },
});
