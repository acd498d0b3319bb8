-- The appointment book. A row is what is wanted; written_* is what is, or may be, in Google of it, and is set before
-- the call that makes it. A row whose next_sync_at has passed may be out of step with its calendar (docs/decisions/0040).

create extension if not exists btree_gist;

create table appointments (
  clinic_id uuid not null references clinics (id),
  id uuid not null,
  -- shared by an appointment and what it is moved to
  series_id uuid not null,
  state text not null constraint appointments_state check (state in ('held', 'confirmed', 'cancelled', 'failed')),
  requested_at timestamptz,
  hold_expires_at timestamptz,
  service_id text not null,
  service_name text not null,
  practitioner_id text,
  calendar_id text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  buffer_before_minutes integer not null default 0,
  buffer_after_minutes integer not null default 0,
  -- the visit with its buffers
  during tstzrange not null,
  contact_id uuid,
  conversation_id uuid,
  generation integer not null default 1,
  replaces uuid,
  reason text,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  written_calendar_id text,
  written_event_id text,
  written_start timestamptz,
  written_end timestamptz,
  written_seen boolean not null default false,
  next_sync_at timestamptz,
  lease_until timestamptz,
  lease_token bigint not null default 0,
  sync_attempts integer not null default 0,
  primary key (clinic_id, id),
  constraint appointments_visit check (starts_at < ends_at),
  constraint appointments_during check (during @> tstzrange(starts_at, ends_at)),
  constraint appointments_contact foreign key (clinic_id, contact_id) references contacts (clinic_id, id),
  constraint appointments_conversation foreign key (clinic_id, conversation_id)
    references whatsapp_conversations_improved (clinic_id, id),
  constraint appointments_no_overlap exclude using gist (
    clinic_id with =, calendar_id with =, during with &&, series_id with <>
  ) where (state in ('held', 'confirmed'))
);

-- Members of a series may overlap each other: at most one open wish to move an appointment.
create unique index appointments_one_move on appointments (clinic_id, replaces)
  where replaces is not null and state in ('held', 'confirmed');
create index appointments_due on appointments (clinic_id, next_sync_at) where next_sync_at is not null;
create index appointments_leased on appointments (clinic_id, calendar_id) where lease_until is not null;
create index appointments_by_start on appointments (clinic_id, starts_at, id);
create index appointments_of_contact on appointments (clinic_id, contact_id) where contact_id is not null;
create index appointments_of_series on appointments (clinic_id, series_id);
create index appointments_written on appointments (clinic_id, written_calendar_id)
  where written_event_id is not null and state in ('cancelled', 'failed');

-- What was made under a key, so that a repeated request finds it.
create table idempotency_keys (
  clinic_id uuid not null references clinics (id),
  key text not null,
  fingerprint text not null,
  appointment_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (clinic_id, key)
);

create index idempotency_keys_age on idempotency_keys (clinic_id, created_at);

alter table appointments enable row level security;
alter table idempotency_keys enable row level security;
