-- Which clinics answer with a language model, and what that costs them (docs/decisions/0111, 0112).

create table clinic_assistants (
  clinic_id uuid primary key references clinics (id),
  uses_model boolean not null default false,
  -- null: the installation's
  model text constraint clinic_assistants_model check (length(model) between 1 and 200),
  day_microdollars bigint constraint clinic_assistants_limit check (day_microdollars >= 0),
  updated_at timestamptz not null default now()
);

-- Set aside and used, per day by the clinic's clocks.
create table model_spending (
  clinic_id uuid not null references clinics (id),
  day date not null,
  microdollars bigint not null default 0,
  tokens bigint not null default 0,
  -- turns whose price is not known
  unpriced integer not null default 0,
  primary key (clinic_id, day)
);

select isolate_clinics();

revoke delete on clinic_assistants from atende_app;
revoke insert, update, delete on clinic_assistants from atende_system;
revoke delete on model_spending from atende_app;
revoke insert, update, delete on model_spending from atende_system;
