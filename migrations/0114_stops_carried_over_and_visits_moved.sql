-- What was stopped as a clinic is stopped as each of its numbers.
update clinic_whatsapp_numbers as number
set sends_stopped_until = clinic.sends_stopped_until, sends_stopped_reason = clinic.sends_stopped_reason,
  sends_stopped_count = clinic.sends_stopped_count, sends_stopped_at = clinic.sends_stopped_at,
  sends_stopped_by = clinic.sends_stopped_by
from clinics as clinic
where clinic.id = number.clinic_id and clinic.sends_stopped_count > 0;

insert into alerts (id, clinic_id, kind, subject, message, opened_at, last_seen_at)
select gen_random_uuid(), alert.clinic_id, alert.kind, number.whatsapp_number, alert.message, alert.opened_at,
  alert.last_seen_at
from alerts as alert
join clinic_whatsapp_numbers as number on number.clinic_id = alert.clinic_id
where alert.kind = 'sends-stopped' and alert.subject = 'whatsapp' and alert.resolved_at is null
  and number.sends_stopped_count > 0
on conflict do nothing;

update alerts set resolved_at = now()
where kind = 'sends-stopped' and subject = 'whatsapp' and resolved_at is null;

-- When a visit got its present time, if it had another one before: its patient was told then.
alter table appointments add column moved_at timestamptz;

create or replace function plan_reminders() returns trigger language plpgsql as $$
begin
  if new.state <> 'confirmed' then
    new.remind_at := null;
    new.remind_lease_until := null;
  elsif tg_op = 'INSERT' or old.state <> 'confirmed' or old.starts_at <> new.starts_at then
    new.remind_at := now();
    new.remind_lease_until := null;
  end if;
  if tg_op = 'UPDATE' and old.starts_at <> new.starts_at then
    new.moved_at := now();
  end if;
  return new;
end
$$;

-- A row that somebody was changing was left out, and kept the time of the old rules, or none. It is waited for now; in the
-- order of the ids, as everybody locks several visits.
create or replace function plan_reminders_again() returns trigger language plpgsql as $$
begin
  update appointments set remind_at = now(), remind_lease_until = null
  where clinic_id = new.id and id in (
    select id from appointments
    where clinic_id = new.id and state = 'confirmed' and starts_at > now()
    order by id
    for no key update
  );
  return null;
end
$$;
