import type { Conversations, QueuePlace } from '../../../../application/ports/messaging/conversations.ts';
import { searchParts } from '../../../../domain/inbox/conversation-search.ts';
import { placeOf, placeParts } from '../../list-place.ts';
import type { Pools } from '../../pool.ts';
import { chosenBy, isListed, type ListFilters } from './chosen-conversations.ts';
import { conversationCounts } from './conversation-counts.ts';
import { isMeant, meantPeople } from './meant-people.ts';
import { showConversations } from './shown-conversations.ts';
import { isWaiting, rank, waitsSince } from './waiting-conditions.ts';

/** The clinic's own index of who may wait has all of them (migration 0138); they are few, and put into order here. */
const queueStatement = `
with chosen as materialized (
  select * from (
    select c.*, ${rank} as queue_rank, ${waitsSince} as waits_since
    from whatsapp_conversations_improved as c
    where ${isListed} and ${isWaiting}
  ) as c
  where $3::integer is null or (c.queue_rank, c.waits_since, c.id)
    > ($3::integer, timestamptz 'epoch' + $4::bigint * interval '1 microsecond', $5::uuid)
  order by c.queue_rank, c.waits_since, c.id
  limit $2
)
select c.id, c.queue_rank || '.' || ${placeOf('c.waits_since', 'c.id')} as place
from chosen as c
order by c.queue_rank, c.waits_since, c.id`;

type Lists = Pick<Conversations, 'list' | 'queue' | 'counts'>;

/** Many conversations at once, a page at a time or counted. */
export const conversationLists = ({ system, tenants }: Pick<Pools, 'system' | 'tenants'>): Lists => ({
  ...conversationCounts(tenants),

  async list({ clinicId, mode, unreadOnly, waitingOnly = false, assignedTo, search, limit, after }) {
    const filters = { mode, unreadOnly, waitingOnly, isAssigned: assignedTo !== undefined };
    const read = (more: Partial<ListFilters>, ...values: unknown[]) => {
      const text = `with ${chosenBy({ ...filters, ...more })}
        select c.id from chosen as c order by c.last_message_at desc, c.id desc`;
      return showConversations(tenants, clinicId, {
        text,
        values: [clinicId, ...placeParts(after), limit, assignedTo, ...values],
      });
    };
    if (search === undefined) return read({});
    const { words, digits } = searchParts(search);
    const people = await meantPeople(system, clinicId, words, digits);
    if (people === undefined) return read({ meant: isMeant('$6', '$7') }, words, digits);
    return people.length === 0 ? [] : read({ people: '$6' }, people);
  },

  async queue({ clinicId, limit, after }) {
    const behind = after?.split('.') ?? [undefined, undefined, undefined];
    const values = [clinicId, limit, ...behind];
    const views = await showConversations(tenants, clinicId, { text: queueStatement, values });
    return views.map(({ place, ...view }) => ({ ...view, place: place as string as QueuePlace }));
  },
});
