import type { Pool } from 'pg';
import { z } from 'zod';
import type { ClinicId } from '../../../../domain/clinic/clinic.ts';
import { searchedOfName } from '../../../../domain/inbox/conversation-search.ts';

/** Of more people who are meant so many are among any neighbours in the list that it is read instead. */
const mostMeant = 1_000;
/** A single letter stands in nearly every name. */
const fewestLetters = 2;
const piece = 3;
/** Of a longer number only the last ones are looked up: a clinic's patients share country and area. */
const tellingDigits = 8;

/** `isInName` of the domain in SQL; `words` are folded ones. */
const isNamed = (contact: string, words: string): string => `position(${words} in btrim(regexp_replace(
  regexp_replace(lower(normalize(left(${contact}.profile_name, ${searchedOfName}), NFD)), '[̀-ͯ]', '', 'g'), '[^[:alnum:]]+', ' ', 'g'
))) > 0`;

/** Whether the person of a conversation `c` is meant: by folded words within the name, or by digits within the number. */
export const isMeant = (words: string, digits: string): string => `(
  exists (
    select from contacts as contact
    where contact.clinic_id = c.clinic_id and contact.id = c.contact_id and ${isNamed('contact', words)}
  )
  or exists (
    select from contact_identities as i
    where i.contact_id = c.contact_id and i.clinic_id = c.clinic_id and i.kind = 'phone' and i.superseded_at is null
      and position(${digits} in i.value) > 0
  )
)`;

/**
 * By the pieces of names and numbers (migrations/0142), outside of a policy, as messages are found: under one Postgres looks up
 * nothing by `@>`. Two pieces may have one key, and a name may have all pieces apart, so each is looked at. The clinic is asked
 * afterwards, or an index of it may be taken. Nobody is known where an index is not there or not whole.
 */
const statement = `
select case when (
  select count(*) from pg_index
  where indisvalid and indexrelid in (to_regclass('contacts_name_pieces'), to_regclass('contact_identities_phone_pieces'))
) = 2 then array(
  select id from (
    select id from (
      select id, clinic_id, profile_name from contacts
      where $2::text is not null and piece_keys(clinic_id, 2, profile_name) @> piece_keys($1, $3, $2) offset 0
    ) as person
    where clinic_id = $1 and ${isNamed('person', '$2')}
    union
    select contact_id from (
      select contact_id, clinic_id, value from contact_identities
      where $4::text is not null and kind = 'phone' and superseded_at is null
        and piece_keys(clinic_id, 3, value) @> piece_keys($1, 3, right($4, ${tellingDigits})) offset 0
    ) as known
    where clinic_id = $1 and position($4 in value) > 0
  ) as meant
  limit ${mostMeant + 1}
) end as ids`;

const row = z.object({ ids: z.array(z.string()).nullable() });

/** Who is meant by the words or by the digits; `undefined`: too many, or nothing tells. */
export async function meantPeople(
  system: Pool,
  clinicId: ClinicId,
  words: string | undefined,
  digits: string | undefined,
): Promise<readonly string[] | undefined> {
  if (words !== undefined && words.length < fewestLetters) return undefined;
  if (words === undefined && digits === undefined) return [];
  const { rows } = await system.query({
    text: statement,
    values: [clinicId, words, Math.min(piece, words?.length ?? piece), digits],
  });
  const { ids } = row.parse(rows[0]);
  return ids === null || ids.length > mostMeant ? undefined : ids;
}
