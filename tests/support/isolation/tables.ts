import type { ClientBase } from 'pg';
import { z } from 'zod';

export type Column = {
  readonly name: string;
  readonly type: string;
  readonly isFilledByItself: boolean;
};
export type Table = {
  /** Quoted as SQL needs it. */
  readonly name: string;
  /** The column that says whose a row is; absent for tables of the whole installation. */
  readonly clinicColumn: string | undefined;
  readonly columns: readonly Column[];
  readonly key: readonly string[];
};

const column = z.object({ name: z.string(), type: z.string(), isFilledByItself: z.boolean() });
const table = z
  .object({ name: z.string(), columns: z.array(column), key: z.array(z.string()) })
  .transform((read): Table => ({
    ...read,
    clinicColumn:
      read.name === 'clinics' ? 'id' : read.columns.find(({ name }) => name === 'clinic_id')?.name,
  }));

/** Every table of the schema, as the catalog knows it: a new one cannot be forgotten. */
export async function readTables(owner: ClientBase): Promise<readonly Table[]> {
  const { rows } = await owner.query(
    `select quote_ident(c.relname) as name,
       (
         select json_agg(json_build_object(
           'name', a.attname, 'type', format_type(a.atttypid, null),
           'isFilledByItself', a.attidentity <> '' or a.attgenerated <> ''
         ) order by a.attnum)
         from pg_attribute as a
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       ) as columns,
       coalesce((
         select json_agg(a.attname order by a.attnum)
         from pg_index as i
         join pg_attribute as a on a.attrelid = c.oid and a.attnum = any(i.indkey)
         where i.indrelid = c.oid and i.indisprimary
       ), '[]') as key
     from pg_class as c
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
     order by c.relname`,
  );
  return z.array(table).parse(rows);
}
