import { z } from 'zod';
import type { ClinicId } from '../../../../domain/clinic/clinic.ts';
import type { ConversationId } from '../../../../domain/messaging/message.ts';
import type { KnownIdentity } from '../../../../domain/messaging/people/contact-identity.ts';
import type { TenantPool } from '../../pool.ts';
import { queryInTenant } from '../../transaction.ts';
import { withPlace } from './place-after-merges.ts';

/** One row without an identity where the patient has none. */
const statement = `
${withPlace}
select known.kind, known.value, known.superseded_at is not null as is_former
from place
join whatsapp_conversations_improved as c on c.clinic_id = place.clinic_id and c.id = place.id
left join contact_identities as known on known.clinic_id = c.clinic_id and known.contact_id = c.contact_id
where c.merged_into is null
order by is_former, known.kind, known.value collate "C"`;

const identityRow = z
  .object({
    kind: z.enum(['phone', 'wa_id', 'bsuid', 'parent_bsuid']),
    value: z.string(),
    is_former: z.boolean(),
  })
  .transform(({ kind, value, is_former: isFormer }): KnownIdentity => ({ kind, value, isFormer }));

/** `undefined`: there is no such conversation. */
export async function readIdentities(
  tenants: TenantPool,
  clinicId: ClinicId,
  conversation: ConversationId,
): Promise<readonly KnownIdentity[] | undefined> {
  const { rows } = await queryInTenant<{ kind: string | null }>(tenants, clinicId, {
    text: statement,
    values: [clinicId, conversation],
  });
  if (rows.length === 0) return undefined;
  return z.array(identityRow).parse(rows.filter(({ kind }) => kind !== null));
}
