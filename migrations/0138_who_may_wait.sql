-- The team's queue comes in order from the server, emergencies first. Those who may wait for people are few among the
-- conversations of a clinic; whether the assistant answers them again, only the moment says, so it stands in no index.
-- In a database with rows the index is built beside the program's work (src/adapters/postgres/schema/large-indexes.ts).
do $$
begin
  if not exists (select from whatsapp_conversations_improved) then
    create index conversations_that_may_wait on whatsapp_conversations_improved (clinic_id)
    where merged_into is null and last_message_at is not null
      and (attention -> 'handover' is not null or (mode = 'human' and unread > 0));
  end if;
end
$$;
