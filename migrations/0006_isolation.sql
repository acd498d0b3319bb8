-- Each clinic alone, by the database itself (docs/decisions/0070). The running program is one of two roles, neither of
-- which owns a table or bypasses a policy:
--   atende_app     the work of one clinic: sees and writes rows of the clinic in app.clinic_id, set per transaction
--   atende_system  the few routes that cross clinics: ingest, claims, metrics, registration
-- Nobody else sees anything: not public, and not the roles of a hosted REST layer (anon, authenticated).

do $$
declare
  role text;
  may_assume text := case when current_setting('server_version_num')::integer >= 160000 then 'set' else 'member' end;
begin
  foreach role in array array['atende_app', 'atende_system'] loop
    if not exists (select from pg_roles where rolname = role) then
      begin
        execute format('create role %I nologin', role);
      exception
        when duplicate_object or unique_violation then null; -- roles are of the whole server: another database was faster
        when insufficient_privilege then
          raise exception 'The role % is missing, and % may not create roles', role, session_user
            using hint = format(
              'As an administrator of the server: create role %1$I nologin; grant %1$I to %2$I;', role, session_user);
      end;
    end if;
    if exists (select from pg_roles where rolname = role and (rolsuper or rolbypassrls)) then
      raise exception 'The role % must be neither superuser nor bypassrls', role;
    end if;
    -- so that the login that migrates may also run the program (-c role=...); own logins need no such membership
    if not pg_has_role(session_user, role, may_assume) then
      begin
        execute format('grant %I to %I %s', role, session_user,
          case may_assume when 'set' then 'with inherit false, set true' else '' end);
      exception
        when insufficient_privilege or unique_violation then null; -- said when the program connects
      end;
    end if;
  end loop;
end
$$;

grant usage on schema public to atende_app, atende_system;

