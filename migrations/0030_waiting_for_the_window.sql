-- What cannot go out because the customer service window is closed waits for it, with status 'waiting' and no due time
-- (docs/decisions/0130). The statement of ingest makes it due again when the patient writes.

-- what a notice is about, so that it is said from the present state when it goes out late
alter table whatsapp_messages_improved
  add column about_kind text,
  add column about_appointment_id uuid;

create index messages_waiting on whatsapp_messages_improved (clinic_id, conversation_id) where status = 'waiting';

-- something waits, or waited and is on its way: an alert stands until it has reached WhatsApp
alter table whatsapp_conversations_improved add column waits_for_window boolean not null default false;
