import { z } from 'zod';
import type { ListPlace } from '../../../../application/ports/messaging/conversations.ts';
import type { FoundMessage, MessageSearch } from '../../../../application/ports/messaging/message-search.ts';
import type { ClinicId } from '../../../../domain/clinic/clinic.ts';
import { given } from '../../../../domain/given.ts';
import { foundBy } from '../../../../domain/inbox/message-search.ts';
import { conversationId, messageId } from '../../../../domain/messaging/message.ts';
import { besideWords } from '../../../../domain/messaging/messages/beside-words.ts';
import type { MessageDetails } from '../../../../domain/messaging/messages/message-details.ts';
import { contactId } from '../../../../domain/messaging/people/contact-identity.ts';
import { queryPrepared } from '../../fresh-plans.ts';
import { isBehind, placeOf, placeParts } from '../../list-place.ts';
import type { Pools, TenantPool } from '../../pool.ts';
import { inTenant } from '../../transaction.ts';
import { changeRows, changedBy, changesOf } from './related-messages.ts';

/** As `word_keys` of migrations/0147_fewer_keys_of_words.sql: by how many of its first letters a word is kept. */
const keptBeginnings = [8, 5, 3];

/** What is looked up of a word that is searched for; what it finds besides is read, and not shown. */
function beginningOf(word: string): string {
  const letters = Array.from(word);
  const kept = keptBeginnings.find((length) => length <= letters.length);
  return letters.slice(0, kept).join('');
}

/** Periods of thirty days that are looked through at once, from the newest on; after these no message is that old. */
const stretches = [1, 3, 12, 36, 148];
/** Rows that are read at once; more only where what was found was corrected or deleted since, or is a longer word. */
const batch = 60;
const mostBatches = 20;

/** Without a whole index (schema/large-indexes.ts) all words would be read: then nothing is, nor is it found. */
const isIndexed = `(select indisvalid from pg_index where indexrelid = to_regclass('message_words_keys'))`;

/**
 * By the index, which has the clinic in every key, and outside of a policy: under one Postgres looks up nothing by
 * `&&`. Two words may have one key, so the clinic is asked as well. Only ids are taken from here; what is shown is read as the clinic.
 */
const candidatesStatement = (words: number): string => `
select w.message_id as id, ${placeOf('w.created_at', 'w.message_id')} as place
from message_words as w
where ${Array.from(
  { length: words },
  (_, n) => `w.keys && array(
    select word_key($1, search_period(coalesce(timestamptz 'epoch' + $2::bigint * interval '1 microsecond', now())) - ago, $${n + 8})
    from generate_series($5::integer, $6::integer) as ago
  )`,
).join('\n  and ')}
  and w.clinic_id = $1
  and ${isBehind('w.created_at', 'w.message_id', '$3', '$4')}
  and ${isIndexed}
order by w.created_at desc, w.message_id desc
limit $7`;

/** Rows, or the messages that they correct. One by one: whatever the tables are measured to be, nothing else is read. */
const rowsStatement = `
select
  m.row, shown.id, shown.conversation_id, c.contact_id, shown.direction, shown.origin, shown.type, shown.content,
  shown.details, shown.created_at, ${changesOf('shown')} as changes
from unnest($2::uuid[]) as m (row)
cross join lateral (
  select coalesce(${changedBy('own')}, own.id) as id
  from whatsapp_messages_improved as own
  where own.clinic_id = $1 and own.id = m.row
  limit 1
) as named
cross join lateral (
  select * from whatsapp_messages_improved where clinic_id = $1 and id = named.id limit 1
) as shown
cross join lateral (
  select contact_id from whatsapp_conversations_improved
  where clinic_id = $1 and id = shown.conversation_id and merged_into is null
  limit 1
) as c`;

const candidateRows = z.array(
  z.object({ id: z.string(), place: z.string().transform((place) => place as ListPlace) }),
);
type Candidate = z.output<typeof candidateRows>[number];

const messageRows = z.array(
  z.object({
    row: z.string(),
    id: z.string().transform(messageId),
    conversation_id: z.string().transform(conversationId),
    contact_id: z.string().transform(contactId),
    direction: z.enum(['inbound', 'outbound']),
    origin: z.string(),
    type: z.string(),
    content: z.string(),
    details: z.unknown().transform((details) => (details as MessageDetails | null) ?? undefined),
    created_at: z.date(),
    changes: changeRows,
  }),
);

async function read(
  tenants: TenantPool,
  clinicId: ClinicId,
  candidates: readonly Candidate[],
  words: readonly string[],
): Promise<readonly FoundMessage[]> {
  if (candidates.length === 0) return [];
  const ids = candidates.map(({ id }) => id);
  const query = { name: 'found-messages', text: rowsStatement, values: [clinicId, ids] };
  const { rows } = await inTenant(tenants, clinicId, (client) => queryPrepared(client, query));
  const known = new Map(messageRows.parse(rows).map((found) => [found.row, found]));
  return candidates.flatMap(({ id: row, place }) => {
    const found = known.get(row);
    if (found === undefined) return [];
    const { id, direction, origin, type, content, details, created_at: createdAt, changes } = found;
    const { conversation_id: conversation, contact_id: contact } = found;
    const beside = besideWords(given({ details }));
    const said = { text: content, beside, byClinic: direction === 'outbound', changes };
    const excerpt = foundBy(row, said, words);
    if (excerpt === undefined) return [];
    const shown = { id, direction, origin, type, createdAt, excerpt };
    return [{ place, conversationId: conversation, contactId: contact, ...shown }];
  });
}

export const postgresMessageSearch = ({ system, tenants }: Pools): MessageSearch => ({
  async find({ clinicId, words, limit, after }) {
    if (words.length === 0) return { items: [] };
    const text = candidatesStatement(words.length);
    const beginnings = words.map(beginningOf);
    const [newest] = placeParts(after);
    const found: FoundMessage[] = [];
    let [behind, from, batches] = [after, 0, 0];
    for (const length of stretches) {
      const to = from + length - 1;
      for (let isMore = true; isMore; batches += 1) {
        const values = [clinicId, newest, ...placeParts(behind), from, to, batch, ...beginnings];
        const candidates = candidateRows.parse((await system.query({ text, values })).rows);
        found.push(...(await read(tenants, clinicId, candidates, words)));
        behind = candidates.at(-1)?.place ?? behind;
        if (found.length >= limit) return { items: found.slice(0, limit) };
        if (batches === mostBatches) return { items: found, ...given({ stoppedAt: behind }) };
        isMore = candidates.length === batch;
      }
      from = to + 1;
    }
    return { items: found };
  },
});
