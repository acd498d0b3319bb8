-- Conversations as people of the clinic see and lead them.

-- who of the clinic wrote it through us, as in audit_log.actor
alter table whatsapp_messages_improved add column sent_by text;

-- newest activity first
create index conversations_by_activity on whatsapp_conversations_improved (clinic_id, last_message_at desc, id desc)
  where merged_into is null and last_message_at is not null;

create index webhook_items_of_clinic on webhook_items (clinic_id, id desc) where resolved_at is null;
