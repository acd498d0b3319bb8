import type pg from 'pg';
import { clinicId, type ClinicId } from '../../../src/domain/clinic/clinic.ts';
import { conversationId, type ConversationId } from '../../../src/domain/messaging/message.ts';
import { contactId, type ContactId } from '../../../src/domain/messaging/people/contact-identity.ts';
import type { PhoneDigits } from '../../../src/domain/messaging/people/phone-number.ts';
import type { Filled } from '../fill/rows.ts';

/** A clinic, and one of its patients who has a visit. */
export type Place = {
  readonly name: string;
  readonly clinicId: ClinicId;
  readonly conversation: ConversationId;
  readonly contact: ContactId;
  readonly phone: PhoneDigits;
};

/** The largest clinic, with its longest conversation and with a common one, and a small one. */
export async function placesOf(pool: pg.Pool, filled: Filled): Promise<readonly Place[]> {
  const { rows } = await pool.query<{ clinic: string; id: string; contact: string; phone: string }>(
    `select c.clinic_id as clinic, c.id, c.contact_id as contact, i.value as phone
     from (
       (select * from whatsapp_conversations_improved where clinic_id = $1 order by created_at limit 1)
       union all
       select * from (
         select distinct on (clinic_id = $1) c.* from whatsapp_conversations_improved as c
         where exists (select from appointments as a where a.clinic_id = c.clinic_id and a.contact_id = c.contact_id)
           and (clinic_id = $1 or clinic_id = (
             select clinic_id from whatsapp_conversations_improved group by clinic_id order by count(*) limit 1
           ))
         order by clinic_id = $1 desc, created_at desc
       ) as common
     ) as c
     join contact_identities as i on i.contact_id = c.contact_id and i.clinic_id = c.clinic_id and i.kind = 'phone'`,
    [filled.largest],
  );
  const names = ['largest, longest conversation', 'largest', 'small'];
  return rows.map(({ clinic, id, contact, phone }, n) => ({
    name: names[n] ?? '?',
    clinicId: clinicId(clinic),
    conversation: conversationId(id),
    contact: contactId(contact),
    phone: phone as PhoneDigits,
  }));
}
