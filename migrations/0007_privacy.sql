-- Erased people, and how long messages are kept (docs/decisions/0100 to 0104). Nothing in here names anybody: random ids
-- that no row has any more, and keyed hashes. No references: an older backup may not have the clinic yet.

create table erasures (
  clinic_id uuid not null,
  id uuid not null,
  erased_at timestamptz not null,
  -- open: parked items and the certificate are not done yet
  state text not null default 'open' constraint erasures_state check (state in ('open', 'done')),
  contact_ids uuid[] not null,
  identity_keys uuid[] not null,
  counts jsonb not null,
  certificate text,
  primary key (clinic_id, id),
  constraint erasures_certified_when_done check ((state = 'done') = (certificate is not null))
);

create index erasures_open on erasures (erased_at) where state = 'open';

-- By what is recognised what was erased and comes again.
create table erased_keys (
  clinic_id uuid not null,
  key uuid not null,
  erasure_id uuid not null,
  -- of a person: only what was sent until then
  covers_until timestamptz not null default 'infinity',
  keep_until timestamptz not null default 'infinity',
  primary key (clinic_id, key)
);

create index erased_keys_keep on erased_keys (keep_until);

create index webhook_items_by_clinic on webhook_items (clinic_id, id);

-- null: messages are kept until somebody is erased
alter table clinics add column message_retention_days integer
  constraint clinics_message_retention check (message_retention_days between 30 and 36500);

select isolate_clinics();

-- what was erased stays known; keys are forgotten by their age, whosever they are
revoke delete on erasures from atende_app, atende_system;
revoke delete on erased_keys from atende_app;
-- a clinic's own (0006): answers that name somebody who is erased, and parked items that it keeps no longer
grant delete on idempotent_requests to atende_app;
grant delete on webhook_items to atende_app;
-- those of no clinic have an age, too
grant delete on webhook_items to atende_system;
