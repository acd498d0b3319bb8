-- The lists, the counts and the search of a clinic's inbox read what they show, however many conversations there are
-- (docs/decisions/0205). Filters have indexes of their own in the order of the list; one that ends with the time has the time.

-- Digests of all pieces of a text of `shortest` to three letters or digits, folded as the domain does it, each good for one
-- clinic; a text has the pieces of every part of it.
create function piece_keys(clinic uuid, shortest integer, said text) returns integer[]
  language plpgsql immutable parallel safe strict cost 1000
as $$
declare
  seed constant bigint := hashtextextended(clinic::text, 0);
  plain text := lower(left(said, 256));
  keys integer[] := '{}';
begin
  if octet_length(plain) <> length(plain) then
    plain := regexp_replace(normalize(plain, NFD), '[\u0300-\u036f]', '', 'g');
  end if;
  plain := btrim(regexp_replace(plain, '[^[:alnum:]]+', ' ', 'g'));
  -- a query over the same pieces takes three times as long, and every new person waits for it
  for letters in shortest..3 loop
    for at in 1..length(plain) - letters + 1 loop
      keys := keys || (hashtextextended(substr(plain, at, letters), seed) >> 32)::integer;
    end loop;
  end loop;
  return keys;
end
$$;

-- Every write of a person runs it.
grant execute on function piece_keys(uuid, integer, text) to atende_app, atende_system;

-- Nobody knows else how few are handed over.
create statistics conversations_handed_over on (attention -> 'handover') from whatsapp_conversations_improved;

-- In a database with rows the indexes are built beside the program's work (src/adapters/postgres/schema/large-indexes.ts).
do $$
begin
  if not exists (select from whatsapp_conversations_improved) and not exists (select from contacts) then
    create index conversations_unread on whatsapp_conversations_improved (clinic_id, last_message_at desc, id desc)
      where merged_into is null and last_message_at is not null and unread > 0;
    create index conversations_led_by_people on whatsapp_conversations_improved (clinic_id, last_message_at desc, id desc)
      where merged_into is null and last_message_at is not null and mode = 'human' and human_until is null;
    create index conversations_led_for_a_while on whatsapp_conversations_improved (clinic_id, human_until)
      where mode = 'human' and human_until is not null;
    create index conversations_of_member
      on whatsapp_conversations_improved (clinic_id, assigned_to, last_message_at desc, id desc)
      where assigned_to is not null;
    drop index if exists conversations_assigned;
    create index contacts_name_pieces on contacts using gin (piece_keys(clinic_id, 2, profile_name))
      with (gin_pending_list_limit = 128);
    create index contact_identities_phone_pieces on contact_identities using gin (piece_keys(clinic_id, 3, value))
      with (gin_pending_list_limit = 128) where kind = 'phone' and superseded_at is null;
  end if;
end
$$;
