-- Which person of the team looks after a conversation, as in the audit log; nobody where absent (docs/decisions/0165).
alter table whatsapp_conversations_improved
  add column assigned_to text,
  add column assigned_at timestamptz;

-- the list of one person, and what a removed person leaves
create index conversations_assigned on whatsapp_conversations_improved (clinic_id, assigned_to)
  where assigned_to is not null;
