import type { ClientBase } from 'pg';

type Check = { readonly complaint: string; readonly sql: string };

/**
 * What belongs to the owner of `clinics`, and what our roles were given by name: other tables of a shared schema, and
 * those of extensions, are not ours to judge.
 */
const ours = `
  select c.* from pg_class as c
  where c.relnamespace = 'public'::regnamespace
    and (
      c.relowner = (select relowner from pg_class where oid = to_regclass('public.clinics'))
      or exists (select from aclexplode(c.relacl) where grantee::regrole::text in ('atende_app', 'atende_system'))
    )
    and not exists (select from pg_depend where classid = 'pg_class'::regclass and objid = c.oid and deptype = 'e')`;

/** As Postgres writes it back, without what its versions might write differently. */
const plain = (expression: string) =>
  `regexp_replace(pg_get_expr(${expression}, t.oid), '::text|AS "?nullif"?|[[:space:]()]', '', 'g')`;
const ownClinic = `t.clinic || $$=SELECTNULLIFcurrent_setting'app.clinic_id',true,''::uuid$$`;

/** Each policy, and whether it is as we made it. */
const policies = `
  select t.relname, p.polname, p.polcmd = '*' and p.polpermissive and case p.polname
      when 'every_clinic' then p.polroles::regrole[]::text = '{atende_system}'
        and ${plain('p.polqual')} = 'true' and ${plain('p.polwithcheck')} = 'true'
      when 'own_clinic' then p.polroles::regrole[]::text = '{atende_app}'
        and ${plain('p.polqual')} = ${ownClinic} and ${plain('p.polwithcheck')} = ${ownClinic}
      else false
    end as is_ours
  from (select oid, relname, case relname when 'clinics' then 'id' else 'clinic_id' end as clinic from (${ours}) as c) as t
  join pg_policy as p on p.polrelid = t.oid`;

const isTable = `relkind in ('r', 'p')`;

/** Each finds things that must not be, by name. */
const checks: readonly Check[] = [
  {
    complaint: 'has no row level security',
    sql: `select relname as name from (${ours}) as c where ${isTable} and not relrowsecurity`,
  },
  {
    complaint: 'lacks one of our policies',
    sql: `select relname as name from (${ours}) as c
          where ${isTable} and (
            not exists (select from pg_policy where polrelid = c.oid and polname = 'every_clinic')
            or not exists (select from pg_policy where polrelid = c.oid and polname = 'own_clinic') and (
              relname = 'clinics' or exists (
                select from pg_attribute where attrelid = c.oid and attname = 'clinic_id' and not attisdropped
              )
            )
          )`,
  },
  {
    complaint: 'is not as we made it: drop it, and start again',
    sql: `select format('the policy %I on %I', polname, relname) as name
          from (${policies}) as p where is_ours is not true`,
  },
  {
    complaint: 'is open to others than the program',
    sql: `select format('%s (to %s)', relname, outsider) as name
          from (${ours}) as c,
            (select 'public' union all select rolname from pg_roles where rolname in ('anon', 'authenticated'))
              as outsiders (outsider)
          where relkind in ('r', 'p', 'v', 'm', 'f')
            and (has_any_column_privilege(outsider, c.oid, 'select, insert, update, references')
              or has_table_privilege(outsider, c.oid, 'delete, truncate, trigger'))`,
  },
  {
    complaint: 'is a privilege that no policy restricts',
    sql: `select format('%s on %s for %s', privilege, relname, role) as name
          from (${ours}) as c, unnest('{atende_app,atende_system}'::text[]) as role,
            unnest('{truncate,trigger,references}'::text[]) as privilege
          where ${isTable} and has_table_privilege(role, c.oid, privilege)`,
  },
  {
    complaint: 'shows rows past their policies',
    sql: `select relname as name
          from (${ours}) as c, unnest('{atende_app,atende_system}'::text[]) as role
          where has_any_column_privilege(role, c.oid, 'select')
            and (relkind in ('m', 'f') or relkind = 'v' and reloptions @> '{security_invoker=true}' is not true)`,
  },
];

/**
 * Looks whether every table, policy and grant still is as migrations/0006_isolation.sql made it. Reads the catalog only,
 * which every role may: at each start, whoever migrates.
 * @throws Error that names each table, and the policy or the grant that opens it.
 */
export async function refuseHoles(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ hole: string }>(
    checks
      .map(({ complaint, sql }) => `select distinct name || ' ${complaint}' as hole from (${sql}) as found`)
      .join(' union all ') + ' order by hole',
  );
  if (rows.length === 0) return;
  const holes = rows.map(({ hole }) => hole).join('; ');
  throw new Error(`The database does not keep clinics apart (docs/decisions/0070): ${holes}`);
}
