-- Edits, deletions and reactions are messages of their own that name the one they are about (docs/decisions/0140); a
-- reply names the one that it quotes.

alter table whatsapp_messages_improved add column quotes_meta_message_id text;

create index messages_about on whatsapp_messages_improved (clinic_id, conversation_id, about_meta_message_id)
  where about_meta_message_id is not null;
