-- A clinic that changes its rules takes the lease of its visits, too: whoever holds one has read the rules before, and would
-- put the visit to rest by them.
create or replace function plan_reminders_again() returns trigger language plpgsql as $$
begin
  update appointments set remind_at = now(), remind_lease_until = null
  where clinic_id = new.id and id in (
    select id from appointments
    where clinic_id = new.id and state = 'confirmed' and starts_at > now()
    for no key update skip locked
  );
  return null;
end
$$;

-- for the time until the next one, over all clinics
create index appointments_next_reminder on appointments (remind_at) where remind_at is not null;
