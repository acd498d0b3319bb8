import pg from 'pg';
import { z } from 'zod';
import type { ClinicNumbers, RegisteredNumber } from '../../../application/ports/clinic/clinic-numbers.ts';
import { NumberTaken } from '../../../domain/clinic/number-errors.ts';
import { clinicId, type ClinicId } from '../../../domain/clinic/clinic.ts';
import {
  canonicalPhone,
  phoneVariants,
  type PhoneDigits,
} from '../../../domain/messaging/people/phone-number.ts';
import type { Pools, TenantPool } from '../pool.ts';
import { inTransaction, queryInTenant } from '../transaction.ts';
import { given } from '../../../domain/given.ts';

const numberRow = z
  .object({
    clinic_id: z.string(),
    whatsapp_number: z.string(),
    phone_number_id: z.string().nullable(),
    waba_id: z.string().nullable(),
    is_active: z.boolean(),
    version: z.int(),
    created_at: z.date(),
  })
  .transform((row): RegisteredNumber => ({
    clinicId: clinicId(row.clinic_id),
    whatsappNumber: row.whatsapp_number as PhoneDigits,
    ...given({ phoneNumberId: row.phone_number_id ?? undefined, wabaId: row.waba_id ?? undefined }),
    isActive: row.is_active,
    version: row.version,
    createdAt: row.created_at,
  }));

const takenBy = (error: unknown): unknown => {
  const constraint = error instanceof pg.DatabaseError ? error.constraint : undefined;
  if (constraint === 'clinic_whatsapp_numbers_phone_number_id')
    return new NumberTaken('phoneNumberId', error);
  if (constraint?.startsWith('clinic_whatsapp_numbers_') === true)
    return new NumberTaken('whatsappNumber', error);
  return error;
};

const readNumber = async (tenants: TenantPool, clinic: ClinicId, whatsappNumber: PhoneDigits) => {
  const { rows } = await queryInTenant(tenants, clinic, {
    text: 'select * from clinic_whatsapp_numbers where clinic_id = $1 and whatsapp_number = $2',
    values: [clinic, whatsappNumber],
  });
  return numberRow.optional().parse(rows[0]);
};

/** Whether a number is free is a question about all clinics. */
export const postgresClinicNumbers = ({ system, tenants }: Pools): ClinicNumbers => ({
  get: (clinic, whatsappNumber) => readNumber(tenants, clinic, whatsappNumber),

  async add({ clinicId: clinic, whatsappNumber, phoneNumberId, wabaId, isActive }, now) {
    try {
      return await inTransaction(system, async (client) => {
        // the unique index knows one form of a number; two at once with different forms wait for each other here
        await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
          `whatsapp-number:${canonicalPhone(whatsappNumber)}`,
        ]);
        const { rows: others } = await client.query(
          'select from clinic_whatsapp_numbers where whatsapp_number = any($1)',
          [phoneVariants(whatsappNumber)],
        );
        if (others.length > 0) throw new NumberTaken('whatsappNumber');
        const { rows } = await client.query(
          `insert into clinic_whatsapp_numbers
             (clinic_id, whatsapp_number, phone_number_id, waba_id, is_active, created_at)
           select id, $2, $3, $4, $5, $6 from clinics where id = $1
           returning *`,
          [clinic, whatsappNumber, phoneNumberId, wabaId, isActive, now],
        );
        return numberRow.optional().parse(rows[0]);
      });
    } catch (error) {
      throw takenBy(error);
    }
  },

  async change(clinic, whatsappNumber, expected, { isActive, phoneNumberId, wabaId }) {
    try {
      const { rows } = await queryInTenant(tenants, clinic, {
        text: `update clinic_whatsapp_numbers as n
         set is_active = coalesce($4, n.is_active),
           phone_number_id = case when $5 then $6 else n.phone_number_id end,
           waba_id = case when $7 then $8 else n.waba_id end
         where clinic_id = $1 and whatsapp_number = $2 and version = $3
         returning *`,
        values: [
          clinic,
          whatsappNumber,
          expected,
          isActive,
          phoneNumberId !== undefined,
          phoneNumberId,
          wabaId !== undefined,
          wabaId,
        ],
      });
      const changed = numberRow.optional().parse(rows[0]);
      return changed ?? ((await readNumber(tenants, clinic, whatsappNumber)) && 'stale');
    } catch (error) {
      throw takenBy(error);
    }
  },

  async list(clinic, limit, after) {
    const { rows } = await queryInTenant(tenants, clinic, {
      text: `select * from clinic_whatsapp_numbers
       where clinic_id = $1 and ($3::text is null or whatsapp_number collate "C" > $3)
       order by whatsapp_number collate "C"
       limit $2`,
      values: [clinic, limit, after],
    });
    return z.array(numberRow).parse(rows);
  },
});
