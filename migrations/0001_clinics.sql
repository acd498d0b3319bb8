-- Clinics and the numbers they are written to. A row with only the columns named in docs/architecture.md is a
-- working clinic: everything else has a default.

create table clinics (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  time_zone text not null default 'America/Sao_Paulo',
  contextualization_json jsonb not null default '{}',
  context_version integer not null default 1,
  simulation_mode boolean not null default false,
  is_active boolean not null default true,
  sends_stopped_until timestamptz,
  sends_stopped_reason text,
  sends_stopped_count integer not null default 0,
  sends_stopped_at timestamptz,
  sends_stopped_by text constraint clinics_sends_stopped_by check (sends_stopped_by in ('send', 'status', 'news')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table clinic_whatsapp_numbers (
  clinic_id uuid not null references clinics (id),
  whatsapp_number text not null constraint clinic_whatsapp_numbers_digits check (whatsapp_number ~ '^[0-9]{6,15}$'),
  phone_number_id text,
  waba_id text,
  is_active boolean not null default true,
  created_at timestamptz not null default now(),
  primary key (clinic_id, whatsapp_number),
  constraint clinic_whatsapp_numbers_number unique (whatsapp_number),
  constraint clinic_whatsapp_numbers_phone_number_id unique (phone_number_id)
);

create index clinic_whatsapp_numbers_waba on clinic_whatsapp_numbers (waba_id) where waba_id is not null;

create table alerts (
  id uuid primary key,
  clinic_id uuid references clinics (id),
  kind text not null,
  subject text not null,
  message text not null,
  occurrences integer not null default 1,
  opened_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  resolved_at timestamptz
);

create unique index alerts_open on alerts (clinic_id, kind, subject) nulls not distinct where resolved_at is null;

create table audit_log (
  clinic_id uuid not null,
  id uuid not null,
  at timestamptz not null default now(),
  actor text not null,
  action text not null,
  subject text not null,
  details jsonb not null default '{}',
  primary key (clinic_id, id)
);

alter table clinics enable row level security;
alter table clinic_whatsapp_numbers enable row level security;
alter table alerts enable row level security;
alter table audit_log enable row level security;
