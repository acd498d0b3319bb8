-- Files that people of a clinic send (docs/decisions/0137).

-- Uploaded and not sent yet. Begun before its blob is written, which has the same name as that of the message later.
create table outgoing_files (
  clinic_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  -- as in the audit log
  uploaded_by text not null,
  -- what it is, known when its bytes are kept
  kind text,
  mime_type text,
  file_name text,
  is_voice boolean not null default false,
  size bigint,
  sha256 text,
  sealed_key text,
  -- its message has the file now
  is_sent boolean not null default false,
  created_at timestamptz not null default now(),
  primary key (clinic_id, id),
  constraint outgoing_files_conversation foreign key (clinic_id, conversation_id)
    references whatsapp_conversations_improved (clinic_id, id) on delete cascade,
  constraint outgoing_files_whole check (
    sealed_key is null
    or (kind is not null and mime_type is not null and file_name is not null and size is not null and sha256 is not null)
  )
);

create index outgoing_files_age on outgoing_files (created_at);
create index outgoing_files_of_conversation on outgoing_files (clinic_id, conversation_id);

create function forget_unsent_blob() returns trigger language plpgsql as $$
begin
  insert into deleted_blobs (clinic_id, key)
  values (old.clinic_id, old.clinic_id || '/' || old.id || '/1')
  on conflict do nothing;
  return null;
end
$$;

create trigger outgoing_files_forget_blob after delete on outgoing_files
  for each row when (not old.is_sent) execute function forget_unsent_blob();

-- Files of messages on their way to WhatsApp.
create table media_uploads (
  clinic_id uuid not null,
  message_id uuid not null,
  mime_type text not null,
  -- under which WhatsApp has it, and until when
  meta_media_id text,
  usable_until timestamptz,
  attempts integer not null default 0,
  next_attempt_at timestamptz,
  lease_until timestamptz,
  lease_token integer not null default 0,
  error_code text,
  primary key (clinic_id, message_id),
  constraint media_uploads_message foreign key (clinic_id, message_id)
    references whatsapp_messages_improved (clinic_id, id) on update cascade on delete cascade
);

create index media_uploads_due on media_uploads (clinic_id, next_attempt_at) where next_attempt_at is not null;

select isolate_clinics();

revoke insert, update on outgoing_files from atende_system;
revoke insert, delete on media_uploads from atende_system;
