-- When a patient gave the time of a visit back (docs/decisions/0193). A program of the version before leaves it as it is: what
-- is given back to that one is not counted.
alter table appointments add column given_back_at timestamptz;
create index appointments_given_back on appointments (clinic_id, given_back_at) where given_back_at is not null;

-- The handovers of a period are counted, however many alerts a clinic had before it.
create index alerts_by_kind on alerts (clinic_id, kind, opened_at);
