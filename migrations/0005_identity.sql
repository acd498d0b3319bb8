-- Who may do what, what they did, which context a clinic had when, and what a repeated request was answered.

create table clinic_members (
  clinic_id uuid not null references clinics (id),
  -- the `sub` of the person's tokens
  user_id text not null constraint clinic_members_user check (length(user_id) between 1 and 255),
  role text not null constraint clinic_members_role check (role in ('clinic-admin', 'clinic-staff')),
  display_name text,
  added_by text not null default 'operator',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (clinic_id, user_id)
);

create index clinic_members_of_user on clinic_members (user_id);

create table api_keys (
  id uuid primary key,
  -- null: a key of the installation
  clinic_id uuid references clinics (id),
  clinic_ids uuid[] not null,
  role text not null constraint api_keys_role
    check (role in ('platform-admin', 'clinic-admin', 'clinic-staff', 'service')),
  name text not null,
  -- sha-256 of 256 random bits; the key itself is nowhere
  secret_digest text not null,
  created_by text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  revoked_by text,
  last_used_at timestamptz,
  constraint api_keys_of_a_clinic_stay_there
    check (clinic_id is null or (clinic_ids = array[clinic_id] and role <> 'platform-admin')),
  constraint api_keys_expire check (expires_at > created_at)
);

create index api_keys_owner on api_keys (clinic_id, id desc);

-- Begun before the effect, finished once after it; what is never finished was cut off, and nobody knows.
-- What concerns the whole installation has no clinic.
alter table audit_log
  drop constraint audit_log_pkey,
  alter column clinic_id drop not null,
  add column request_id text,
  add column outcome text default 'done' constraint audit_log_outcome check (outcome in ('done', 'refused', 'failed')),
  add column code text,
  add column finished_at timestamptz,
  add primary key (id);

create index audit_log_of_clinic on audit_log (clinic_id, id desc);

create function audit_log_is_kept() returns trigger language plpgsql as $$
begin
  if old.outcome is not null
    or (new.id, new.at, new.actor, new.action, new.subject, new.request_id)
      is distinct from (old.id, old.at, old.actor, old.action, old.subject, old.request_id)
    or new.clinic_id is distinct from old.clinic_id
    or not new.details @> old.details
  then
    raise exception 'an entry of audit_log is finished once and changed never' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
$$;

create trigger audit_log_is_kept before update on audit_log for each row execute function audit_log_is_kept();

-- Every context that a clinic ever had. The current one stands in `clinics`, where scripts may write it, too.
create table clinic_context_versions (
  clinic_id uuid not null references clinics (id),
  version integer not null,
  document jsonb not null,
  -- null: written past us
  saved_by text,
  restored_from integer,
  saved_at timestamptz not null default now(),
  primary key (clinic_id, version)
);

insert into clinic_context_versions (clinic_id, version, document, saved_at)
select id, context_version, contextualization_json, updated_at from clinics;

create function clinics_raise_context_version() returns trigger language plpgsql as $$
begin
  if new.contextualization_json is distinct from old.contextualization_json
    and new.context_version = old.context_version
  then
    new.context_version := old.context_version + 1;
    new.updated_at := now();
  end if;
  return new;
end
$$;

create trigger clinics_raise_context_version before update of contextualization_json on clinics
  for each row execute function clinics_raise_context_version();

create function clinics_keep_context() returns trigger language plpgsql as $$
begin
  insert into clinic_context_versions (clinic_id, version, document)
  values (new.id, new.context_version, new.contextualization_json)
  on conflict (clinic_id, version) do nothing;
  return null;
end
$$;

-- after the statement, so that whoever saves through us has said who it was already
create trigger clinics_keep_first_context after insert on clinics
  for each row execute function clinics_keep_context();
create trigger clinics_keep_context after update of contextualization_json on clinics
  for each row when (new.context_version <> old.context_version) execute function clinics_keep_context();

create table idempotent_requests (
  clinic_id uuid,
  caller text not null,
  operation text not null,
  key text not null constraint idempotent_requests_key check (length(key) between 1 and 255),
  request_hash text not null,
  lease_until timestamptz,
  -- whose attempt it is: an id made for that attempt
  lease_owner uuid not null constraint idempotent_requests_attempt unique,
  -- what is made under this id is made once, whichever attempt makes it
  first_attempt uuid not null,
  status smallint,
  headers jsonb,
  -- text, not jsonb: a repeat gets the very same bytes
  body text,
  created_at timestamptz not null default now(),
  constraint idempotent_requests_once unique nulls not distinct (clinic_id, caller, operation, key)
);

create index idempotent_requests_age on idempotent_requests (created_at);

-- Theoretical arrival times, as in send_pacing, of callers, clinics and routes of the API.
create table request_budgets (
  key text primary key,
  next_free_at timestamptz not null,
  interval_ms double precision not null,
  burst integer not null,
  -- what the last take was given, for its answer
  granted integer not null
)
with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02);

create index alerts_of_clinic on alerts (clinic_id, id desc);

alter table clinic_members enable row level security;
alter table api_keys enable row level security;
alter table clinic_context_versions enable row level security;
alter table idempotent_requests enable row level security;
alter table request_budgets enable row level security;
