import type { Conversations } from '../../../../application/ports/messaging/conversations.ts';
import type { ClinicId } from '../../../../domain/clinic/clinic.ts';
import { conversationId, type ConversationId } from '../../../../domain/messaging/message.ts';
import { canonicalPhone } from '../../../../domain/messaging/people/phone-number.ts';
import type { Pools } from '../../pool.ts';
import { queryInTenant } from '../../transaction.ts';
import { readAddressee } from './addressee.ts';
import { readNames } from './contact-names.ts';
import { conversationLists } from './conversation-lists.ts';
import { readIdentities } from './known-identities.ts';
import { readAround, readMessages } from './message-views.ts';
import { withPlace } from './place-after-merges.ts';
import { showConversations } from './shown-conversations.ts';
import { readShown } from './shown-messages.ts';

/** The id under which it is shown. */
const placedStatement = `
${withPlace}
select c.id
from place
join whatsapp_conversations_improved as c on c.clinic_id = place.clinic_id and c.id = place.id
where c.merged_into is null and c.last_message_at is not null`;

const withPhoneStatement = `
select c.id
from contact_identities as i
join whatsapp_conversations_improved as c on c.clinic_id = i.clinic_id and c.contact_id = i.contact_id
where i.clinic_id = $1 and i.kind = 'phone' and i.value = $2 and c.merged_into is null and c.last_message_at is not null
order by c.last_message_at desc
limit 1`;

const beginStatement = `
update whatsapp_conversations_improved set last_message_at = now()
where clinic_id = $1 and id = $2 and merged_into is null and last_message_at is null`;

export const postgresConversations = (pools: Pick<Pools, 'system' | 'tenants'>): Conversations => {
  const { tenants } = pools;
  const placed = async (clinicId: ClinicId, id: ConversationId) => {
    const values = [clinicId, id];
    const { rows } = await queryInTenant<{ id: string }>(tenants, clinicId, {
      text: placedStatement,
      values,
    });
    return rows[0] && conversationId(rows[0].id);
  };
  return {
    ...conversationLists(pools),

    async get(clinicId, asked) {
      const choose = { text: placedStatement, values: [clinicId, asked] };
      const [view] = await showConversations(tenants, clinicId, choose);
      return view;
    },

    async begin(clinicId, id) {
      const { rowCount } = await queryInTenant(tenants, clinicId, {
        text: beginStatement,
        values: [clinicId, id],
      });
      return rowCount === 1;
    },

    names: (clinicId, contacts) => readNames(tenants, clinicId, contacts),

    async messages({ clinicId, conversationId: asked, limit, after }) {
      const id = await placed(clinicId, asked);
      return id && readMessages(tenants, clinicId, id, limit, after);
    },

    shown: (clinicId, id, limit) => readShown(tenants, clinicId, id, limit),

    async around({ clinicId, conversationId: asked, messageId: message, reach }) {
      const id = await placed(clinicId, asked);
      if (id === undefined) return undefined;
      return (await readAround(tenants, clinicId, id, message, reach)) ?? 'no-message';
    },

    identities: (clinicId, id) => readIdentities(tenants, clinicId, id),

    addressee: (clinicId, id) => readAddressee(tenants, clinicId, id),

    async withPhone(clinicId, phone) {
      const { rows } = await queryInTenant<{ id: string }>(tenants, clinicId, {
        text: withPhoneStatement,
        values: [clinicId, canonicalPhone(phone)],
      });
      const [found] = rows;
      return found && conversationId(found.id);
    },
  };
};
