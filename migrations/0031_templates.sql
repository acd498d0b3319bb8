-- Message templates: a copy of what Meta decides about those of a clinic's business accounts, and what the clinic uses
-- each for (docs/decisions/0131).

create table whatsapp_templates (
  clinic_id uuid not null references clinics (id),
  waba_id text not null,
  name text not null,
  language text not null,
  status text not null,
  category text not null,
  quality text,
  reason text,
  parameter_format text not null constraint whatsapp_templates_format check (parameter_format in ('named', 'positional')),
  body text not null,
  header text,
  buttons jsonb not null default '[]',
  changed_at timestamptz not null default now(),
  primary key (clinic_id, waba_id, name, language)
);

create table template_uses (
  clinic_id uuid not null references clinics (id),
  purpose text not null constraint template_uses_purpose
    check (purpose in ('reminder', 'confirmation', 'cancelled', 'moved', 'team-text', 'reopening')),
  name text not null,
  language text not null,
  variables jsonb not null,
  buttons jsonb not null,
  changed_at timestamptz not null default now(),
  primary key (clinic_id, purpose)
);

-- when the account's templates are looked through next; null: as soon as possible
alter table clinic_whatsapp_numbers add column templates_due_at timestamptz;

select isolate_clinics();

revoke insert, update, delete on whatsapp_templates, template_uses from atende_system;

-- the patient has said that they will come, e.g. by a tap on a template
alter table appointments add column attendance_confirmed_at timestamptz;
