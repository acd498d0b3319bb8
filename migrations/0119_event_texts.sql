-- What the events of visits may show in Google (docs/decisions/0156), 0 nothing to 3 name and phone, written down before the
-- call. Null: written by a program that did not keep it, which shows the service at most.

create table event_texts (
  clinic_id uuid not null references clinics (id),
  appointment_id uuid not null,
  calendar_id text not null,
  shows smallint constraint event_texts_shows check (shows between 0 and 3),
  due_at timestamptz,
  lease_until timestamptz,
  lease_token bigint not null default 0,
  attempts integer not null default 0,
  failure text,
  primary key (clinic_id, appointment_id, calendar_id),
  constraint event_texts_appointment foreign key (clinic_id, appointment_id)
    references appointments (clinic_id, id) on delete cascade
);

create index event_texts_due on event_texts (clinic_id, due_at) where due_at is not null;
create index event_texts_next on event_texts (due_at) where due_at is not null;
create index event_texts_failed on event_texts (clinic_id) where failure is not null;

-- The choice stands in the clinic's document: events of visits to come are looked at again. A row in other hands is left
-- alone: waiting for it could be a deadlock, and whoever has it reads the present choice or is looked at a minute later.
create function look_at_event_texts() returns trigger language plpgsql as $$
begin
  update event_texts set due_at = greatest(now(), lease_until), lease_until = null, lease_token = lease_token + 1
  where clinic_id = new.id and (appointment_id, calendar_id) in (
    select t.appointment_id, t.calendar_id
    from event_texts as t
    join appointments as a on a.clinic_id = t.clinic_id and a.id = t.appointment_id
    where t.clinic_id = new.id and a.state = 'confirmed' and a.starts_at > now()
    for no key update of t skip locked
  );
  insert into event_texts (clinic_id, appointment_id, calendar_id, due_at)
  select a.clinic_id, a.id, a.calendar_id, now()
  from appointments as a
  where a.clinic_id = new.id and a.state = 'confirmed' and a.starts_at > now()
    and not exists (
      select from event_texts as t where t.clinic_id = a.clinic_id and t.appointment_id = a.id
    )
  on conflict do nothing;
  return null;
end
$$;

create trigger clinics_look_at_event_texts after update of contextualization_json on clinics
  for each row
  when (new.contextualization_json is distinct from old.contextualization_json)
  execute function look_at_event_texts();

select isolate_clinics();

revoke delete on event_texts from atende_system;
