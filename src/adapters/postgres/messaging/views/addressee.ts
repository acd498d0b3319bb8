import { z } from 'zod';
import type { Addressee } from '../../../../application/ports/messaging/conversations.ts';
import type { ClinicId } from '../../../../domain/clinic/clinic.ts';
import { given } from '../../../../domain/given.ts';
import type { ConversationId } from '../../../../domain/messaging/message.ts';
import { optOutOf } from '../../../../domain/messaging/people/message-preference.ts';
import type { PhoneDigits } from '../../../../domain/messaging/people/phone-number.ts';
import type { TenantPool } from '../../pool.ts';
import { queryInTenant } from '../../transaction.ts';
import { preferenceColumns, preferenceOf } from '../people/message-preferences.ts';
import { withPlace } from './place-after-merges.ts';

const addresseeStatement = `
${withPlace}
select c.whatsapp_number, c.last_patient_message_at, contact.profile_name, contact.wants_messages, contact.preference_at,
  contact.preference_by
from place
join whatsapp_conversations_improved as c on c.clinic_id = place.clinic_id and c.id = place.id
join contacts as contact on contact.clinic_id = c.clinic_id and contact.id = c.contact_id
where c.merged_into is null`;

const addresseeRow = z
  .object({
    whatsapp_number: z.string().transform((digits) => digits as PhoneDigits),
    last_patient_message_at: z.date().nullable(),
    profile_name: z.string().nullable(),
    ...preferenceColumns,
  })
  .transform((row): Addressee => ({
    whatsappNumber: row.whatsapp_number,
    ...given({
      name: row.profile_name ?? undefined,
      lastPatientMessageAt: row.last_patient_message_at ?? undefined,
      optedOut: optOutOf(preferenceOf(row)),
    }),
  }));

/** Whom a message in this conversation would reach; `undefined` where the clinic has no such conversation. */
export async function readAddressee(
  tenants: TenantPool,
  clinicId: ClinicId,
  id: ConversationId,
): Promise<Addressee | undefined> {
  const { rows } = await queryInTenant(tenants, clinicId, {
    text: addresseeStatement,
    values: [clinicId, id],
  });
  return addresseeRow.optional().parse(rows[0]);
}
