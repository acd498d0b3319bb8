-- Reminders of visits (docs/decisions/0132). A confirmed visit whose remind_at has passed is looked at by a worker, which
-- decides what goes out and when to look again.

alter table appointments
  add column remind_at timestamptz,
  add column remind_lease_until timestamptz,
  add column remind_lease_token bigint not null default 0;

create index appointments_to_remind on appointments (clinic_id, remind_at) where remind_at is not null;
create index appointments_unconfirmed on appointments (clinic_id, starts_at, id)
  where state = 'confirmed' and attendance_confirmed_at is null;

-- What was decided, once per visit, time of the visit and rule.
create table reminders (
  clinic_id uuid not null references clinics (id),
  appointment_id uuid not null,
  -- the time of the visit that it reminds of
  starts_at timestamptz not null,
  rule text not null,
  due_at timestamptz not null,
  decided_at timestamptz not null,
  -- why it was not sent
  skipped text,
  message_id uuid,
  primary key (clinic_id, appointment_id, starts_at, rule),
  constraint reminders_appointment foreign key (clinic_id, appointment_id)
    references appointments (clinic_id, id) on delete cascade,
  constraint reminders_sent_or_skipped check ((skipped is null) = (message_id is not null))
);

-- Whoever confirms, moves or ends a visit, also a program of the version before: what was about its old time is over, and
-- whoever holds its lease has lost it.
create function plan_reminders() returns trigger language plpgsql as $$
begin
  if new.state <> 'confirmed' then
    new.remind_at := null;
    new.remind_lease_until := null;
  elsif tg_op = 'INSERT' or old.state <> 'confirmed' or old.starts_at <> new.starts_at then
    new.remind_at := now();
    new.remind_lease_until := null;
  end if;
  return new;
end
$$;

create trigger appointments_plan_reminders before insert or update of state, starts_at on appointments
  for each row execute function plan_reminders();

-- Rules stand in the clinic's document. A row that somebody is changing is left alone: waiting for it could be a deadlock,
-- and when it comes up it is decided by the present rules anyway.
create function plan_reminders_again() returns trigger language plpgsql as $$
begin
  update appointments set remind_at = now()
  where clinic_id = new.id and id in (
    select id from appointments
    where clinic_id = new.id and state = 'confirmed' and starts_at > now()
    for no key update skip locked
  );
  return null;
end
$$;

create trigger clinics_plan_reminders after update of contextualization_json, time_zone on clinics
  for each row
  when ((new.contextualization_json, new.time_zone) is distinct from (old.contextualization_json, old.time_zone))
  execute function plan_reminders_again();

update appointments set remind_at = now() where state = 'confirmed' and starts_at > now();

select isolate_clinics();

revoke update, delete on reminders from atende_app;
revoke all on reminders from atende_system;
grant select on reminders to atende_system;