-- Closes what is open in the schema, and answers with the names of the tables it closed. Run after every migration
-- (src/adapters/postgres/migrate.ts), so a new table is isolated without a word about it in its own migration. Row level
-- security and both policies are put back wherever they are missing. Our roles get their grants only where they have none:
-- later migrations, and this one below, narrow them. A policy that is not ours is not its to drop, for somebody
-- made it for a reason: it ends the start (src/adapters/postgres/isolation-holes.ts).
create function isolate_clinics() returns setof text
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  -- a subquery is evaluated once per statement, not per row; '' is what a setting is after the transaction that set it
  own_clinic constant text := '%I = (select nullif(current_setting(''app.clinic_id'', true), '''')::uuid)';
  outsiders constant oid[] := array(select 0::oid union all select oid from pg_roles where rolname in ('anon', 'authenticated'));
  names constant text := (
    select string_agg(case outsider when 0 then 'public' else outsider::regrole::text end, ', ')
    from unnest(outsiders) as outsider
  );
  found record;
begin
  -- several starters at once: one closes, the others find nothing to do
  perform pg_advisory_xact_lock(hashtextextended('atende isolation', 0));

  for found in
    select * from (
      select c.oid::regclass as name, c.relname, c.relrowsecurity as is_guarded,
        case when c.relname = 'clinics' then 'id' else (
          select attname from pg_attribute where attrelid = c.oid and attname = 'clinic_id' and not attisdropped
        ) end as clinic,
        array(select polname::text from pg_policy where polrelid = c.oid) as policies,
        exists (
          select from aclexplode(c.relacl) where grantee in ('atende_app'::regrole, 'atende_system'::regrole)
        ) as is_granted
      from pg_class as c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and pg_has_role(c.relowner, 'usage')
        and not exists (select from pg_depend where classid = 'pg_class'::regclass and objid = c.oid and deptype = 'e')
      order by c.oid
    ) as ours
    where not is_guarded or 'every_clinic' <> all(policies) or (clinic is not null and 'own_clinic' <> all(policies))
  loop
    if not found.is_guarded then
      execute format('alter table %s enable row level security', found.name);
    end if;
    if 'every_clinic' <> all(found.policies) then
      execute format('create policy every_clinic on %s to atende_system using (true) with check (true)', found.name);
    end if;
    if found.clinic is not null and 'own_clinic' <> all(found.policies) then
      execute format('create policy own_clinic on %s to atende_app using (%s) with check (%s)', found.name,
        format(own_clinic, found.clinic), format(own_clinic, found.clinic));
    end if;
    if not found.is_granted then
      execute format('grant select, insert, update, delete on %s to atende_system', found.name);
      if found.clinic is not null then
        execute format('grant select, insert, update, delete on %s to atende_app', found.name);
      end if;
    end if;
    return next found.relname;
  end loop;

  -- a default that counts needs its sequence; what a sequence counts is nobody's row
  for found in
    select c.oid::regclass as name
    from pg_class as c
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'S' and pg_has_role(c.relowner, 'usage')
      and c.relname <> 'pgmigrations_id_seq'
      and not exists (select from aclexplode(c.relacl) where grantee = 'atende_app'::regrole)
  loop
    execute format('grant usage on sequence %s to atende_app, atende_system', found.name);
  end loop;

  for found in
    select c.oid::regclass as name, case c.relkind when 'S' then 'sequence' else 'table' end as kind
    from pg_class as c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
      and pg_has_role(c.relowner, 'usage')
      and (
        exists (select from aclexplode(c.relacl) where grantee = any(outsiders))
        or exists (
          select from pg_attribute as a, aclexplode(a.attacl) where a.attrelid = c.oid and grantee = any(outsiders)
        )
      )
      and not exists (select from pg_depend where classid = 'pg_class'::regclass and objid = c.oid and deptype = 'e')
  loop
    -- takes what was granted by the column, too
    execute format('revoke all on %s %s from %s', found.kind, found.name, names);
  end loop;

  for found in
    select p.oid::regprocedure as name
    from pg_proc as p
    where p.pronamespace = 'public'::regnamespace and pg_has_role(p.proowner, 'usage')
      and exists (
        select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) where grantee = any(outsiders)
      )
      and not exists (select from pg_depend where classid = 'pg_proc'::regclass and objid = p.oid and deptype = 'e')
  loop
    execute format('revoke all on routine %s from %s', found.name, names);
  end loop;

  -- what this owner makes later is closed from the first moment; a built-in default can only be taken back globally
  if not exists (
    select from pg_default_acl
    where defaclrole = current_user::regrole and defaclnamespace = 0 and defaclobjtype = 'f'
      and not exists (select from aclexplode(defaclacl) where grantee = 0)
  ) then
    alter default privileges revoke execute on routines from public;
  end if;
  for found in
    select distinct case defaclobjtype when 'r' then 'tables' when 'S' then 'sequences' else 'routines' end as kind,
      case defaclnamespace when 0 then '' else 'in schema public' end as place
    from pg_default_acl
    where defaclrole = current_user::regrole and defaclnamespace in (0, 'public'::regnamespace)
      and defaclobjtype in ('r', 'S', 'f')
      and exists (select from aclexplode(defaclacl) where grantee = any(outsiders))
  loop
    execute format('alter default privileges %s revoke all on %s from %s', found.place, found.kind, names);
  end loop;

  -- a temporary table would hide a real one from whoever gets the pooled connection next
  for found in
    select datname from pg_database
    where datname = current_database() and pg_has_role(datdba, 'usage') and has_database_privilege('public', oid, 'temporary')
  loop
    execute format('revoke temporary on database %I from public', found.datname);
  end loop;
  if has_schema_privilege('public', 'public', 'create') then
    revoke create on schema public from public;
  end if;
end
$$;

select isolate_clinics();

-- Less than the standard, where less is enough. tests/support/isolation/grants.ts lists every grant.
revoke insert, update, delete on pgmigrations from atende_system;
revoke delete on clinics, clinic_whatsapp_numbers, alerts, contacts, contact_identities, contact_merges,
  whatsapp_conversations_improved, whatsapp_messages_improved, webhook_items from atende_system;
revoke insert, delete on clinics from atende_app;
revoke delete on clinic_whatsapp_numbers, alerts from atende_app;
revoke insert, update, delete on webhook_items from atende_app;
-- only work that was claimed needs a place in the rate
revoke all on send_pacing from atende_system;
-- append-only; what has begun is finished once (its trigger sees to that)
revoke update, delete on audit_log from atende_app, atende_system;
grant update (outcome, code, finished_at, details) on audit_log to atende_system;
-- Registration and identity: which clinics somebody belongs to, and whose key this is, are asked of all.
revoke insert, update, delete on clinic_members from atende_system;
revoke delete on api_keys from atende_app, atende_system;
revoke update, delete on clinic_context_versions from atende_app, atende_system;
revoke delete on idempotent_requests from atende_app;
-- Whether a grant is the last of its Google account is a question about other clinics: who connects or disconnects
-- asks it, and writes, as the system. The clinic renews what it has.
revoke insert on google_calendar_tokens_by_clinic from atende_app;
revoke update on google_oauth_states from atende_app;
revoke insert, update on google_oauth_states from atende_system;
revoke insert, delete on google_revocations from atende_app;
revoke insert on clinic_calendars from atende_system;
revoke insert, delete on appointments from atende_system;
revoke all on idempotency_keys from atende_system;

-- Under a policy a range cannot be looked up in an index (&& might tell of rows that are not the clinic's); times can.
create index appointments_live_by_end on appointments (clinic_id, ends_at) where state in ('held', 'confirmed');
