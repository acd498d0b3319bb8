import type { Pool } from 'pg';
import { z } from 'zod';
import type { ClinicRegistry, RegisteredClinic } from '../../application/ports/clinic-registry.ts';
import { clinicId } from '../../domain/clinic/clinic.ts';
import { reachParameter } from './reach.ts';

const columns = 'id, name, time_zone, simulation_mode, is_active, context_version, created_at';
const registryRow = z
  .object({
    id: z.string(),
    name: z.string(),
    time_zone: z.string(),
    simulation_mode: z.boolean(),
    is_active: z.boolean(),
    context_version: z.int(),
    created_at: z.date(),
  })
  .transform((row): RegisteredClinic => ({
    id: clinicId(row.id),
    name: row.name,
    timeZone: row.time_zone,
    simulation: row.simulation_mode,
    isActive: row.is_active,
    contextVersion: row.context_version,
    createdAt: row.created_at,
  }));

export const postgresClinicRegistry = (pool: Pool): ClinicRegistry => {
  const get: ClinicRegistry['get'] = async (id) => {
    const { rows } = await pool.query(`select ${columns} from clinics where id = $1`, [id]);
    return registryRow.optional().parse(rows[0]);
  };
  return {
    get,

    async add({ id, name, timeZone, simulation, contextualization, by }, now) {
      const { rows } = await pool.query(
        `with clinic as (
           insert into clinics (id, name, time_zone, simulation_mode, contextualization_json, created_at, updated_at)
           values ($1, $2, $3, $4, $5, $7, $7)
           on conflict (id) do nothing
           returning ${columns}
         ), version as (
           insert into clinic_context_versions (clinic_id, version, document, saved_by, saved_at)
           select id, context_version, $5, $6, $7 from clinic
         )
         select * from clinic`,
        [id, name, timeZone, simulation, JSON.stringify(contextualization), by, now],
      );
      const added = registryRow.optional().parse(rows[0]) ?? (await get(id));
      return added?.name === name ? added : 'taken';
    },

    async list(reach, limit, after) {
      const { rows } = await pool.query(
        `select ${columns} from clinics
         where ($1::uuid[] is null or id = any($1)) and ($3::uuid is null or id > $3)
         order by id
         limit $2`,
        [reachParameter(reach), limit, after],
      );
      return z.array(registryRow).parse(rows);
    },
  };
};
