-- The audit log is read newest first by person, by act and by period, a page at a time, however long it has become
-- (docs/decisions/0199). What the version before reads by stays as it is. In a database with rows the indexes are built
-- beside the program's work (src/adapters/postgres/schema/large-indexes.ts).
do $$
begin
  if not exists (select from audit_log) then
    create index audit_log_by_time on audit_log ((at at time zone 'UTC') desc, id desc);
    create index audit_log_of_clinic_by_time on audit_log (clinic_id, at desc, id desc);
    create index audit_log_by_actor on audit_log (clinic_id, actor, at desc, id desc);
    create index audit_log_by_action on audit_log (clinic_id, action, at desc, id desc);
    create index audit_log_by_actor_and_action on audit_log (clinic_id, actor, action, at desc, id desc);
  end if;
end
$$;
