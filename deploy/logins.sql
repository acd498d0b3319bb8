-- The program's own logins, made once by the owner after the first `npm run migrate`; run again it changes passwords.
-- psql "$DATABASE_URL" -v app_password=… -v system_password=… -f deploy/logins.sql
select 'create role atende_app_login login in role atende_app'
where not exists (select from pg_roles where rolname = 'atende_app_login') \gexec
select 'create role atende_system_login login in role atende_system'
where not exists (select from pg_roles where rolname = 'atende_system_login') \gexec
alter role atende_app_login password :'app_password';
alter role atende_system_login password :'system_password';
