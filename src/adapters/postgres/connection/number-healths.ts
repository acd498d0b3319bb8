import { z } from 'zod';
import type { NumberHealths } from '../../../application/ports/whatsapp/number-healths.ts';
import { firstReadingMs } from '../../../domain/whatsapp/number-health.ts';
import type { Pools } from '../pool.ts';
import { queryInTenant } from '../transaction.ts';
import { dueNumberRow, healthReadingRow } from './number-health-rows.ts';

/** Which numbers are due or in trouble is a question about all clinics; what was read is the work of one. */
export const postgresNumberHealths = ({ system, tenants }: Pools): NumberHealths => ({
  async claim(limit, leaseMs) {
    const { rows } = await system.query(
      `with due as (
         select number.clinic_id, number.whatsapp_number, number.phone_number_id, number.waba_id, known.health, known.issues
         from clinic_whatsapp_numbers as number
         join clinics on clinics.id = number.clinic_id and clinics.is_active
         left join whatsapp_number_health as known
           on known.clinic_id = number.clinic_id and known.whatsapp_number = number.whatsapp_number
         where number.is_active and number.phone_number_id is not null
           and coalesce(known.due_at, number.created_at + $3 * interval '1 ms') <= now()
         order by known.due_at nulls first
         limit $1
       ), taken as (
         insert into whatsapp_number_health as known (clinic_id, whatsapp_number, due_at)
         -- as exact as a Date, which comes back with the reading
         select clinic_id, whatsapp_number, date_trunc('milliseconds', now() + $2 * interval '1 ms') from due
         -- two processes may find the same one
         on conflict (clinic_id, whatsapp_number) do update set due_at = excluded.due_at
         where known.due_at <= now()
         returning clinic_id, whatsapp_number, due_at as held_until
       )
       select due.*, taken.held_until from due join taken using (clinic_id, whatsapp_number)`,
      [limit, leaseMs, firstReadingMs],
    );
    return z.array(dueNumberRow).parse(rows);
  },

  async save({ clinicId, whatsappNumber, heldUntil }, reading, againMs) {
    const read = 'health' in reading ? JSON.stringify(reading.health) : null;
    const failure = 'failure' in reading ? reading.failure : null;
    await queryInTenant(tenants, clinicId, {
      text: `update whatsapp_number_health
       set health = coalesce($3, health), failure = $4, issues = $5, read_at = now(),
         due_at = case
           when due_at = $7 then now() + $6 * interval '1 ms'
           else least(due_at, now() + $6 * interval '1 ms')
         end
       where clinic_id = $1 and whatsapp_number = $2`,
      values: [clinicId, whatsappNumber, read, failure, reading.issues, againMs, heldUntil],
    });
  },

  async readSoon(clinicId, whatsappNumber) {
    await queryInTenant(tenants, clinicId, {
      text: `insert into whatsapp_number_health (clinic_id, whatsapp_number, due_at)
       select clinic_id, whatsapp_number, now() from clinic_whatsapp_numbers
       where clinic_id = $1 and whatsapp_number = coalesce($2, whatsapp_number)
       on conflict (clinic_id, whatsapp_number) do update set due_at = excluded.due_at`,
      values: [clinicId, whatsappNumber],
    });
  },

  async list(clinicId) {
    const { rows } = await queryInTenant(tenants, clinicId, {
      text: `select * from whatsapp_number_health where clinic_id = $1 and read_at is not null order by whatsapp_number`,
      values: [clinicId],
    });
    return z.array(healthReadingRow).parse(rows);
  },

  async overview(limit) {
    const served = `whatsapp_number_health as known
      join clinic_whatsapp_numbers as number using (clinic_id, whatsapp_number)
      join clinics on clinics.id = known.clinic_id and clinics.is_active
      where number.is_active and known.read_at is not null`;
    const { rows } = await system.query(
      `select known.* from ${served} and (known.failure is not null or known.issues <> '{}')
       order by cardinality(known.issues) desc, known.clinic_id, known.whatsapp_number limit $1`,
      [limit],
    );
    const { rows: counted } = await system.query<{ n: number }>(
      `select count(*)::integer as n from ${served} and known.failure is null and known.issues = '{}'`,
    );
    return { troubled: z.array(healthReadingRow).parse(rows), healthy: counted[0]?.n ?? 0 };
  },
});
