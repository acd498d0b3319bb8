-- Who was merged into a person is found without all other people, a week of an agenda without the years before it, open alerts
-- without those that are over, and the operator's audit log by person and by act without what others did
-- (docs/decisions/0205). In a database with rows the indexes are built beside the program's work
-- (src/adapters/postgres/schema/large-indexes.ts).
do $$
begin
  if not exists (select from contacts) and not exists (select from appointments) and not exists (select from alerts)
    and not exists (select from audit_log)
  then
    create index contacts_merged on contacts (clinic_id, merged_into) where merged_into is not null;
    -- how long before a time a visit can have begun that is not over by then; of all of them, so that nothing else is read by it
    create index appointments_by_length on appointments (clinic_id, (extract(epoch from ends_at - starts_at)))
      where extract(epoch from ends_at - starts_at) > 0;
    create index alerts_open_of_clinic on alerts (clinic_id, id desc) where resolved_at is null;
    create index audit_log_by_time_and_actor on audit_log (actor, (at at time zone 'UTC') desc, id desc);
    create index audit_log_by_time_and_action on audit_log (action, (at at time zone 'UTC') desc, id desc);
  end if;
end
$$;
