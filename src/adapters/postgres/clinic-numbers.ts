import pg, { type Pool } from 'pg';
import { z } from 'zod';
import type { ClinicNumbers, RegisteredNumber } from '../../application/ports/clinic-numbers.ts';
import { NumberTaken } from '../../domain/clinic/clinic-errors.ts';
import { clinicId } from '../../domain/clinic/clinic.ts';
import { canonicalPhone, phoneVariants, type PhoneDigits } from '../../domain/messaging/phone-number.ts';
import { inTransaction } from './transaction.ts';

const numberRow = z
  .object({
    clinic_id: z.string(),
    whatsapp_number: z.string(),
    phone_number_id: z.string().nullable(),
    waba_id: z.string().nullable(),
    is_active: z.boolean(),
    created_at: z.date(),
  })
  .transform((row): RegisteredNumber => ({
    clinicId: clinicId(row.clinic_id),
    whatsappNumber: row.whatsapp_number as PhoneDigits,
    ...(row.phone_number_id !== null && { phoneNumberId: row.phone_number_id }),
    ...(row.waba_id !== null && { wabaId: row.waba_id }),
    isActive: row.is_active,
    createdAt: row.created_at,
  }));

export const postgresClinicNumbers = (pool: Pool): ClinicNumbers => ({
  async add({ clinicId: clinic, whatsappNumber, phoneNumberId, wabaId, isActive }, now) {
    try {
      return await inTransaction(pool, async (client) => {
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
      const constraint = error instanceof pg.DatabaseError ? error.constraint : undefined;
      if (constraint === 'clinic_whatsapp_numbers_phone_number_id')
        throw new NumberTaken('phoneNumberId', error);
      if (constraint?.startsWith('clinic_whatsapp_numbers_') === true)
        throw new NumberTaken('whatsappNumber', error);
      throw error;
    }
  },

  async list(clinic, limit, after) {
    const { rows } = await pool.query(
      `select * from clinic_whatsapp_numbers
       where clinic_id = $1 and ($3::text is null or whatsapp_number collate "C" > $3)
       order by whatsapp_number collate "C"
       limit $2`,
      [clinic, limit, after],
    );
    return z.array(numberRow).parse(rows);
  },
});
