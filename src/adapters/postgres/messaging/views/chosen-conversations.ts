import type { ConversationQuery } from '../../../../application/ports/messaging/conversations.ts';
import { isBehind } from '../../list-place.ts';
import { isHumans, isWaiting } from './waiting-conditions.ts';

/** What every list shows, of one clinic; `c` is the conversation, and $1 the clinic. */
export const isListed = 'c.clinic_id = $1 and c.merged_into is null and c.last_message_at is not null';
/** The two ways in which people lead one: until somebody gives it back, and for a while. */
export const ledByPeople = `c.mode = 'human' and c.human_until is null`;
export const ledForAWhile = `c.mode = 'human' and c.human_until > now()`;

const newestFirst = 'order by c.last_message_at desc, c.id desc limit $4';

export type ListFilters = Pick<ConversationQuery, 'unreadOnly' | 'waitingOnly'> & {
  readonly mode: ConversationQuery['mode'] | undefined;
  readonly isAssigned: boolean;
  /** A condition on the conversation, of $6 and so on. */
  readonly meant?: string;
  /** The only people whose conversations it may be, where they are known; as a parameter. */
  readonly people?: string;
};

/**
 * `chosen`: the page of a list, from the index of its rarest filter (migrations/0142), in the order of the list: so that a
 * filter that few pass does not lead through everything. $2 and $3: the place behind which the page begins; $4: how many;
 * $5: whose.
 */
export function chosenBy({
  mode,
  unreadOnly,
  waitingOnly = false,
  isAssigned,
  meant,
  people,
}: ListFilters): string {
  const conditions = [
    isListed,
    ...(isAssigned ? ['c.assigned_to = $5'] : ['$5::text is null']),
    ...(unreadOnly ? ['c.unread > 0'] : []),
    ...(mode === 'assistant' ? [`not ${isHumans}`] : []),
    ...(meant === undefined ? [] : [meant]),
    isBehind('c.last_message_at', 'c.id', '$2', '$3'),
  ];
  const led = mode === 'human' ? [isHumans] : [];
  const waiting = waitingOnly ? [isWaiting] : [];
  const those = (...more: readonly string[]) =>
    `select * from whatsapp_conversations_improved as c where ${[...conditions, ...more].join('\n    and ')}`;
  // person by person: whatever the tables are measured to be, nothing else is read
  if (people !== undefined)
    return `found as materialized (
    select c.*
    from unnest(${people}::uuid[]) as person (id)
    cross join lateral (
      select * from whatsapp_conversations_improved where contact_id = person.id and clinic_id = $1 offset 0
    ) as c
    where ${[...conditions, ...led, ...waiting].join('\n    and ')}
  ), chosen as materialized (select * from found as c ${newestFirst})`;
  // who waits is few: all are read, and put into order
  if (waitingOnly)
    return `found as materialized (
    ${those(...led, ...waiting)}
  ), chosen as materialized (select * from found as c ${newestFirst})`;
  if (mode === 'human' && !isAssigned)
    return `found as materialized (
    (${those(ledByPeople)} ${newestFirst})
    union all
    (${those(ledForAWhile)})
  ), chosen as materialized (select * from found as c ${newestFirst})`;
  return `chosen as materialized (${those(...led)} ${newestFirst})`;
}
