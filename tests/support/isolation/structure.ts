import type { ClientBase } from 'pg';
import { columnGrants, grants, uniqueAcrossClinics } from './grants.ts';

type Check = { readonly complaint: string; readonly sql: string };

const setting = `NULLIF(current_setting('app.clinic_id'::text, true), ''::text)`;
const isOurs = (classOf: string, oid: string) =>
  `not exists (select from pg_depend where classid = '${classOf}'::regclass and objid = ${oid} and deptype = 'e')`;

/** Each finds things that must not be, by name. */
const checks: readonly Check[] = [
  {
    complaint: 'has no row level security',
    sql: `select relname as name from pg_class
          where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relrowsecurity`,
  },
  {
    complaint: 'is a foreign table or a materialized view, which no policy guards',
    sql: `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('f', 'm')`,
  },
  {
    complaint: 'is a view with the eyes of its owner',
    sql: `select relname as name from pg_class
          where relnamespace = 'public'::regnamespace and relkind = 'v'
            and not coalesce(reloptions @> '{security_invoker=true}', false)`,
  },
  {
    complaint: 'has not the policies it should have',
    sql: `select c.relname as name
          from pg_class as c
          left join pg_attribute as a on a.attrelid = c.oid and not a.attisdropped
            and a.attname = case c.relname when 'clinics' then 'id' else 'clinic_id' end
          left join lateral (
            select array_agg(
              format('%s %s %s %s %s %s', polname, polroles::regrole[], polcmd, polpermissive,
                pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)) order by polname) as found
            from pg_policy where polrelid = c.oid
          ) as policies on true
          where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
            and policies.found is distinct from array['every_clinic {atende_system} * t true true'] ||
              case when a.attname is not null then array[format(
                'own_clinic {atende_app} * t %1$s %1$s',
                format($f$(%s = ( SELECT (${setting})::uuid AS "nullif"))$f$, a.attname))] end`,
  },
  {
    complaint: 'is open to somebody else',
    sql: `select distinct c.relname || ' to ' || case acl.grantee when 0 then 'public' else acl.grantee::regrole::text end
            as name
          from pg_class as c
          left join pg_attribute as a on a.attrelid = c.oid
          cross join lateral aclexplode(coalesce(c.relacl, acldefault('r', c.relowner)) || coalesce(a.attacl, '{}')) as acl
          where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
            and acl.grantee not in (c.relowner, 'atende_app'::regrole, 'atende_system'::regrole)
            and ${isOurs('pg_class', 'c.oid')}`,
  },
  {
    complaint: 'may be handed on or is more than rows',
    sql: `select distinct c.relname || ' ' || acl.privilege_type as name
          from pg_class as c, aclexplode(c.relacl) as acl
          where c.relnamespace = 'public'::regnamespace and c.relkind <> 'S'
            and acl.grantee in ('atende_app'::regrole, 'atende_system'::regrole)
            and (acl.is_grantable or acl.privilege_type not in ('SELECT', 'INSERT', 'UPDATE', 'DELETE'))`,
  },
  {
    complaint: 'is a sequence that may be read or set',
    sql: `select distinct c.relname as name
          from pg_class as c, aclexplode(c.relacl) as acl
          where c.relnamespace = 'public'::regnamespace and c.relkind = 'S' and acl.privilege_type <> 'USAGE'
            and acl.grantee <> c.relowner`,
  },
  {
    complaint: 'may be executed by public',
    sql: `select oid::regprocedure::text as name from pg_proc
          where pronamespace = 'public'::regnamespace and has_function_privilege('public', oid, 'execute')
            and ${isOurs('pg_proc', 'pg_proc.oid')}`,
  },
  {
    complaint: 'runs with the rights of its owner',
    sql: `select oid::regprocedure::text as name from pg_proc
          where pronamespace = 'public'::regnamespace and prosecdef`,
  },
  {
    complaint: 'is a foreign key that leaves the clinic',
    sql: `select k.conname as name
          from pg_constraint as k
          join pg_class as c on c.oid = k.conrelid
          join pg_attribute as a on a.attrelid = c.oid and a.attname = 'clinic_id'
          join pg_class as other on other.oid = k.confrelid
          join pg_attribute as b on b.attrelid = other.oid
            and b.attname = case other.relname when 'clinics' then 'id' else 'clinic_id' end
          where k.contype = 'f' and c.relnamespace = 'public'::regnamespace
            and not coalesce(k.confkey[array_position(k.conkey, a.attnum)] = b.attnum, false)`,
  },
  {
    complaint: 'is unique across clinics, and nobody has said why',
    sql: `select i.indexrelid::regclass::text as name
          from pg_index as i
          join pg_class as c on c.oid = i.indrelid
          where c.relnamespace = 'public'::regnamespace and i.indisunique
            and i.indexrelid::regclass::text <> all('{${[...uniqueAcrossClinics].join(',')}}')
            and not exists (
              select from pg_attribute as a
              where a.attrelid = c.oid and a.attname = 'clinic_id' and a.attnum = any(i.indkey)
            )`,
  },
  {
    complaint: 'is a role of more than it should be',
    sql: `select rolname as name from pg_roles
          where rolname in ('atende_app', 'atende_system')
            and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication or exists (
              select from pg_auth_members where member = pg_roles.oid
            ))`,
  },
  {
    complaint: 'belongs to a role of the program',
    sql: `select relname as name from pg_class where relowner::regrole::text in ('atende_app', 'atende_system')`,
  },
  {
    complaint: 'is open to everybody for new objects',
    sql: `select 'schema public' as name where has_schema_privilege('public', 'public', 'create')
          union all
          select 'the database' where has_database_privilege('public', current_database(), 'temporary')`,
  },
];

