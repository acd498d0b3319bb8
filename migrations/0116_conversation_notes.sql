-- What people of the team write for each other about a patient (docs/decisions/0164). A table of its own: nothing that sends
-- messages, or prepares them, reads it.
create table conversation_notes (
  clinic_id uuid not null,
  id uuid not null,
  -- where it was written; after a merge it is read with the conversation that this one went into
  conversation_id uuid not null,
  content text not null,
  -- as in the audit log
  written_by text not null,
  created_at timestamptz not null,
  primary key (clinic_id, id),
  constraint conversation_notes_conversation foreign key (clinic_id, conversation_id)
    references whatsapp_conversations_improved (clinic_id, id) on delete cascade
);

create index conversation_notes_place on conversation_notes (clinic_id, conversation_id, created_at);
create index conversation_notes_age on conversation_notes (clinic_id, created_at);
-- which conversations went into one
create index conversations_merged on whatsapp_conversations_improved (clinic_id, merged_into) where merged_into is not null;

select isolate_clinics();

-- a note is not changed; it is written as the clinic, and leaves with its patient or its age
revoke update on conversation_notes from atende_app;
revoke insert, update, delete on conversation_notes from atende_system;
