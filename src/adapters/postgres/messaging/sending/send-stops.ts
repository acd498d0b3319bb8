import type { Pool } from 'pg';
import { z } from 'zod';
import type { Outbox, StoppableNumbers } from '../../../../application/ports/messaging/outbox.ts';
import { clinicId } from '../../../../domain/clinic/clinic.ts';
import type { PhoneDigits } from '../../../../domain/messaging/people/phone-number.ts';
import { stopSends, stopSources, type SendStop } from '../../../../domain/messaging/sending/send-stop.ts';
import type { TenantPool } from '../../pool.ts';
import { inTenant } from '../../transaction.ts';

const stopRow = z
  .object({
    whatsapp_number: z.string().transform((digits) => digits as PhoneDigits),
    sends_stopped_until: z.date().nullable(),
    sends_stopped_count: z.int(),
    sends_stopped_by: z.enum(stopSources).nullable(),
    sends_stopped_at: z.date().nullable(),
  })
  .transform((row) => ({
    whatsappNumber: row.whatsapp_number,
    before: {
      until: row.sends_stopped_until ?? undefined,
      count: row.sends_stopped_count,
      by: row.sends_stopped_by ?? undefined,
      at: row.sends_stopped_at ?? undefined,
    } satisfies SendStop,
  }));

export const stopNumbers = (
  tenants: TenantPool,
  { clinicId: clinic, whatsappNumber, wabaId }: StoppableNumbers,
  { by, reason }: Parameters<Outbox['stopNumbers']>[1],
  now: Date,
): ReturnType<Outbox['stopNumbers']> =>
  inTenant(tenants, clinic, async (client) => {
    const { rows } = await client.query(
      `select whatsapp_number, sends_stopped_until, sends_stopped_count, sends_stopped_by, sends_stopped_at
       from clinic_whatsapp_numbers
       where clinic_id = $1 and ($2::text is null or whatsapp_number = $2) and ($3::text is null or waba_id = $3)
       order by whatsapp_number
       for no key update`,
      [clinic, whatsappNumber, wabaId],
    );
    const stopped = z
      .array(stopRow)
      .parse(rows)
      .map(({ before, ...number }) => ({ ...number, stop: stopSends(before, by, now) }));
    for (const { whatsappNumber: number, stop } of stopped)
      await client.query(
        `update clinic_whatsapp_numbers
         set sends_stopped_until = $3, sends_stopped_count = $4, sends_stopped_by = $5, sends_stopped_at = $6,
           sends_stopped_reason = $7
         where clinic_id = $1 and whatsapp_number = $2`,
        [clinic, number, stop.until, stop.count, stop.by, stop.at, reason.slice(0, 500)],
      );
    return stopped.map(({ whatsappNumber: number, stop }) => ({
      clinicId: clinic,
      whatsappNumber: number,
      count: stop.count,
    }));
  });

/** `endsStop` in SQL, for many proofs at once; held to it by tests/contract/rules/send-stop-rule.test.ts. */
export async function resumeNumbers(
  system: Pool,
  proofs: Parameters<Outbox['resumeNumbers']>[0],
): ReturnType<Outbox['resumeNumbers']> {
  if (proofs.length === 0) return [];
  const items = proofs.map(({ which, proof }) => ({ ...which, ...proof }));
  const { rows } = await system.query<{ clinic_id: string; whatsapp_number: string }>({
    name: 'resume-numbers',
    text: `update clinic_whatsapp_numbers as number
      set sends_stopped_until = null, sends_stopped_reason = null, sends_stopped_count = 0, sends_stopped_at = null,
        sends_stopped_by = null
      from json_to_recordset($1::json) as proof ("clinicId" uuid, "whatsappNumber" text, "wabaId" text, by text, at timestamptz)
      where number.clinic_id = proof."clinicId"
        and (proof."whatsappNumber" is null or number.whatsapp_number = proof."whatsappNumber")
        and (proof."wabaId" is null or number.waba_id = proof."wabaId")
        and sends_stopped_count > 0
        and (
          proof.by = 'news'
          or (sends_stopped_at < proof.at and (proof.by = 'sent' or sends_stopped_by = 'send'))
        )
      returning number.clinic_id, number.whatsapp_number`,
    values: [JSON.stringify(items)],
  });
  return rows.map((row) => ({
    clinicId: clinicId(row.clinic_id),
    whatsappNumber: row.whatsapp_number as PhoneDigits,
  }));
}
