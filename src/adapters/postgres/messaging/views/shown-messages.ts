import type { ClinicId } from '../../../../domain/clinic/clinic.ts';
import type { ConversationId } from '../../../../domain/messaging/message.ts';
import { choicesIn, type ShownMessage } from '../../../../domain/messaging/messages/shown-choices.ts';
import type { SentContent } from '../../../../domain/messaging/sending/team-content.ts';
import type { TenantPool } from '../../pool.ts';
import { queryInTenant } from '../../transaction.ts';

type Row = { readonly is_report: boolean; readonly content: SentContent | null };

/** Newest first. What the clinic's phone wrote is kept as WhatsApp tells it, and lets choose nothing. */
export async function readShown(
  tenants: TenantPool,
  clinicId: ClinicId,
  conversation: ConversationId,
  limit: number,
): Promise<readonly ShownMessage[]> {
  const { rows } = await queryInTenant<Row>(tenants, clinicId, {
    text: `select about_kind is not null as is_report,
         case when origin in ('assistant', 'human', 'notice') then coalesce(sent_as, payload) end as content
       from whatsapp_messages_improved
       where clinic_id = $1 and conversation_id = $2 and type <> 'reaction'
         and (
           (direction = 'outbound' and status not in ('queued', 'waiting', 'cancelled', 'failed'))
           or (direction = 'inbound' and origin = 'staff')
         )
       order by created_at desc, turn_position desc nulls last, id desc
       limit $3`,
    values: [clinicId, conversation, limit],
  });
  return rows.map(({ is_report: isReport, content }) => ({
    choices: content === null ? [] : choicesIn(content),
    isReport,
  }));
}
