-- Messages are found by their words (docs/decisions/0167). The index holds no words: digests of how words begin, each good
-- for one clinic and thirty days, so that a search reads what it shows and not every use of a word in all years.

create function search_period(at timestamptz) returns integer
  language sql immutable parallel safe strict
as $$
  select floor(extract(epoch from at) / 2592000)::integer
$$;

create function search_key(clinic uuid, period integer, beginning text) returns bigint
  language sql immutable parallel safe strict
as $$
  select hashtextextended(beginning, hashtextextended(clinic::text, period))
$$;

-- Of the beginnings of three to twelve letters of every word, folded as the domain does it. Names are qualified, and
-- nothing is set: an index is filled under another search path, and what sets something costs more than all of this.
create function search_keys(clinic uuid, at timestamptz, content text) returns bigint[]
  language plpgsql immutable parallel safe strict cost 10000
as $$
declare
  seed constant bigint := hashtextextended(clinic::text, floor(extract(epoch from at) / 2592000)::integer);
  plain text := left(content, 8192);
begin
  if octet_length(plain) <> length(plain) then
    plain := regexp_replace(normalize(plain, NFD), '[\u0300-\u036f]', '', 'g');
  end if;
  return array(
    select hashtextextended(left(word, letters), seed)
    from regexp_split_to_table(lower(plain), '[^[:alnum:]]+') as word,
      generate_series(3, least(12, length(word))) as letters
  );
end
$$;

-- Every write of a message runs them.
grant execute on function search_keys(uuid, timestamptz, text) to atende_app, atende_system;
grant execute on function search_key(uuid, integer, text), search_period(timestamptz) to atende_system;

-- Over many messages it takes minutes, and here every table is locked: then it is built beside the program's work, once this
-- is over (src/adapters/postgres/schema/large-indexes.ts). What is new waits in a list that each search reads: half
-- a megabyte of it is read in a millisecond or two.
do $$
begin
  if not exists (select from whatsapp_messages_improved) then
    create index messages_words on whatsapp_messages_improved using gin (search_keys(clinic_id, created_at, content))
      with (gin_pending_list_limit = 512);
  end if;
end
$$;