/** What the catalog says that should not be so, one line each. */
export async function structuralHoles(owner: ClientBase): Promise<readonly string[]> {
  const holes: string[] = [];
  for (const { complaint, sql } of checks) {
    const { rows } = await owner.query<{ name: string }>(sql);
    holes.push(...rows.map(({ name }) => `${name} ${complaint}`));
  }
  return [...holes, ...(await wrongGrants(owner)), ...(await wrongColumnGrants(owner))];
}

async function wrongColumnGrants(owner: ClientBase): Promise<readonly string[]> {
  const { rows } = await owner.query<{ name: string }>(
    `select format('%s: %s (%s) to %s', c.relname, lower(acl.privilege_type),
       string_agg(a.attname, ', ' order by a.attname), acl.grantee::regrole) as name
     from pg_class as c
     join pg_attribute as a on a.attrelid = c.oid
     cross join lateral aclexplode(a.attacl) as acl
     where c.relnamespace = 'public'::regnamespace
     group by c.relname, acl.privilege_type, acl.grantee`,
  );
  return rows.flatMap(({ name }) =>
    columnGrants.includes(name) ? [] : [`${name} is a grant that nobody has written down`],
  );
}

async function wrongGrants(owner: ClientBase): Promise<readonly string[]> {
  const verbs = (role: string) =>
    `array_to_string(array(
      select verb from unnest('{select,insert,update,delete}'::text[]) as verb
      where has_table_privilege('${role}', c.oid, verb)
    ), ', ')`;
  const { rows } = await owner.query<{ name: string; app: string; system: string }>(
    `select c.relname as name, ${verbs('atende_app')} as app, ${verbs('atende_system')} as system
     from pg_class as c
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
     order by c.relname`,
  );
  const written = (text: string) => (text === 'all' ? 'select, insert, update, delete' : text);
  return rows.flatMap(({ name, app, system }) => {
    const wanted = grants[name];
    if (wanted === undefined) return [`${name} is not in tests/support/isolation/grants.ts`];
    return [
      ...(app === written(wanted.app) ? [] : [`${name} lets atende_app ${app || 'nothing'}`]),
      ...(system === written(wanted.system) ? [] : [`${name} lets atende_system ${system || 'nothing'}`]),
    ];
  });
}
