-- A row that ingest looks for is found by one index only. On tables without statistics every index that begins with the
-- clinic looks as good to the planner as the one that was meant, and its plan then reads all rows of the clinic for each
-- message (docs/decisions/0012-query-plans-that-hold-on-empty-tables.md). So what narrows comes first, and the clinic after it.

alter table whatsapp_conversations_improved
  drop constraint conversations_one_per_person,
  add constraint conversations_one_per_person unique (contact_id, whatsapp_number, clinic_id);
drop index conversations_contact;

alter table whatsapp_messages_improved
  drop constraint whatsapp_messages_improved_pkey,
  add primary key (id, clinic_id);
create index messages_by_conversation on whatsapp_messages_improved (conversation_id, clinic_id, created_at);
drop index messages_of_conversation;

create index contact_identities_by_contact on contact_identities (contact_id, clinic_id);
drop index contact_identities_contact;
