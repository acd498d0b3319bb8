import { z } from 'zod';
import type {
  ClinicConnections,
  ClinicRegistry,
  RegisteredClinic,
} from '../../../application/ports/clinic/clinic-registry.ts';
import { clinicId } from '../../../domain/clinic/clinic.ts';
import type { Pools } from '../pool.ts';
import { queryWithin, reachParameter } from '../access/visible-clinics.ts';
import { queryInTenant } from '../transaction.ts';

const columns = 'id, name, time_zone, simulation_mode, is_active, context_version, version, created_at';
const registryRow = z
  .object({
    id: z.string(),
    name: z.string(),
    time_zone: z.string(),
    simulation_mode: z.boolean(),
    is_active: z.boolean(),
    context_version: z.int(),
    version: z.int(),
    created_at: z.date(),
  })
  .transform((row): RegisteredClinic => ({
    id: clinicId(row.id),
    name: row.name,
    timeZone: row.time_zone,
    simulation: row.simulation_mode,
    isActive: row.is_active,
    contextVersion: row.context_version,
    version: row.version,
    createdAt: row.created_at,
  }));

const connectionsRow = z
  .object({
    id: z.string(),
    status: z.enum(['connected', 'renewing_failed', 'reconnect_required', 'disconnecting']).nullable(),
    numbers: z.int(),
  })
  .transform(({ id, status, numbers }): ClinicConnections => ({
    clinicId: clinicId(id),
    google: status ?? 'not_connected',
    numbers,
  }));

/** A clinic that is being made is nobody's yet; which ones are connected is the operator's to know. */
export const postgresClinicRegistry = (pools: Pools): ClinicRegistry => {
  const get: ClinicRegistry['get'] = async (id) => {
    const { rows } = await queryInTenant(pools.tenants, id, {
      text: `select ${columns} from clinics where id = $1`,
      values: [id],
    });
    return registryRow.optional().parse(rows[0]);
  };
  return {
    get,

    async add({ id, name, timeZone, simulation, contextualization, by, isActive = true }, now) {
      const { rows } = await pools.system.query({
        text: `with clinic as (
           insert into clinics
             (id, name, time_zone, simulation_mode, contextualization_json, is_active, created_at, updated_at)
           values ($1, $2, $3, $4, $5, $8, $7, $7)
           on conflict (id) do nothing
           returning ${columns}
         ), version as (
           insert into clinic_context_versions (clinic_id, version, document, saved_by, saved_at)
           select id, context_version, $5, $6, $7 from clinic
         )
         select * from clinic`,
        values: [id, name, timeZone, simulation, JSON.stringify(contextualization), by, now, isActive],
      });
      const added = registryRow.optional().parse(rows[0]) ?? (await get(id));
      return added?.name === name ? added : 'taken';
    },

    async change(id, expected, { name, timeZone, simulation, isActive }, now) {
      const { rows } = await queryInTenant(pools.tenants, id, {
        text: `update clinics
         set name = coalesce($3, name), time_zone = coalesce($4, time_zone),
           simulation_mode = coalesce($5, simulation_mode), is_active = coalesce($6, is_active), updated_at = $7
         where id = $1 and version = $2
         returning ${columns}`,
        values: [id, expected, name, timeZone, simulation, isActive, now],
      });
      const changed = registryRow.optional().parse(rows[0]);
      return changed ?? ((await get(id)) && 'stale');
    },

    async list(reach, limit, after) {
      const { rows } = await queryWithin(pools, reach, {
        text: `select ${columns} from clinics
         where ($1::uuid[] is null or id = any($1)) and ($3::uuid is null or id > $3)
         order by id
         limit $2`,
        values: [reachParameter(reach), limit, after],
      });
      return z.array(registryRow).parse(rows);
    },

    async connections(limit) {
      const { rows } = await pools.system.query(
        `select clinics.id, token.status, coalesce(active.numbers, 0) as numbers
         from clinics
         left join google_calendar_tokens_by_clinic as token on token.clinic_id = clinics.id
         left join (
           select clinic_id, count(*)::integer as numbers
           from clinic_whatsapp_numbers
           where is_active
           group by clinic_id
         ) as active on active.clinic_id = clinics.id
         order by clinics.id
         limit $1`,
        [limit],
      );
      return z.array(connectionsRow).parse(rows);
    },
  };
};
