import type { QueryConfig } from 'pg';
import { z } from 'zod';
import type {
  Conversations,
  ConversationView,
  ListPlace,
  QueuePlace,
} from '../../../../application/ports/messaging/conversations.ts';
import type { ClinicId } from '../../../../domain/clinic/clinic.ts';
import { conversationId } from '../../../../domain/messaging/message.ts';
import { searchParts } from '../../../../domain/inbox/conversation-search.ts';
import { placeOf, placeParts } from '../../list-place.ts';
import type { Pools, TenantPool } from '../../pool.ts';
import { queryInTenant } from '../../transaction.ts';
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

const chosenRows = z.array(z.object({ id: z.string().transform(conversationId), place: z.string() }));

const asListPlace = (place: string) => place as ListPlace;
const asQueuePlace = (place: string) => place as QueuePlace;

type Lists = Pick<Conversations, 'list' | 'queue' | 'counts'>;

/** Many conversations at once, a page at a time or counted. */
export const conversationLists = ({ system, tenants }: Pick<Pools, 'system' | 'tenants'>): Lists => ({
  ...conversationCounts(tenants),

  async list({ clinicId, mode, unreadOnly, waitingOnly = false, assignedTo, search, limit, after }) {
    const filters = { mode, unreadOnly, waitingOnly, isAssigned: assignedTo !== undefined };
    const read = (more: Partial<ListFilters>, ...values: unknown[]) => {
      const text = `with ${chosenBy({ ...filters, ...more })}
        select c.id, ${placeOf('c.last_message_at', 'c.id')} as place
        from chosen as c
        order by c.last_message_at desc, c.id desc`;
      return show(tenants, clinicId, asListPlace, {
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
    return show(tenants, clinicId, asQueuePlace, {
      text: queueStatement,
      values: [clinicId, limit, ...behind],
    });
  },
});

/** The conversations of a statement that chooses some, each with its place in it. */
async function show<Place extends string>(
  tenants: TenantPool,
  clinicId: ClinicId,
  asPlace: (place: string) => Place,
  chosenBy: QueryConfig,
): Promise<(Omit<ConversationView, 'place'> & { readonly place: Place })[]> {
  const { rows } = await queryInTenant(tenants, clinicId, chosenBy);
  const places = new Map(chosenRows.parse(rows).map(({ id, place }) => [id, asPlace(place)]));
  const views = await showConversations(tenants, clinicId, [...places.keys()]);
  return views.flatMap((view) => {
    const place = places.get(view.id);
    return place === undefined ? [] : [{ ...view, place }];
  });
}
