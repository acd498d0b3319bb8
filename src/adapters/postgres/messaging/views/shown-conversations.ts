import type { QueryConfig } from 'pg';
import { z } from 'zod';
import type { ConversationView } from '../../../../application/ports/messaging/conversations.ts';
import type { ClinicId } from '../../../../domain/clinic/clinic.ts';
import { conversationId } from '../../../../domain/messaging/message.ts';
import { queryPrepared } from '../../fresh-plans.ts';
import { placeOf } from '../../list-place.ts';
import type { TenantPool } from '../../pool.ts';
import { inTenant } from '../../transaction.ts';
import { headLength, viewRow } from './conversation-row.ts';
import { changesOf, isShownElsewhere } from './related-messages.ts';
import { undeliveredOf } from './undelivered-column.ts';
import { isHumans } from './waiting-conditions.ts';

/** What a list shows of one message. */
const headOf = (condition: string) => `(
    select json_build_object(
      'id', m.id, 'direction', m.direction, 'origin', m.origin, 'type', m.type, 'text', left(m.content, ${headLength}),
      'created_at', m.created_at, 'changes', ${changesOf('m')}
    )
    from whatsapp_messages_improved as m
    where m.clinic_id = c.clinic_id and m.conversation_id = c.id and not ${isShownElsewhere('m')}${condition}
    order by m.created_at desc, m.id desc limit 1
  )`;

/** One by one: whatever the tables are measured to be, nothing else is read. */
const statement = `
select
  c.id, c.whatsapp_number, c.contact_id, contact.profile_name, contact.wants_messages, contact.preference_at,
  contact.preference_by, c.human_until, c.epoch, c.unread, c.last_message_at, c.last_patient_message_at, c.attention,
  c.waits_for_window, c.assigned_to, c.assigned_at,
  coalesce(wanted.place, ${placeOf('c.last_message_at', 'c.id')}) as place,
  case when ${isHumans} then 'human' else 'assistant' end as mode,
  (
    select value from contact_identities as i
    where i.clinic_id = c.clinic_id and i.contact_id = c.contact_id and i.kind = 'phone' and i.superseded_at is null
    order by first_seen_at desc limit 1
  ) as phone,
  ${undeliveredOf('c')} as undelivered,
  ${headOf('')} as last_message,
  ${headOf(` and m.origin = 'patient'`)} as last_patient_message
from unnest($2::uuid[], $3::text[]) with ordinality as wanted (id, place, n)
cross join lateral (
  select * from whatsapp_conversations_improved where clinic_id = $1 and id = wanted.id limit 1
) as c
cross join lateral (
  select * from contacts where clinic_id = c.clinic_id and id = c.contact_id limit 1
) as contact
order by wanted.n`;

const chosenRows = z.array(
  z.object({ id: z.string().transform(conversationId), place: z.string().optional() }),
);

/**
 * What is shown of the conversations that `choose` finds (`id` and, in a list, `place`), in its order. Apart from that statement,
 * because planning this one takes longer than running it: so it is prepared. Both see the clinic as it is at one moment, or a
 * page that somebody is erased from would be taken for the last one.
 */
export const showConversations = (
  tenants: TenantPool,
  clinicId: ClinicId,
  choose: QueryConfig,
): Promise<ConversationView[]> =>
  inTenant(tenants, clinicId, async (client) => {
    const [, found] = await Promise.all([
      client.query('set transaction isolation level repeatable read'),
      client.query(choose),
    ]);
    const chosen = chosenRows.parse(found.rows);
    if (chosen.length === 0) return [];
    const { rows } = await queryPrepared(client, {
      name: 'show-conversations',
      text: statement,
      values: [clinicId, chosen.map(({ id }) => id), chosen.map(({ place }) => place)],
    });
    return z.array(viewRow).parse(rows);
  });
