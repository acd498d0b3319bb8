-- Google limits how much is written to a calendar, for hours: until then nothing is written to it (docs/decisions/0044).

alter table clinic_calendars add column writes_resume_at timestamptz;
