-- A program from before 0040 puts every confirmed appointment to rest, also one whose event has changed or whose patient
-- has to be told. Such a row stays due: with a pause, so that the older program does not take it again and again.

create function keep_changes_due() returns trigger
language plpgsql
as $$
begin
  new.next_sync_at := interval '30 s' + case
    when new.event_changes > new.event_looked then now()
    else greatest(new.tell_at, now())
  end;
  return new;
end
$$;

create trigger appointments_changes_due before update on appointments
for each row
when (new.next_sync_at is null and (new.tell_at is not null or new.event_changes > new.event_looked))
execute function keep_changes_due();

update appointments set next_sync_at = now()
where next_sync_at is null and (tell_at is not null or event_changes > event_looked);
