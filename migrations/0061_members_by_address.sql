-- The address by which somebody was invited, so that who is removed is invited no more (docs/decisions/0180).
alter table clinic_members add column email text;
