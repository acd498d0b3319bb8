-- One Google connection per clinic, the consents in progress, the grants that are to end, the clinic's calendars.
-- Tokens are JWE bound to their clinic (docs/decisions/0030): a row copied to another clinic opens there to nobody.

-- The fence of connections: never the same twice, not even for a clinic that disconnected and connected again.
create sequence google_connection_versions;

create table google_calendar_tokens_by_clinic (
  clinic_id uuid primary key references clinics (id),
  google_sub text not null,
  account_email text,
  access_token text,
  refresh_token text,
  expires_at timestamptz not null,
  -- only for grants that Google limits in time
  refresh_expires_at timestamptz,
  scopes text[] not null default '{}',
  status text not null constraint google_tokens_status
    check (status in ('connected', 'renewing_failed', 'reconnect_required', 'disconnecting')),
  version bigint not null default nextval('google_connection_versions'),
  next_renewal_at timestamptz,
  lease_until timestamptz,
  lease_token bigint not null default 0,
  failures integer not null default 0,
  last_error_code text,
  last_success_at timestamptz not null default now(),
  connected_at timestamptz not null default now(),
  connected_by text,
  constraint google_tokens_erased_when_disconnecting
    check ((status = 'disconnecting') = (access_token is null) and (access_token is null) = (refresh_token is null)),
  constraint google_tokens_renewed_while_live
    check (next_renewal_at is null or status in ('connected', 'renewing_failed'))
)
-- every renewal updates its row
with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);

create index google_tokens_due on google_calendar_tokens_by_clinic (next_renewal_at) where next_renewal_at is not null;
-- connections of one Google account share one grant
create index google_tokens_live_account on google_calendar_tokens_by_clinic (google_sub)
  where status in ('connected', 'renewing_failed');

create table google_oauth_states (
  clinic_id uuid not null references clinics (id),
  -- digest of the state's id
  state_hash text not null,
  user_id text not null,
  code_verifier text not null,
  nonce text not null,
  browser_hash text,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  primary key (clinic_id, state_hash)
);

create index google_oauth_states_expiry on google_oauth_states (expires_at);

create table google_revocations (
  clinic_id uuid not null references clinics (id),
  id uuid not null,
  google_sub text not null,
  -- erased when finished
  refresh_token text,
  requested_at timestamptz not null default now(),
  next_attempt_at timestamptz,
  lease_until timestamptz,
  lease_token bigint not null default 0,
  attempts integer not null default 0,
  last_error_code text,
  finished_at timestamptz,
  primary key (clinic_id, id),
  constraint google_revocations_erased_when_finished
    check ((finished_at is null) = (refresh_token is not null) and (finished_at is null) = (next_attempt_at is not null))
);

create index google_revocations_due on google_revocations (next_attempt_at) where finished_at is null;
create index google_revocations_account on google_revocations (google_sub);

create table clinic_calendars (
  clinic_id uuid not null references clinics (id),
  calendar_id text not null,
  summary text not null default '',
  time_zone text not null default 'America/Sao_Paulo',
  access_role text not null default 'reader',
  is_active boolean not null default true,
  practitioner_id text,
  reachability text not null default 'reachable' constraint clinic_calendars_reachability
    check (reachability in ('reachable', 'not-writable', 'unreachable')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (clinic_id, calendar_id)
);

alter table google_calendar_tokens_by_clinic enable row level security;
alter table google_oauth_states enable row level security;
alter table google_revocations enable row level security;
alter table clinic_calendars enable row level security;
