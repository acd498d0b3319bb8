-- One row for each browser that is signed in (docs/decisions/0180). Of the secret in its cookie only the digest is kept.

create table browser_sessions (
  id uuid primary key,
  secret_digest text not null constraint browser_sessions_secret unique,
  -- the provider's `sub`
  user_id text not null,
  email text,
  display_name text,
  -- null: the members of the clinics say
  role text,
  clinic_ids uuid[] not null default '{}',
  created_at timestamptz not null,
  last_used_at timestamptz not null,
  ends_at timestamptz not null,
  ended_at timestamptz,
  ended_by text
);
create index browser_sessions_open on browser_sessions (id desc) where ended_at is null;
create index browser_sessions_ends on browser_sessions (ends_at);
alter table browser_sessions enable row level security;

-- Who may become a member when they sign in with this address, proven by the provider.
create table clinic_invitations (
  clinic_id uuid not null references clinics (id),
  id uuid not null,
  -- lower case
  email text not null constraint clinic_invitations_email check (length(email) between 3 and 254),
  role text not null constraint clinic_invitations_role check (role in ('clinic-admin', 'clinic-staff')),
  invited_by text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (clinic_id, id),
  constraint clinic_invitations_once unique (clinic_id, email)
);
create index clinic_invitations_address on clinic_invitations (email);

select isolate_clinics();

revoke update on clinic_invitations from atende_app;
revoke insert, update, delete on clinic_invitations from atende_system;
