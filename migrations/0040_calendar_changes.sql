-- What people change in Google comes back into the book (docs/decisions/0151). A calendar's feed says which events have
-- changed; the appointment then becomes due, and its event is looked at. event_changes counts what was seen,
-- event_looked up to where it was looked at. tell_at: when the patient is told the difference between told_* and the row.

alter table appointments
  add column event_changes integer not null default 0,
  add column event_looked integer not null default 0,
  add column deletions_held boolean not null default false,
  add column asked_about text constraint appointments_asked_about check (asked_about = 'deletion'),
  add column tell_at timestamptz,
  add column told_start timestamptz,
  add column told_practitioner_id text,
  add column told_live boolean,
  add constraint appointments_told check (tell_at is null or (told_start is not null and told_live is not null));

create table calendar_feeds (
  clinic_id uuid not null,
  calendar_id text not null,
  -- Google's; absent when everything has to be read (again)
  sync_token text,
  next_read_at timestamptz not null default now(),
  lease_until timestamptz,
  lease_token bigint not null default 0,
  failures integer not null default 0,
  read_at timestamptz,
  channel_id text,
  channel_resource_id text,
  channel_expires_at timestamptz,
  primary key (clinic_id, calendar_id),
  constraint calendar_feeds_calendar foreign key (clinic_id, calendar_id)
    references clinic_calendars (clinic_id, calendar_id) on delete cascade
)
-- every reading updates its row
with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);

create index calendar_feeds_due on calendar_feeds (next_read_at);

insert into calendar_feeds (clinic_id, calendar_id)
select clinic_id, calendar_id from clinic_calendars where is_active;

-- Also for a version that does not know of feeds and still runs beside this one.
create function keep_calendar_feed() returns trigger
language plpgsql
as $$
begin
  if new.is_active then
    insert into calendar_feeds (clinic_id, calendar_id) values (new.clinic_id, new.calendar_id)
    on conflict (clinic_id, calendar_id) do update set next_read_at = now();
  else
    delete from calendar_feeds where clinic_id = new.clinic_id and calendar_id = new.calendar_id;
  end if;
  return null;
end
$$;

create trigger clinic_calendars_feed after insert or update of is_active on clinic_calendars
for each row execute function keep_calendar_feed();

alter table calendar_feeds enable row level security;

select isolate_clinics();
revoke insert, delete on calendar_feeds from atende_system;
