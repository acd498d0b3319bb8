-- An older version said refused files again without their uploads (docs/decisions/0157). Such a message is never sent, and
-- holds back what was said after it: it fails, and the clinic hears of it.
with lost as (
  update whatsapp_messages_improved as m
  set status = 'failed', failed_at = now(), next_attempt_at = null, lease_until = null,
    error_class = 'final',
    -- what was in hand may have been sent
    error_code = case when m.status in ('sending', 'unknown') then 'outcome-unknown' else 'upload-lost' end,
    error_detail = 'The message has lost its file.'
  where m.direction = 'outbound' and m.status in ('queued', 'waiting', 'sending', 'unknown')
    and m.type in ('image', 'video', 'audio', 'document') and m.sent_as is null
    and not exists (
      select from media_uploads as upload where upload.clinic_id = m.clinic_id and upload.message_id = m.id
    )
  returning m.clinic_id, m.id, m.conversation_id, m.created_at, m.error_code
), told as (
  insert into alerts (id, clinic_id, kind, subject, message)
  select distinct on (lost.clinic_id, lost.conversation_id)
    gen_random_uuid(), lost.clinic_id, 'send-failed', lost.conversation_id::text,
    'O paciente não recebeu a última mensagem (código ' || lost.error_code
      || '). Abra a conversa e veja por quê; se for urgente, ligue.'
  from lost
  -- as `undelivered`: nothing that was written later has arrived
  where not exists (
    select from whatsapp_messages_improved as later
    where later.clinic_id = lost.clinic_id and later.conversation_id = lost.conversation_id
      and (later.created_at, later.id) > (lost.created_at, lost.id)
      and later.direction = 'outbound' and later.status in ('delivered', 'read', 'played')
  )
  order by lost.clinic_id, lost.conversation_id, lost.created_at desc, lost.id desc
  on conflict (clinic_id, kind, subject) where resolved_at is null do nothing
)
select pg_notify('atende_work', 'send:0') from lost limit 1;
