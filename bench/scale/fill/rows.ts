import { storedKey } from '../../../src/adapters/postgres/messaging/sending/stored-keys.ts';
import { clinicAt, orderAt, placeOf, type Size } from './size.ts';
import { textsOf } from './texts.ts';

export type Filled = Size & {
  /** The id of the largest clinic: the one that the webhooks of `ingest` are for. */
  readonly largest: string;
  /** When it was filled, as SQL: several sessions agree on it. */
  readonly now: string;
};

/** From the first message of all until now. */
const days = 720;

const ms = (time: string) => `(extract(epoch from ${time}) * 1000)::bigint`;

/** As the product makes ids: by time. `kind` tells those of one moment apart. */
export const idOf = (time: string, kind: string, n: string): string =>
  `(lpad(to_hex(${ms(time)}), 12, '0') || '7${kind}8' || lpad(to_hex(${n}), 15, '0'))::uuid`;

export const clinicIdOf = ({ largest }: Filled, k: string): string =>
  `case ${k} when 0 then '${largest}'::uuid else md5('clinic' || ${k})::uuid end`;

export const phoneAt = (place: string): string => `'55119' || (60000000 + ${place})`;

/** When the patient of an exchange writes; the longest conversation has some more exchanges, in the last days. */
const askedAt = ({ now, exchanges, long }: Filled, exchange: string) =>
  `${now} - case when ${exchange} < ${exchanges}
    then (${exchanges} - ${exchange}) * interval '${(days * 86_400_000) / exchanges} ms'
    else (${exchanges + long} - ${exchange}) * interval '2 minutes'
  end`;

/** Every conversation, in the order of their first messages; `nth`: of its clinic. */
export const conversations = (filled: Filled): string => `(
  select *, ${clinicIdOf(filled, 'k')} as clinic_id, ${idOf('begun_at', '001', 'c')} as id,
    ${idOf('begun_at', '002', 'c')} as contact_id
  from (
    select c, place, ${clinicAt(filled, 'place')} as k, ${orderAt(filled, 'place')} as nth,
      ${askedAt(filled, 'c')} as begun_at,
      case when c = 0 then ${askedAt(filled, `${filled.exchanges + filled.long - 1}`)}
        else ${askedAt(filled, `(c + ${filled.exchanges - filled.conversations})`)} end as last_asked_at
    from (
      select c, ${placeOf(filled, 'c')} as place from generate_series(0, ${filled.conversations - 1}) as c
    ) as numbered
    offset 0
  ) as timed
  offset 0
)`;

/** Each message of a range of exchanges, in their order in time. */
const messages = (filled: Filled, from: number, to: number): string => `(
  select e, place, is_asked, asked_at, answered_at, n, case when is_asked then asked_at else answered_at end as at,
    ${clinicIdOf(filled, 'k')} as clinic_id, ${idOf('begun_at', '001', 'c')} as conversation_id,
    case when is_asked then ${idOf('asked_at', '003', 'e')} else ${idOf('answered_at', '004', 'e')} end as id,
    'wamid.HBgNNTUxMTk2MDAwMDAwMBUCABIY' || upper(md5(n || 'of' || e)) as wamid
  from (
    select e, c, place, is_asked, asked_at, asked_at + interval '1500 ms' as answered_at,
      ${clinicAt(filled, 'place')} as k, ${askedAt(filled, 'c')} as begun_at,
      case
        when not is_asked then (e * 104729 % ${textsOf('answered')})::integer
        when e % 5000 = 7 then -1
        else (e * 7919 % ${textsOf('asked')})::integer
      end as n
    from (
      select e, c, ${placeOf(filled, 'c')} as place, ${askedAt(filled, 'e')} as asked_at
      from (
        select e, case when e < ${filled.exchanges} then e % ${filled.conversations} else 0 end as c
        from generate_series(${from}::bigint, ${to - 1}::bigint) as e
      ) as numbered
      offset 0
    ) as timed
    cross join (values (true), (false)) as side (is_asked)
    offset 0
  ) as placed
  offset 0
)`;

export const messagesInsert = (filled: Filled, from: number, to: number): string => {
  const ofAnswer = (value: string) => `case when not is_asked then ${value} end`;
  return `
insert into whatsapp_messages_improved (
  clinic_id, id, conversation_id, direction, origin, meta_message_id, dedupe_key, type, content, payload, status, sent_at,
  created_at, request_id, turn_id, turn_position, epoch, lease_token, attempts, trace_id, accepted_at, status_sent_at,
  delivered_at, read_at
)
select
  clinic_id, id, conversation_id, case when is_asked then 'inbound' else 'outbound' end,
  case when is_asked then 'patient' else 'assistant' end, wamid,
  case when is_asked then ${storedKey('received', 'wamid')} else ${storedKey('sent', 'wamid')} end,
  case when is_asked then 'text' else 'buttons' end, content,
  (case when is_asked
    then '{"from":"' || ${phoneAt('place')} || '","id":"' || wamid || '","type":"text","timestamp":"' ||
      floor(extract(epoch from at)) || '","text":{"body":"' || content || '"}}'
    else '{"type":"buttons","body":"' || content || '","buttons":[{"id":"human","title":"Falar com a equipe"},' ||
      '{"id":"topic:menu","title":"Ver opções"}]}'
  end)::json,
  case when is_asked then 'received' else 'read' end, case when is_asked then date_trunc('second', at) else at end, at,
  ${idOf('asked_at', '005', 'e')}, ${idOf('answered_at', '006', 'e')}, ${ofAnswer('0')}, ${ofAnswer('0')},
  case when is_asked then 0 else 1 end, case when is_asked then 0 else 1 end,
  ${ofAnswer(`'A' || left(upper(md5('trace' || e)), 22)`)}, ${ofAnswer(`at + interval '100 ms'`)},
  ${ofAnswer(`date_trunc('second', at)`)}, ${ofAnswer(`date_trunc('second', at) + interval '1 second'`)},
  ${ofAnswer(`date_trunc('second', at) + interval '30 seconds'`)}
from ${messages(filled, from, to)} as message
join fill_texts using (is_asked, n)`;
};

/** As `word_keys` of the migrations, whose work for each text is done once: only the seed is the clinic's and the time's. */
export const wordsInsert = (filled: Filled, from: number, to: number): string => `
insert into message_words (clinic_id, message_id, created_at, keys)
select clinic_id, id, at, array(
  select (hashtextextended(beginning, seed) >> 32)::integer from unnest(beginnings) as beginning
)
from ${messages(filled, from, to)} as message
join fill_texts using (is_asked, n)
cross join lateral (
  select hashtextextended(clinic_id::text, search_period(at)) as seed offset 0
) as seeded`;
