-- Messages are found by what files are called and by the advertisement that brought a patient, too (docs/decisions/0148).

-- As `besideWords` of the domain. What cannot be read as text says nothing: an index must refuse no message. A trap is no
-- work for several processes at once; most messages have no details, and cost nothing.
create function words_beside(details json) returns text
  language plpgsql immutable parallel unsafe strict cost 1000
as $$
begin
  return concat_ws(
    E'\n', details ->> 'fileName', details -> 'referral' ->> 'headline', details -> 'referral' ->> 'body'
  );
exception when others then
  return '';
end
$$;

-- Every write of a message runs it.
grant execute on function words_beside(json) to atende_app, atende_system;

-- Elsewhere it is built beside the program's work, as the one before it was, which stays for programs of the version before
-- until then (src/adapters/postgres/schema/large-indexes.ts).
do $$
begin
  if not exists (select from whatsapp_messages_improved) then
    create index messages_said on whatsapp_messages_improved
      using gin (search_keys(clinic_id, created_at, content || coalesce(E'\n' || words_beside(details), '')))
      with (gin_pending_list_limit = 512);
    drop index if exists messages_words;
  end if;
end
$$;
