import { z } from 'zod';
import type { Clinics } from '../../../application/ports/clinic/clinics.ts';
import { clinicId, type ClinicNumber } from '../../../domain/clinic/clinic.ts';
import type { PhoneDigits } from '../../../domain/messaging/people/phone-number.ts';
import { addressedNumber } from './addressed-number.ts';
import type { Pools } from '../pool.ts';
import { queryInTenant } from '../transaction.ts';
import { given } from '../../../domain/given.ts';

const numberRow = z
  .object({ clinic_id: z.string(), whatsapp_number: z.string(), phone_number_id: z.string().nullable() })
  .transform((row): ClinicNumber => ({
    clinicId: clinicId(row.clinic_id),
    whatsappNumber: row.whatsapp_number as PhoneDigits,
    ...given({ phoneNumberId: row.phone_number_id ?? undefined }),
  }));

const clinicRow = z
  .object({
    id: z.string(),
    name: z.string(),
    time_zone: z.string(),
    simulation_mode: z.boolean(),
    contextualization_json: z.unknown(),
    context_version: z.int(),
  })
  .transform((row) => ({
    clinic: {
      id: clinicId(row.id),
      name: row.name,
      timeZone: row.time_zone,
      simulation: row.simulation_mode,
    },
    contextualization: row.contextualization_json ?? undefined,
    contextVersion: row.context_version,
  }));

/** Finding the clinic of a number looks at all clinics; reading one does not. */
export const postgresClinics = ({ system, tenants }: Pools): Clinics => ({
  async numberFor({ phoneNumberId, displayNumber, wabaId }) {
    // whom an item was sent to is decided before whether they are in service
    const { rows } = await system.query<{ usable: boolean; waba_id: string | null }>(
      `select number.clinic_id, number.whatsapp_number, number.phone_number_id, number.waba_id,
         number.is_active and clinic.is_active as usable
       from (${addressedNumber({ id: '$1::text', digits: '$2::text' })}) as number
       join clinics as clinic on clinic.id = number.clinic_id`,
      [phoneNumberId, displayNumber],
    );
    if (rows[0] === undefined) return undefined;
    const number = numberRow.parse(rows[0]);
    if (!rows[0].usable) return { clinicId: number.clinicId, isActive: false };
    const isNewId = number.phoneNumberId === undefined && phoneNumberId !== undefined;
    const isNewAccount = rows[0].waba_id === null && wabaId !== undefined;
    if (!isNewId && !isNewAccount) return number;
    // The number was registered by its digits only: from now on its id and its account are known.
    await system.query(
      `update clinic_whatsapp_numbers
       set phone_number_id = coalesce(phone_number_id, $3), waba_id = coalesce(waba_id, $4)
       where clinic_id = $1 and whatsapp_number = $2`,
      [number.clinicId, number.whatsappNumber, phoneNumberId, wabaId],
    );
    return isNewId ? { ...number, phoneNumberId } : number;
  },

  async get(id, knownVersion) {
    const { rows } = await queryInTenant(tenants, id, {
      name: 'clinic-context',
      text: `select id, name, time_zone, simulation_mode, context_version,
         case when context_version is distinct from $2::integer then contextualization_json end as contextualization_json
       from clinics
       where id = $1 and is_active`,
      values: [id, knownVersion],
    });
    return clinicRow.optional().parse(rows[0]);
  },

  async inAccount(wabaId) {
    const { rows } = await system.query<{ clinic_id: string }>(
      `select distinct number.clinic_id
       from clinic_whatsapp_numbers as number
       join clinics as clinic on clinic.id = number.clinic_id
       where number.waba_id = $1 and clinic.is_active`,
      [wabaId],
    );
    return rows.map((row) => clinicId(row.clinic_id));
  },
});
