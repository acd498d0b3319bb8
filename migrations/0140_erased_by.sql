-- Who had a patient erased, as in audit_log.actor, for the list and the certificate (docs/decisions/0199). A program of the
-- version before leaves it empty.
alter table erasures add column erased_by text;
create index erasures_by_time on erasures (clinic_id, erased_at desc, id desc);
