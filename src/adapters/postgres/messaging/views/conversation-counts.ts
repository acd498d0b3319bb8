import { z } from 'zod';
import { mostCounted } from '../../../../domain/inbox/most-counted.ts';
import type { Conversations } from '../../../../application/ports/messaging/conversations.ts';
import type { TenantPool } from '../../pool.ts';
import { queryInTenant } from '../../transaction.ts';
import { isListed, ledByPeople, ledForAWhile } from './chosen-conversations.ts';
import { isHumans, isWaiting } from './waiting-conditions.ts';

const upTo = (condition: string, order = '') => `(
  select count(*)::int from (
    select from whatsapp_conversations_improved as c where ${isListed} and ${condition}
    ${order} limit ${mostCounted}
  ) as counted
)`;
/** In the order of their index, so that it is the index that is counted. */
const newestFirst = 'order by c.last_message_at desc, c.id desc';

const countsStatement = `
select
  ${upTo(isWaiting)} as waiting,
  ${upTo('c.unread > 0', newestFirst)} as unread,
  least(${upTo(ledByPeople, newestFirst)} + ${upTo(ledForAWhile)}, ${mostCounted}) as human,
  ${upTo(`not ${isHumans}`, newestFirst)} as assistant,
  ${upTo('c.assigned_to = $2', newestFirst)} as mine`;

const countsRow = z.object({
  waiting: z.int(),
  unread: z.int(),
  human: z.int(),
  assistant: z.int(),
  mine: z.int(),
});

export const conversationCounts = (tenants: TenantPool): Pick<Conversations, 'counts'> => ({
  async counts(clinicId, actor) {
    const { rows } = await queryInTenant(tenants, clinicId, {
      text: countsStatement,
      values: [clinicId, actor],
    });
    return countsRow.parse(rows[0]);
  },
});
