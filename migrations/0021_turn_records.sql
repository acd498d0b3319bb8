-- How an answer of a language model came about: for whoever asks why, and to run it again (docs/decisions/0113).

create table turn_records (
  turn_id uuid not null,
  clinic_id uuid not null,
  conversation_id uuid not null,
  outcome text not null constraint turn_records_outcome check (outcome in ('sent', 'overtaken', 'failed')),
  kept jsonb not null,
  recorded_at timestamptz not null default now(),
  primary key (turn_id, clinic_id)
);

create index turn_records_by_conversation on turn_records (conversation_id, clinic_id, turn_id);
create index turn_records_by_age on turn_records (clinic_id, recorded_at);

select isolate_clinics();

revoke update on turn_records from atende_app;
revoke insert, update, delete on turn_records from atende_system;
