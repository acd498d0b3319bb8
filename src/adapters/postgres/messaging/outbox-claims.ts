import type { Pool } from 'pg';
import { z } from 'zod';
import type { ClaimedSend } from '../../../application/ports/messaging/outbox.ts';
import { clinicId } from '../../../domain/clinic/clinic.ts';
import { conversationId, messageId, type OutboundContent } from '../../../domain/messaging/message.ts';
import { phoneDigits, type PhoneDigits } from '../../../domain/messaging/people/phone-number.ts';
import { given } from '../../../domain/given.ts';
import { clinicsWith } from '../clinics-with.ts';

/** As for turns: round by round over the clinics. Only the oldest open message of a conversation is offered. */
const claimStatement = `
with recursive ${clinicsWith('whatsapp_messages_improved', 'next_attempt_at')}, candidate as (
  select offer.*, in_hand.count + offer.round as place
  from clinic
  join clinics on clinics.id = clinic.clinic_id and clinics.is_active
    and (clinics.sends_stopped_until is null or clinics.sends_stopped_until <= now())
  cross join lateral (
    select count(*) as count
    from whatsapp_messages_improved as m
    where m.clinic_id = clinic.clinic_id and m.lease_until > now()
  ) as in_hand
  cross join lateral (
    select clinic_id, id, next_attempt_at, row_number() over (order by next_attempt_at) as round
    from (
      select m.clinic_id, m.id, m.next_attempt_at
      from whatsapp_messages_improved as m
      where m.clinic_id = clinic.clinic_id and m.next_attempt_at <= now()
        and (m.lease_until is null or m.lease_until <= now())
        and not exists (
          select from whatsapp_messages_improved as older
          where older.clinic_id = m.clinic_id and older.conversation_id = m.conversation_id
            and older.direction = 'outbound' and older.status in ('queued', 'sending', 'unknown')
            and (older.created_at, coalesce(older.turn_position, 0), older.id)
              < (m.created_at, coalesce(m.turn_position, 0), m.id)
        )
      order by m.next_attempt_at
      limit $1
    ) as oldest
  ) as offer
  -- a clinic whose sends were stopped gets one probe at a time
  where offer.round = 1 or clinics.sends_stopped_count = 0
  order by place, random()
  limit $1
), locked as (
  select m.clinic_id, m.id, m.status as found
  from candidate
  join whatsapp_messages_improved as m using (clinic_id, id)
  where m.next_attempt_at <= now() and (m.lease_until is null or m.lease_until <= now())
    and m.status in ('queued', 'sending', 'unknown')
  order by m.clinic_id, m.id
  for no key update of m skip locked
), claimed as (
  update whatsapp_messages_improved as m
  set status = 'sending', lease_until = now() + $2 * interval '1 ms', lease_token = m.lease_token + 1
  from locked
  where m.clinic_id = locked.clinic_id and m.id = locked.id
  returning m.*, locked.found
)
select
  claimed.clinic_id, claimed.id, claimed.conversation_id, claimed.found, claimed.lease_token::integer as lease_token,
  claimed.attempts, claimed.resends, claimed.origin = 'notice' as is_notice, claimed.error_code, claimed.payload, claimed.request_id, claimed.created_at,
  claimed.origin = 'assistant' and claimed.epoch < conversation.epoch as overtaken,
  clinics.simulation_mode, conversation.last_patient_message_at, conversation.whatsapp_number, number.phone_number_id,
  coalesce(
    (
      select value from contact_identities as i
      where i.clinic_id = claimed.clinic_id and i.contact_id = conversation.contact_id and i.kind = 'wa_id'
        and i.superseded_at is null
      order by first_seen_at desc limit 1
    ),
    (
      select value from contact_identities as i
      where i.clinic_id = claimed.clinic_id and i.contact_id = conversation.contact_id and i.kind = 'phone'
        and i.superseded_at is null
      limit 1
    )
  ) as phone,
  (
    select value from contact_identities as i
    where i.clinic_id = claimed.clinic_id and i.contact_id = conversation.contact_id and i.kind = 'bsuid'
      and i.superseded_at is null
    order by first_seen_at desc limit 1
  ) as bsuid
from claimed
join clinics on clinics.id = claimed.clinic_id
join whatsapp_conversations_improved as conversation
  on conversation.clinic_id = claimed.clinic_id and conversation.id = claimed.conversation_id
left join clinic_whatsapp_numbers as number
  on number.clinic_id = claimed.clinic_id and number.whatsapp_number = conversation.whatsapp_number`;

const sendRow = z
  .object({
    clinic_id: z.string().transform(clinicId),
    id: z.string().transform(messageId),
    conversation_id: z.string().transform(conversationId),
    found: z.enum(['queued', 'sending', 'unknown']),
    lease_token: z.int(),
    attempts: z.int(),
    resends: z.int(),
    is_notice: z.boolean(),
    error_code: z.string().nullable(),
    // written by us from an OutboundContent
    payload: z.looseObject({ type: z.enum(['text', 'buttons', 'list']) }),
    request_id: z.string().nullable(),
    created_at: z.date(),
    overtaken: z.boolean(),
    simulation_mode: z.boolean(),
    last_patient_message_at: z.date().nullable(),
    whatsapp_number: z.string().transform((digits) => digits as PhoneDigits),
    phone_number_id: z.string().nullable(),
    phone: z.string().nullable(),
    bsuid: z.string().nullable(),
  })
  .transform((row): ClaimedSend => {
    const phone = phoneDigits(row.phone);
    return {
      messageId: row.id,
      clinicId: row.clinic_id,
      conversationId: row.conversation_id,
      from: {
        clinicId: row.clinic_id,
        whatsappNumber: row.whatsapp_number,
        ...given({ phoneNumberId: row.phone_number_id ?? undefined }),
      },
      to: { ...(phone && { phone }), ...given({ bsuid: row.bsuid ?? undefined }) },
      content: row.payload as unknown as OutboundContent,
      leaseToken: row.lease_token,
      attempts: row.attempts,
      resends: row.resends,
      kind: row.is_notice ? 'notice' : 'reply',
      ...given({ lastErrorCode: row.error_code ?? undefined }),
      requestId: row.request_id ?? 'unknown',
      createdAt: row.created_at,
      found: row.found,
      overtaken: row.overtaken,
      simulation: row.simulation_mode,
      ...(row.last_patient_message_at && { lastPatientMessageAt: row.last_patient_message_at }),
    };
  });

export async function claimSends(
  pool: Pool,
  limit: number,
  leaseMs: number,
): Promise<readonly ClaimedSend[]> {
  const { rows } = await pool.query({ name: 'claim-sends', text: claimStatement, values: [limit, leaseMs] });
  return z.array(sendRow).parse(rows);
}
