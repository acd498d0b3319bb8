-- Texts that the team of a clinic puts into its replies (docs/decisions/0192).
create table quick_answers (
  clinic_id uuid not null references clinics (id),
  id uuid not null,
  name text not null constraint quick_answers_name_length check (length(name) between 1 and 40),
  -- of names that are the same but for their case; the domain folds it, since a database folds by its own locale
  name_key text not null,
  text text not null constraint quick_answers_text_length check (length(text) between 1 and 4096),
  updated_at timestamptz not null default now(),
  primary key (clinic_id, id),
  constraint quick_answers_name unique (clinic_id, name_key)
);

select isolate_clinics();

-- written and read as the clinic alone
revoke all on quick_answers from atende_system;
