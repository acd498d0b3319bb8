-- Words are found in a table of their own (docs/decisions/0203). A row of the messages is written anew up to six times, when
-- it is claimed, sent and told about; what it says is written once.

-- As search_key, in half the space: the keys of a message are stored, not only indexed.
create function word_key(clinic uuid, period integer, beginning text) returns integer
  language sql immutable parallel safe strict
as $$
  select (search_key(clinic, period, beginning) >> 32)::integer
$$;

-- As search_keys, of all that a message says, as messages_said had it.
create function word_keys(clinic uuid, at timestamptz, content text, details json) returns integer[]
  language plpgsql immutable parallel unsafe cost 10000
as $$
declare
  seed constant bigint := hashtextextended(clinic::text, floor(extract(epoch from at) / 2592000)::integer);
  plain text := left(case when details is null then content else concat_ws(E'\n', content, words_beside(details)) end, 8192);
begin
  if octet_length(plain) <> length(plain) then
    plain := regexp_replace(normalize(plain, NFD), '[\u0300-\u036f]', '', 'g');
  end if;
  return array(
    select (hashtextextended(left(word, letters), seed) >> 32)::integer
    from regexp_split_to_table(lower(plain), '[^[:alnum:]]+') as word,
      generate_series(3, least(12, length(word))) as letters
  );
end
$$;

grant execute on function word_key(uuid, integer, text), word_keys(uuid, timestamptz, text, json)
  to atende_app, atende_system;

create table message_words (
  clinic_id uuid not null,
  message_id uuid not null,
  -- of the message
  created_at timestamptz not null,
  -- digests of how its words begin; no word stands in them, but who guesses one can check it
  keys integer[] not null,
  primary key (message_id, clinic_id)
);

-- Triggers, because a program of the version before writes messages, too. No foreign key: its check would lock, and so
-- write, each new message once more.
create function keep_words_of_new_messages() returns trigger language plpgsql as $$
begin
  insert into message_words (clinic_id, message_id, created_at, keys)
  select added.clinic_id, added.id, added.created_at, found.keys
  from added
  -- offset: worked out once
  cross join lateral (
    select word_keys(added.clinic_id, added.created_at, added.content, added.details) as keys offset 0
  ) as found
  where found.keys <> '{}'
  on conflict (message_id, clinic_id) do nothing;
  return null;
end
$$;

create trigger messages_keep_words after insert on whatsapp_messages_improved
  referencing new table as added
  for each statement execute function keep_words_of_new_messages();

create function keep_words_of_changed_message() returns trigger language plpgsql as $$
declare
  found constant integer[] := word_keys(new.clinic_id, new.created_at, new.content, new.details);
begin
  delete from message_words
  where message_id = old.id and clinic_id = old.clinic_id and (old.id <> new.id or found = '{}');
  if found <> '{}' then
    insert into message_words (clinic_id, message_id, created_at, keys)
    values (new.clinic_id, new.id, new.created_at, found)
    on conflict (message_id, clinic_id) do update set created_at = excluded.created_at, keys = excluded.keys;
  end if;
  return null;
end
$$;

create trigger messages_keep_changed_words
  after update of id, content, details, created_at on whatsapp_messages_improved
  for each row
  when (
    old.id <> new.id or old.created_at <> new.created_at or old.content is distinct from new.content
    or old.details::text is distinct from new.details::text
  )
  execute function keep_words_of_changed_message();

create function forget_words_of_message() returns trigger language plpgsql as $$
begin
  delete from message_words where message_id = old.id and clinic_id = old.clinic_id;
  return null;
end
$$;

create trigger messages_forget_words after delete on whatsapp_messages_improved
  for each row execute function forget_words_of_message();

select isolate_clinics();

-- Where there are messages, their words are gathered and indexed beside the program's work, once this is over; until then the
-- former index stays for programs of the version before (src/adapters/postgres/schema/large-indexes.ts).
do $$
begin
  if not exists (select from whatsapp_messages_improved) then
    create index message_words_keys on message_words using gin (keys) with (gin_pending_list_limit = 512);
    drop index if exists messages_said, messages_words;
  end if;
end
$$;
