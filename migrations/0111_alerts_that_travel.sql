-- Alerts are told to whoever does not look at the console (docs/decisions/0174). An alert is looked at from the transaction
-- on that opens or resolves it, whichever version of the program does so.
alter table alerts
  -- when a worker looks whether somebody is to be told; null: not before it changes
  add column announce_at timestamptz,
  add column announce_lease_until timestamptz,
  add column announce_lease_token bigint not null default 0;

create index alerts_to_announce on alerts (announce_at) where announce_at is not null;

create function announce_alert() returns trigger language plpgsql as $$
begin
  new.announce_at := now();
  -- whoever holds it has read it before
  new.announce_lease_until := null;
  return new;
end
$$;

create trigger alerts_announced before insert or update of resolved_at on alerts
  for each row execute function announce_alert();

-- A place where alerts go. Its deliveries go out one after the other, so the pauses after failures are its own.
create table alert_destinations (
  id uuid primary key default gen_random_uuid(),
  -- null: of the installation, from its environment
  clinic_id uuid references clinics (id),
  channel text not null constraint alert_destinations_channel check (channel in ('webhook', 'email')),
  address text not null,
  sealed_secret text,
  -- minutes after midnight, by the clinic's clocks, or those of the installation
  quiet_from integer,
  quiet_to integer,
  time_zone text,
  created_at timestamptz not null,
  next_attempt_at timestamptz not null default now(),
  failures integer not null default 0,
  lease_until timestamptz,
  lease_token bigint not null default 0,
  last_event text,
  last_tried_at timestamptz,
  -- null: it arrived
  last_code text,
  constraint alert_destinations_of_clinic unique (clinic_id, id),
  constraint alert_destinations_once unique nulls not distinct (clinic_id, channel, address),
  constraint alert_destinations_quiet check ((quiet_from is null) = (quiet_to is null))
);

-- One event of one alert for one destination.
create table alert_deliveries (
  id uuid primary key,
  -- of the destination
  clinic_id uuid,
  destination_id uuid not null,
  alert_id uuid not null,
  event text not null constraint alert_deliveries_event check (event in ('opened', 'escalated', 'resolved')),
  is_urgent boolean not null,
  due_at timestamptz not null,
  attempts integer not null default 0,
  state text not null default 'waiting'
    constraint alert_deliveries_state check (state in ('waiting', 'delivered', 'given-up', 'skipped')),
  settled_at timestamptz,
  constraint alert_deliveries_once unique (alert_id, destination_id, event),
  foreign key (clinic_id, destination_id) references alert_destinations (clinic_id, id) on delete cascade
);

create index alert_deliveries_waiting on alert_deliveries (destination_id, due_at) where state = 'waiting';
create index alert_deliveries_due on alert_deliveries (due_at) where state = 'waiting';

select isolate_clinics();

-- a clinic says where its alerts go; telling them crosses clinics, since the installation hears of many
revoke insert, update, delete on alert_deliveries from atende_app;
