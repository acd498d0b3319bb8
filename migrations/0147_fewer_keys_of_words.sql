-- Half of the keys: a word is looked up by its first eight, five or three letters, whichever are asked for, and what was found
-- is read before it is shown. Words that were kept before have these keys and more
-- (docs/decisions/0210-a-word-is-found-by-three-five-or-eight-letters.md).
create or replace function word_keys(clinic uuid, at timestamptz, content text, details json) returns integer[]
  language plpgsql immutable parallel unsafe cost 10000
as $$
declare
  seed constant bigint := hashtextextended(clinic::text, floor(extract(epoch from at) / 2592000)::integer);
  plain text := left(case when details is null then content else concat_ws(E'\n', content, words_beside(details)) end, 8192);
  word text;
  keys integer[] := '{}';
begin
  if octet_length(plain) <> length(plain) then
    plain := regexp_replace(normalize(plain, NFD), '[\u0300-\u036f]', '', 'g');
  end if;
  foreach word in array regexp_split_to_array(lower(coalesce(plain, '')), '[^[:alnum:]]+') loop
    if length(word) >= 3 then
      keys := keys || (hashtextextended(left(word, 3), seed) >> 32)::integer;
      if length(word) >= 5 then
        keys := keys || (hashtextextended(left(word, 5), seed) >> 32)::integer;
        if length(word) >= 8 then
          keys := keys || (hashtextextended(left(word, 8), seed) >> 32)::integer;
        end if;
      end if;
    end if;
  end loop;
  return keys;
end
$$;
