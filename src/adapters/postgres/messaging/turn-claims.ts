import type { Pool } from 'pg';
import { z } from 'zod';
import type { ClaimedTurn } from '../../../application/ports/messaging/turns.ts';
import { clinicId } from '../../../domain/clinic/clinic.ts';
import { contactId } from '../../../domain/messaging/people/contact-identity.ts';
import {
  conversationId,
  messageId,
  type Choice,
  type MessageType,
} from '../../../domain/messaging/message.ts';
import type { PhoneDigits } from '../../../domain/messaging/people/phone-number.ts';
import { lostLeaseCost, turnMessageLimit, type TurnMessage } from '../../../domain/messaging/turn.ts';
import { given } from '../../../domain/given.ts';
import { clinicsWith } from '../clinics-with.ts';

/**
 * The clinics that have due turns are walked by an index skip scan; each offers its oldest, and places are given out
 * round by round, counting what a clinic has in hand already, so that ten thousand due turns of one clinic do not starve
 * another's one, however few hands there are.
 */
const claimStatement = `
with recursive ${clinicsWith('whatsapp_conversations_improved', 'turn_due_at')}, candidate as (
  select offer.*, in_hand.count + offer.round as place
  from clinic
  cross join lateral (
    select count(*) as count
    from whatsapp_conversations_improved as c
    where c.clinic_id = clinic.clinic_id and c.turn_lease_until > now()
  ) as in_hand
  cross join lateral (
    select clinic_id, id, turn_due_at, row_number() over (order by turn_due_at) as round
    from (
      select clinic_id, id, turn_due_at
      from whatsapp_conversations_improved as c
      where c.clinic_id = clinic.clinic_id and c.turn_due_at <= now() and c.mode = 'assistant'
        and (c.turn_lease_until is null or c.turn_lease_until <= now())
      order by turn_due_at
      limit $1
    ) as oldest
  ) as offer
  -- by chance among equals, so that a long queue does not win every single free hand by its age
  order by place, random()
  limit $1
), locked as (
  select c.clinic_id, c.id
  from candidate
  join whatsapp_conversations_improved as c using (clinic_id, id)
  where c.turn_due_at <= now() and c.mode = 'assistant'
    and (c.turn_lease_until is null or c.turn_lease_until <= now())
  order by c.clinic_id, c.id
  for no key update of c skip locked
), claimed as (
  update whatsapp_conversations_improved as c
  set
    turn_lease_until = now() + $2 * interval '1 ms',
    turn_lease_token = c.turn_lease_token + 1,
    turn_attempts = c.turn_attempts + case when c.turn_lease_until is null then 0 else $3 end
  from locked
  where c.clinic_id = locked.clinic_id and c.id = locked.id
  returning c.*
)
select
  claimed.clinic_id, claimed.id, claimed.contact_id, claimed.whatsapp_number, number.phone_number_id,
  claimed.turn_lease_token::integer as lease_token, claimed.epoch, claimed.arrivals::integer as arrivals,
  claimed.turn_attempts as attempts, claimed.turn_due_at, claimed.turn_first_at, claimed.dialogue, contact.profile_name
from claimed
join contacts as contact on contact.clinic_id = claimed.clinic_id and contact.id = claimed.contact_id
left join clinic_whatsapp_numbers as number
  on number.clinic_id = claimed.clinic_id and number.whatsapp_number = claimed.whatsapp_number`;

const messagesStatement = `
select message.*
from json_to_recordset($1::json) as turn (clinic_id uuid, id uuid, turn_first_at timestamptz)
cross join lateral (
  select conversation_id, id, type, content, choice, meta_message_id, about_meta_message_id, sent_at, request_id
  from whatsapp_messages_improved
  where clinic_id = turn.clinic_id and conversation_id = turn.id and created_at >= turn.turn_first_at and awaits_turn
  order by created_at, sent_at, id
  limit ${turnMessageLimit}
) as message
order by message.sent_at, message.id`;

const turnRow = z.object({
  clinic_id: z.string().transform(clinicId),
  id: z.string().transform(conversationId),
  contact_id: z.string().transform(contactId),
  whatsapp_number: z.string().transform((digits) => digits as PhoneDigits),
  phone_number_id: z.string().nullable(),
  lease_token: z.int(),
  epoch: z.int(),
  arrivals: z.int(),
  attempts: z.int(),
  turn_due_at: z.date(),
  turn_first_at: z.string().or(z.date()),
  dialogue: z.unknown(),
  profile_name: z.string().nullable(),
});

const messageRow = z
  .object({
    conversation_id: z.string(),
    id: z.string().transform(messageId),
    type: z.string().transform((type) => type as MessageType),
    content: z.string(),
    choice: z.unknown().transform((choice) => (choice ?? undefined) as Choice | undefined),
    meta_message_id: z.string().nullable(),
    about_meta_message_id: z.string().nullable(),
    sent_at: z.date(),
    request_id: z.string().nullable(),
  })
  .transform((row) => ({
    conversationId: row.conversation_id,
    requestId: row.request_id,
    message: {
      id: row.id,
      type: row.type,
      text: row.content,
      sentAt: row.sent_at,
      ...given({
        choice: row.choice,
        metaMessageId: row.meta_message_id ?? undefined,
        aboutMetaMessageId: row.about_meta_message_id ?? undefined,
      }),
    } satisfies TurnMessage,
  }));

export async function claimConversations(
  pool: Pool,
  limit: number,
  leaseMs: number,
): Promise<readonly ClaimedTurn[]> {
  const claimed = await pool.query({
    name: 'claim-turns',
    text: claimStatement,
    values: [limit, leaseMs, lostLeaseCost],
  });
  if (claimed.rows.length === 0) return [];
  const loaded = await pool.query({
    name: 'turn-messages',
    text: messagesStatement,
    values: [JSON.stringify(claimed.rows)],
  });
  const messages = z.array(messageRow).parse(loaded.rows);
  return z
    .array(turnRow)
    .parse(claimed.rows)
    .map((row): ClaimedTurn => {
      const own = messages.filter((message) => message.conversationId === row.id);
      return {
        clinicId: row.clinic_id,
        conversationId: row.id,
        contactId: row.contact_id,
        number: {
          clinicId: row.clinic_id,
          whatsappNumber: row.whatsapp_number,
          ...given({ phoneNumberId: row.phone_number_id ?? undefined }),
        },
        leaseToken: row.lease_token,
        epoch: row.epoch,
        // a turn that could not see everything must not count as complete
        arrivals: own.length < turnMessageLimit ? row.arrivals : -1,
        attempts: row.attempts,
        dueSince: row.turn_due_at,
        dialogue: row.dialogue,
        messages: own.map(({ message }) => message),
        requestId: own.at(-1)?.requestId ?? 'unknown',
        ...given({ patientName: row.profile_name ?? undefined }),
      };
    });
}
