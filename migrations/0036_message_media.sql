-- Files that patients send, and what a message says besides words (docs/decisions/0141 and 0142).

-- coordinates, cards, orders, answers of a form, the ad that brought the patient: MessageDetails
alter table whatsapp_messages_improved add column details json;

create table message_media (
  clinic_id uuid not null,
  message_id uuid not null,
  -- the blob's name holds it: the message's own id may change when a live message takes the place of its copy
  blob_id uuid not null default gen_random_uuid(),
  -- as WhatsApp says, each as untrusted as the file itself
  meta_media_id text,
  declared_type text,
  declared_sha256 text,
  file_name text,
  state text not null default 'due' constraint message_media_state check (state in ('due', 'stored', 'unavailable')),
  -- what it is: found by looking at the bytes
  content_type text,
  size bigint,
  sha256 text,
  -- the key that opens the blob, itself sealed; without this row nobody can read the file any more
  sealed_key text,
  error_code text,
  attempts integer not null default 0,
  next_attempt_at timestamptz,
  lease_until timestamptz,
  -- also the number of blobs that may have been written: each claim writes one of its own
  lease_token integer not null default 0,
  -- WhatsApp keeps it until then
  available_until timestamptz not null,
  created_at timestamptz not null default now(),
  stored_at timestamptz,
  primary key (clinic_id, message_id),
  constraint message_media_message foreign key (clinic_id, message_id)
    references whatsapp_messages_improved (clinic_id, id) on update cascade on delete cascade,
  constraint message_media_opens_when_stored check (state <> 'stored' or (sealed_key is not null and size is not null))
);

create index message_media_due on message_media (clinic_id, next_attempt_at) where next_attempt_at is not null;

-- Blobs that belong to nobody any more: whatever removed the row, they leave the blob store, too.
create table deleted_blobs (
  clinic_id uuid not null,
  key text not null,
  deleted_at timestamptz not null default now(),
  primary key (clinic_id, key)
);

create function forget_blobs() returns trigger language plpgsql as $$
begin
  insert into deleted_blobs (clinic_id, key)
  select old.clinic_id, old.clinic_id || '/' || old.blob_id || '/' || claim
  from generate_series(1, old.lease_token) as claim
  on conflict do nothing;
  return null;
end
$$;

create trigger message_media_forget_blobs after delete on message_media
  for each row execute function forget_blobs();

select isolate_clinics();

revoke delete on message_media from atende_system;
revoke update, delete on deleted_blobs from atende_app;
