import { z } from 'zod';
import type { ConversationView } from '../../../../application/ports/messaging/conversations.ts';
import type { ClinicId } from '../../../../domain/clinic/clinic.ts';
import type { ConversationId } from '../../../../domain/messaging/message.ts';
import { placeOf } from '../../list-place.ts';
import type { TenantPool } from '../../pool.ts';
import { queryInTenant } from '../../transaction.ts';
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
  c.waits_for_window, c.assigned_to, c.assigned_at, ${placeOf('c.last_message_at', 'c.id')} as place,
  case when ${isHumans} then 'human' else 'assistant' end as mode,
  (
    select value from contact_identities as i
    where i.clinic_id = c.clinic_id and i.contact_id = c.contact_id and i.kind = 'phone' and i.superseded_at is null
    order by first_seen_at desc limit 1
  ) as phone,
  ${undeliveredOf('c')} as undelivered,
  ${headOf('')} as last_message,
  ${headOf(` and m.origin = 'patient'`)} as last_patient_message
from unnest($2::uuid[]) with ordinality as wanted (id, n)
cross join lateral (
  select * from whatsapp_conversations_improved where clinic_id = $1 and id = wanted.id limit 1
) as c
cross join lateral (
  select * from contacts where clinic_id = c.clinic_id and id = c.contact_id limit 1
) as contact
order by wanted.n`;

/**
 * What is shown of these conversations of a clinic, in their order; one that is gone is left out. Apart from the statement that
 * chooses them, because planning this one takes longer than running it: so it is prepared.
 */
export async function showConversations(
  tenants: TenantPool,
  clinicId: ClinicId,
  ids: readonly ConversationId[],
): Promise<readonly ConversationView[]> {
  if (ids.length === 0) return [];
  const { rows } = await queryInTenant(tenants, clinicId, {
    name: 'show-conversations',
    text: statement,
    values: [clinicId, ids],
  });
  return z.array(viewRow).parse(rows);
}
