-- What patients say in voice notes, as a machine has understood it. It lies beside the file and leaves with it.
alter table message_media
  add column transcript_state text constraint message_media_transcript_state
    check (transcript_state in ('due', 'heard', 'unheard')),
  add column transcript text,
  -- why there is none
  add column transcript_code text,
  add column transcript_attempts integer not null default 0,
  add column transcript_due_at timestamptz,
  add column transcript_lease_until timestamptz,
  add column transcript_lease_token integer not null default 0;

create index message_media_transcript_due on message_media (clinic_id, transcript_due_at)
  where transcript_due_at is not null;

-- A clinic says itself that recordings of its patients may be given to somebody who transcribes them.
alter table clinic_assistants add column hears_voice boolean not null default false;
