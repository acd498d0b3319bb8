import { z } from 'zod';
import type { ApiKeys, KeyOwner } from '../../../application/ports/access/api-keys.ts';
import { apiKeyId, type ApiKey } from '../../../domain/access/api-key.ts';
import { clinicId } from '../../../domain/clinic/clinic.ts';
import type { Pools } from '../pool.ts';
import { queryOf } from './visible-clinics.ts';
import { given } from '../../../domain/given.ts';

const keyRow = z
  .object({
    id: z.string(),
    clinic_id: z.string().nullable(),
    clinic_ids: z.array(z.string()),
    role: z.enum(['platform-admin', 'clinic-admin', 'clinic-staff', 'service']),
    name: z.string(),
    created_by: z.string(),
    created_at: z.date(),
    expires_at: z.date(),
    revoked_at: z.date().nullable(),
    last_used_at: z.date().nullable(),
  })
  .transform((row): ApiKey => ({
    id: apiKeyId(row.id),
    name: row.name,
    role: row.role,
    ...(row.clinic_id !== null && { clinicId: clinicId(row.clinic_id) }),
    clinicIds: row.clinic_ids.map(clinicId),
    createdBy: row.created_by,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    ...given({ revokedAt: row.revoked_at ?? undefined, lastUsedAt: row.last_used_at ?? undefined }),
  }));

const clinicOf = (owner: KeyOwner) => (owner === 'installation' ? undefined : owner);

/** Whose a key is that somebody shows is known only when it is found. */
export const postgresApiKeys = (pools: Pools): ApiKeys => ({
  async add(key, digest) {
    const { rowCount } = await queryOf(pools, key.clinicId, {
      text: `insert into api_keys (id, clinic_id, clinic_ids, role, name, secret_digest, created_by, created_at, expires_at)
       select $1, $2, $3::uuid[], $4, $5, $6, $7, $8, $9
       where (select count(*) from clinics where id = any($3::uuid[])) = cardinality($3::uuid[])
       on conflict (id) do nothing`,
      values: [
        key.id,
        key.clinicId,
        key.clinicIds,
        key.role,
        key.name,
        digest,
        key.createdBy,
        key.createdAt,
        key.expiresAt,
      ],
    });
    return rowCount === 1;
  },

  async find(id) {
    const { rows } = await pools.system.query<{ secret_digest: string }>(
      'select * from api_keys where id = $1',
      [id],
    );
    return rows[0] === undefined ? undefined : { key: keyRow.parse(rows[0]), digest: rows[0].secret_digest };
  },

  async digests(now) {
    const { rows } = await pools.system.query<{ id: string; secret_digest: string }>(
      `select id, secret_digest from api_keys
       where revoked_at is null and expires_at > $1
       order by id desc
       limit 20000`,
      [now],
    );
    return new Map(rows.map((row) => [apiKeyId(row.id), row.secret_digest]));
  },

  async list(owner, limit, after) {
    const { rows } = await queryOf(pools, clinicOf(owner), {
      text: `select * from api_keys
       where clinic_id is not distinct from $1 and ($3::uuid is null or id < $3)
       order by id desc
       limit $2`,
      values: [clinicOf(owner), limit, after],
    });
    return z.array(keyRow).parse(rows);
  },

  async revoke(owner, id, by, now) {
    const { rows } = await queryOf(pools, clinicOf(owner), {
      text: `update api_keys set revoked_at = coalesce(revoked_at, $4), revoked_by = coalesce(revoked_by, $3)
       where id = $2 and clinic_id is not distinct from $1
       returning *`,
      values: [clinicOf(owner), id, by, now],
    });
    return keyRow.optional().parse(rows[0]);
  },

  async markUsed(id, now) {
    await pools.system.query({
      text: `update api_keys set last_used_at = $2
       where id = $1 and (last_used_at is null or last_used_at < $2::timestamptz - interval '1 minute')`,
      values: [id, now],
    });
  },
});
