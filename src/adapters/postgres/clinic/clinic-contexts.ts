import { z } from 'zod';
import type { ClinicContexts, SavedContext } from '../../../application/ports/clinic/clinic-contexts.ts';
import type { TenantPool } from '../pool.ts';
import { queryInTenant } from '../transaction.ts';
import { given } from '../../../domain/given.ts';

const said = z.object({
  version: z.int(),
  saved_at: z.date(),
  saved_by: z.string().nullable(),
  restored_from: z.int().nullable(),
});
const savedBy = (row: z.output<typeof said>): Omit<SavedContext, 'document'> => ({
  version: row.version,
  savedAt: row.saved_at,
  ...given({ savedBy: row.saved_by ?? undefined, restoredFrom: row.restored_from ?? undefined }),
});
const versionRow = said.transform(savedBy);
const contextRow = said
  .extend({ document: z.unknown() })
  .transform((row): SavedContext => ({ ...savedBy(row), document: row.document }));

export const postgresClinicContexts = (tenants: TenantPool): ClinicContexts => {
  const current: ClinicContexts['current'] = async (clinicId) => {
    const { rows } = await queryInTenant(tenants, clinicId, {
      text: `select clinics.context_version as version, clinics.contextualization_json as document,
         coalesce(version.saved_at, clinics.updated_at) as saved_at, version.saved_by, version.restored_from
       from clinics
       left join clinic_context_versions as version
         on version.clinic_id = clinics.id and version.version = clinics.context_version
       where clinics.id = $1`,
      values: [clinicId],
    });
    return contextRow.optional().parse(rows[0]);
  };

  return {
    current,

    async save(clinicId, { document, expectedVersion, by, restoredFrom }, now) {
      const { rows } = await queryInTenant(tenants, clinicId, {
        text: `with saved as (
           update clinics
           set contextualization_json = $3, context_version = context_version + 1, updated_at = $6
           where id = $1 and context_version = $2 and contextualization_json is distinct from $3::jsonb
           returning id, context_version, contextualization_json
         )
         insert into clinic_context_versions (clinic_id, version, document, saved_by, restored_from, saved_at)
         select id, context_version, contextualization_json, $4, $5, $6 from saved
         returning *`,
        values: [clinicId, expectedVersion, JSON.stringify(document), by, restoredFrom, now],
      });
      if (rows[0] !== undefined) return { saved: true, current: contextRow.parse(rows[0]) };
      const kept = await current(clinicId);
      return kept && { saved: kept.version === expectedVersion, current: kept };
    },

    async version(clinicId, version) {
      const { rows } = await queryInTenant(tenants, clinicId, {
        text: 'select * from clinic_context_versions where clinic_id = $1 and version = $2',
        values: [clinicId, version],
      });
      return contextRow.optional().parse(rows[0]);
    },

    async versions(clinicId, limit, below) {
      const { rows } = await queryInTenant(tenants, clinicId, {
        text: `select version, saved_at, saved_by, restored_from from clinic_context_versions
         where clinic_id = $1 and ($3::integer is null or version < $3)
         order by version desc
         limit $2`,
        values: [clinicId, limit, below],
      });
      return z.array(versionRow).parse(rows);
    },
  };
};
