import { z } from 'zod';
import type { ClinicAssistants } from '../../../application/ports/assistant/clinic-assistants.ts';
import { ClinicNotFound } from '../../../domain/clinic/clinic-errors.ts';
import { given } from '../../../domain/given.ts';
import { queryInTenant } from '../transaction.ts';
import type { TenantPool } from '../pool.ts';

const row = z
  .object({
    uses_model: z.boolean(),
    model: z.string().nullable(),
    day_microdollars: z.coerce.number().nullable(),
    hears_voice: z.boolean(),
  })
  .transform(({ uses_model: usesModel, model, day_microdollars: limit, hears_voice: hearsVoice }) => ({
    usesModel,
    ...given({ model: model ?? undefined, dayMicrodollars: limit ?? undefined }),
    ...(hearsVoice && { hearsVoice }),
  }));

export const postgresClinicAssistants = (tenants: TenantPool): ClinicAssistants => ({
  async get(clinicId) {
    const { rows } = await queryInTenant(tenants, clinicId, {
      name: 'clinic-assistant',
      text: 'select uses_model, model, day_microdollars, hears_voice from clinic_assistants where clinic_id = $1',
      values: [clinicId],
    });
    return row.optional().parse(rows[0]) ?? { usesModel: false };
  },

  async save(clinicId, { usesModel, model, dayMicrodollars, hearsVoice = false }) {
    const { rowCount } = await queryInTenant(tenants, clinicId, {
      text: `insert into clinic_assistants (clinic_id, uses_model, model, day_microdollars, hears_voice)
       select id, $2, $3, $4, $5 from clinics where id = $1
       on conflict (clinic_id) do update
       set uses_model = excluded.uses_model, model = excluded.model, day_microdollars = excluded.day_microdollars,
         hears_voice = excluded.hears_voice, updated_at = now()`,
      values: [clinicId, usesModel, model ?? null, dayMicrodollars ?? null, hearsVoice],
    });
    if (rowCount !== 1) throw new ClinicNotFound(clinicId);
  },
});
