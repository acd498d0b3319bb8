import { z } from 'zod';
import type { Conversations, QueuePlace } from '../../../../application/ports/messaging/conversations.ts';
import { searchParts } from '../../../../domain/inbox/conversation-search.ts';
import { isBehind, placeOf, placeParts } from '../../list-place.ts';
import type { TenantPool } from '../../pool.ts';
import { queryInTenant } from '../../transaction.ts';
import { shown, shownAs, viewRow } from './conversation-row.ts';
import { isHumans, isWaiting, rank, waitsSince } from './waiting-conditions.ts';

/** As `folded` of the domain writes words; $7 are folded words, $8 digits. */
const foldedName = `regexp_replace(lower(normalize(contact.profile_name, NFD)), '[\u0300-\u036f]', '', 'g')`;
const isMeant = `(
  not $9
  or exists (
    select from contacts as contact
    where contact.clinic_id = c.clinic_id and contact.id = c.contact_id
      and position($7 in btrim(regexp_replace(${foldedName}, '[^[:alnum:]]+', ' ', 'g'))) > 0
  )
  or exists (
    select from contact_identities as i
    where i.contact_id = c.contact_id and i.clinic_id = c.clinic_id and i.kind = 'phone' and i.superseded_at is null
      and position($8 in i.value) > 0
  )
)`;

const listStatement = `
with chosen as materialized (
  select * from whatsapp_conversations_improved as c
  where c.clinic_id = $1 and c.merged_into is null and c.last_message_at is not null
    and ($2::text is null or ($2 = 'human') = ${isHumans})
    and (not $3 or c.unread > 0)
    and (not $10 or ${isWaiting})
    and ($11::text is null or c.assigned_to = $11)
    and ${isMeant}
    and ${isBehind('c.last_message_at', 'c.id', '$5', '$6')}
  order by c.last_message_at desc, c.id desc
  limit $4
)${shown}`;

/** The clinic's own index of who may wait has all of them (migration 0138); they are few, and put into order here. */
const queueStatement = `
with chosen as materialized (
  select * from (
    select c.*, ${rank} as queue_rank, ${waitsSince} as waits_since
    from whatsapp_conversations_improved as c
    where c.clinic_id = $1 and c.merged_into is null and c.last_message_at is not null and ${isWaiting}
  ) as c
  where $3::integer is null or (c.queue_rank, c.waits_since, c.id)
    > ($3::integer, timestamptz 'epoch' + $4::bigint * interval '1 microsecond', $5::uuid)
  order by c.queue_rank, c.waits_since, c.id
  limit $2
)${shownAs(`c.queue_rank || '.' || ${placeOf('c.waits_since', 'c.id')}`, 'c.queue_rank, c.waits_since, c.id')}`;
const queuedRow = viewRow.transform(({ place, ...view }) => ({
  ...view,
  place: place as string as QueuePlace,
}));

const countsStatement = `
select
  count(*)::int as total,
  count(*) filter (where ${isWaiting})::int as waiting,
  count(*) filter (where c.unread > 0)::int as unread,
  count(*) filter (where ${isHumans})::int as human,
  count(*) filter (where c.assigned_to = $2)::int as mine
from whatsapp_conversations_improved as c
where c.clinic_id = $1 and c.merged_into is null and c.last_message_at is not null`;

const countsRow = z.object({
  total: z.int(),
  waiting: z.int(),
  unread: z.int(),
  human: z.int(),
  mine: z.int(),
});

const nothing = { words: undefined, digits: undefined };

/** Many conversations at once, a page at a time or counted. */
export const conversationLists = (tenants: TenantPool): Pick<Conversations, 'list' | 'queue' | 'counts'> => ({
  async list({ clinicId, mode, unreadOnly, waitingOnly = false, assignedTo, search, limit, after }) {
    const [micros, id] = placeParts(after);
    const { words, digits } = search === undefined ? nothing : searchParts(search);
    const { rows } = await queryInTenant(tenants, clinicId, {
      text: listStatement,
      values: [
        clinicId,
        mode,
        unreadOnly,
        limit,
        micros,
        id,
        words,
        digits,
        search !== undefined,
        waitingOnly,
        assignedTo,
      ],
    });
    return z.array(viewRow).parse(rows);
  },

  async queue({ clinicId, limit, after }) {
    const { rows } = await queryInTenant(tenants, clinicId, {
      text: queueStatement,
      values: [clinicId, limit, ...(after?.split('.') ?? [undefined, undefined, undefined])],
    });
    return z.array(queuedRow).parse(rows);
  },

  async counts(clinicId, actor) {
    const { rows } = await queryInTenant(tenants, clinicId, {
      text: countsStatement,
      values: [clinicId, actor],
    });
    const { total, ...counts } = countsRow.parse(rows[0]);
    return { ...counts, assistant: total - counts.human };
  },
});
