-- Whose calendar it is may be a room's, and the clinic says which calendar is written to (docs/decisions/0158). A visit may
-- take a professional and a room: each of them, like the calendar, has one live appointment at a time.

alter table clinic_calendars
  add column room_id text,
  add column chosen_use text constraint clinic_calendars_chosen_use check (chosen_use in ('write', 'busy', 'ignore')),
  add constraint clinic_calendars_one_owner check (practitioner_id is null or room_id is null);

alter table appointments
  add column room_id text,
  -- false: made by a program that did not know the constraint, so that two of them may overlap
  add column guards_professional boolean not null default false,
  add constraint appointments_room_no_overlap exclude using gist (
    clinic_id with =, room_id with =, during with &&, series_id with <>
  ) where (state in ('held', 'confirmed') and room_id is not null),
  add constraint appointments_professional_no_overlap exclude using gist (
    clinic_id with =, practitioner_id with =, during with &&, series_id with <>
  ) where (state in ('held', 'confirmed') and practitioner_id is not null and guards_professional);
