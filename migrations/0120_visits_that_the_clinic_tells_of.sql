-- Whether the clinic tells the patient itself that a visit was booked or moved; what goes wrong is said by us all the same
-- (docs/decisions/0149).
alter table appointments add column told_by_clinic boolean not null default false;
