-- A clinic's retention is applied when it is due, by one process, and not by each of them every minute
-- (docs/decisions/0209-a-clinics-retention-is-due-once-an-hour.md).
alter table clinics add column retention_due_at timestamptz not null default now();

create index clinics_retention_due on clinics (retention_due_at) where message_retention_days is not null;
