-- What failed lately is looked up for every conversation that a list shows; of nearly all there is nothing.
create index messages_failed on whatsapp_messages_improved (clinic_id, conversation_id, failed_at)
  where failed_at is not null;

-- A failed delivery is an alert of its conversation now; those of an error code would lead nowhere.
update alerts set resolved_at = now() where kind = 'send-failed' and resolved_at is null;

-- A number may have an account of its own: what is wrong with one stops that number only. The clinic's own columns stay for
-- an older program beside this one.
alter table clinic_whatsapp_numbers
  add column sends_stopped_until timestamptz,
  add column sends_stopped_reason text,
  add column sends_stopped_count integer not null default 0,
  add column sends_stopped_at timestamptz,
  add column sends_stopped_by text constraint clinic_whatsapp_numbers_sends_stopped_by
    check (sends_stopped_by in ('send', 'status', 'news'));
