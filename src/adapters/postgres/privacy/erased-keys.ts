import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';
import type { ErasedKeys, ErasureMarks } from '../../../application/ports/privacy/erased-keys.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { ErasedKey, ErasureId, ErasureRecord } from '../../../domain/privacy/erasure.ts';

type Db = Pick<PoolClient, 'query'>;

/** On the system's pool: a batch that arrives is of many clinics. */
export const postgresErasedKeys = (pool: Pool): ErasedKeys => ({
  cover: (marks) => areErased(pool, marks),
  remember: (erasures) => rememberKeys(pool, erasures),

  async forget(now, limit) {
    const { rowCount } = await pool.query(
      `with old as materialized (
         select clinic_id, key from erased_keys
         where keep_until < $1
         order by keep_until
         limit $2
         for update skip locked
       )
       delete from erased_keys as erased
       using old
       where erased.clinic_id = old.clinic_id and erased.key = old.key`,
      [now, limit],
    );
    return rowCount ?? 0;
  },
});

/** `covers` in SQL, for a batch at once; the statement of ingest has it, too. */
export async function areErased(db: Db, marks: readonly ErasureMarks[]): Promise<readonly boolean[]> {
  if (marks.length === 0) return [];
  const { rows } = await db.query<{ n: number }>({
    name: 'erased-keys',
    text: `select mark.n
      from json_to_recordset($1::json) as mark (n integer, "clinicId" uuid, keys uuid[], "sentAt" timestamptz)
      -- never turned into a join: each mark is looked up on its own
      where exists (
        select from erased_keys as erased
        where erased.clinic_id = mark."clinicId" and erased.key = any(mark.keys)
          and erased.covers_until >= mark."sentAt"
      ) is true`,
    values: [JSON.stringify(marks.map((mark, n) => ({ n, ...mark })))],
  });
  const erased = new Set(rows.map(({ n }) => n));
  return marks.map((_, n) => erased.has(n));
}

/** `mergedKey` in SQL: "for ever" is `infinity` here. */
export async function rememberKeys(
  db: Db,
  erasures: readonly Pick<ErasureRecord, 'clinicId' | 'id' | 'keys'>[],
): Promise<void> {
  const keys = erasures.flatMap(({ clinicId, id, keys: own }) =>
    own.map((key) => ({ clinicId, erasure: id, ...key })),
  );
  if (keys.length === 0) return;
  await db.query(
    `insert into erased_keys (clinic_id, key, erasure_id, covers_until, keep_until)
     select "clinicId", key, (array_agg(erasure order by erasure))[1],
       max(coalesce("coversUntil", 'infinity')), max(coalesce("keepUntil", 'infinity'))
     from json_to_recordset($1::json) as erased (
       "clinicId" uuid, key uuid, erasure uuid, "coversUntil" timestamptz, "keepUntil" timestamptz
     )
     group by "clinicId", key
     order by "clinicId", key
     on conflict (clinic_id, key) do update
     set covers_until = greatest(erased_keys.covers_until, excluded.covers_until),
       keep_until = greatest(erased_keys.keep_until, excluded.keep_until)`,
    [JSON.stringify(keys)],
  );
}

const keyRows = z.array(
  z
    .object({ key: z.string(), covers_until: z.date().nullable(), keep_until: z.date().nullable() })
    .transform((row): ErasedKey => ({
      key: row.key,
      ...(row.covers_until && { coversUntil: row.covers_until }),
      ...(row.keep_until && { keepUntil: row.keep_until }),
    })),
);

export async function keysOfErasure(
  db: Db,
  clinicId: ClinicId,
  erasure: ErasureId,
): Promise<readonly ErasedKey[]> {
  const { rows } = await db.query(
    `select key, nullif(covers_until, 'infinity') as covers_until, nullif(keep_until, 'infinity') as keep_until
     from erased_keys
     where clinic_id = $1 and erasure_id = $2
     order by key`,
    [clinicId, erasure],
  );
  return keyRows.parse(rows);
}
