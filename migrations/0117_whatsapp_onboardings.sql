-- How far a clinic's number has been brought in from Meta (docs/decisions/0139). Token and app secret are forgotten with the
-- end; the PIN of the two-step verification stays, since the next registration of the number needs it.

create table whatsapp_onboardings (
  clinic_id uuid not null references clinics (id),
  id uuid not null,
  flow text not null constraint whatsapp_onboardings_flow check (flow in ('token', 'signup')),
  state text not null
    constraint whatsapp_onboardings_state check (state in ('choosing', 'running', 'done', 'refused')),
  waba_id text,
  phone_number_id text,
  whatsapp_number text,
  is_coexistence boolean,
  sealed_token text,
  sealed_app_secret text,
  sealed_pin text,
  steps text[] not null default '{}',
  findings jsonb not null default '[]',
  choices jsonb not null default '[]',
  problem text,
  problem_detail text,
  attempts integer not null default 0,
  next_at timestamptz,
  lease_until timestamptz,
  lease_token integer not null default 0,
  started_by text not null,
  started_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (clinic_id, id),
  constraint whatsapp_onboardings_ended check ((state in ('done', 'refused')) = (ended_at is not null)),
  constraint whatsapp_onboardings_forgotten check (ended_at is null or (sealed_token is null and sealed_app_secret is null)),
  constraint whatsapp_onboardings_known check (state <> 'running' or (waba_id is not null and phone_number_id is not null))
);

create unique index whatsapp_onboardings_running on whatsapp_onboardings (clinic_id, phone_number_id) where state = 'running';
create index whatsapp_onboardings_due on whatsapp_onboardings (next_at) where state = 'running';
create index whatsapp_onboardings_started on whatsapp_onboardings (clinic_id, started_at desc);

select isolate_clinics();

-- begun and worked on as the clinic; only the look for what is due crosses clinics
revoke delete on whatsapp_onboardings from atende_app;
revoke insert, delete on whatsapp_onboardings from atende_system;
