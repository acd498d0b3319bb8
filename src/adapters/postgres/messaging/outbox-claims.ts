import type { Pool } from 'pg';
import { z } from 'zod';
import type { ClaimedSend, Outbox } from '../../../application/ports/messaging/outbox.ts';
import { clinicId } from '../../../domain/clinic/clinic.ts';
import { hasWaited } from '../../../domain/messaging/customer-service-window.ts';
import { sendKindOf } from '../../../domain/messaging/outbound-decision.ts';
import { isOvertaken } from './sending/overtaken.ts';
import { conversationId, messageId } from '../../../domain/messaging/message.ts';
import type { SentContent } from '../../../domain/messaging/sending/team-content.ts';
import type { NoticeSubject } from '../../../domain/patient-messages/notice.ts';
import { appointmentId } from '../../../domain/scheduling/appointment.ts';
import { phoneDigits, type PhoneDigits } from '../../../domain/messaging/people/phone-number.ts';
import { given } from '../../../domain/given.ts';
import { dueClinics, rotatingClaim } from '../claims/rotating-claim.ts';

/** As `holdsBack`: due messages of a clinic that have no older open one before them in their conversation, the oldest first. */
const offered = (joined: string, limit: string) => `
  select m.clinic_id, m.id, m.next_attempt_at
  from whatsapp_messages_improved as m ${joined}
  where m.clinic_id = clinic.clinic_id and m.next_attempt_at <= now()
    and (m.lease_until is null or m.lease_until <= now())
    -- offset: asked of each that is offered, not of all that the clinic has open
    and not exists (
      select from whatsapp_messages_improved as older
      where older.clinic_id = m.clinic_id and older.conversation_id = m.conversation_id
        and older.direction = 'outbound' and older.status in ('queued', 'sending', 'unknown')
        -- a reminder that waits for the end of the night holds up no answer
        and (older.status = 'queued' and older.about_kind = 'reminder' and older.next_attempt_at > now()) is not true
        and (older.created_at, coalesce(older.turn_position, 0), older.id)
          < (m.created_at, coalesce(m.turn_position, 0), m.id)
      offset 0
    )
  order by m.next_attempt_at
  limit ${limit}`;

/** The number of `m`, looked up only in clinics of which one is stopped. */
const numberOf = (condition: string) => `
  cross join lateral (
    select from whatsapp_conversations_improved as conversation
    where conversation.clinic_id = m.clinic_id and conversation.id = m.conversation_id and ${condition}
    offset 0
  ) as place`;

/** A clinic whose only number is stopped is not searched for what another one could send, however much it has waiting. */
const anotherSends = `exists (
  select from clinic_whatsapp_numbers as another where another.clinic_id = clinic.clinic_id and another.sends_stopped_count = 0
)`;

/** `phone` and `bsuid` of a contact, as far as they are known. */
export const addressOf = (clinic: string, contact: string) => `
  coalesce(
    (
      select value from contact_identities as i
      where i.clinic_id = ${clinic} and i.contact_id = ${contact} and i.kind = 'wa_id' and i.superseded_at is null
      order by first_seen_at desc limit 1
    ),
    (
      select value from contact_identities as i
      where i.clinic_id = ${clinic} and i.contact_id = ${contact} and i.kind = 'phone' and i.superseded_at is null
      limit 1
    )
  ) as phone,
  (
    select value from contact_identities as i
    where i.clinic_id = ${clinic} and i.contact_id = ${contact} and i.kind = 'bsuid' and i.superseded_at is null
    order by first_seen_at desc limit 1
  ) as bsuid`;

/**
 * As for turns: round by round over the clinics. Only the oldest open message of a conversation is offered; of a number
 * that was stopped nothing before its time, then one probe at a time.
 */
const claimStatement = `
with recursive ${dueClinics('whatsapp_messages_improved', 'next_attempt_at')}, candidate as (
  select offer.*, in_hand.count + offer.round as place
  from clinic
  -- offset: a plan of its own for each, however small the table looked when the statement was planned
  cross join lateral (select from clinics where clinics.id = clinic.clinic_id and is_active offset 0) as clinics
  cross join lateral (
    select array_agg(number.whatsapp_number) as numbers, array_agg(number.whatsapp_number) filter (
      where number.sends_stopped_until <= now() and not exists (
        select from whatsapp_messages_improved as m ${numberOf('conversation.whatsapp_number = number.whatsapp_number')}
        where m.clinic_id = number.clinic_id and m.lease_until > now()
      )
    ) as to_probe
    from clinic_whatsapp_numbers as number
    where number.clinic_id = clinic.clinic_id and number.sends_stopped_count > 0
  ) as stopped
  cross join lateral (
    select count(*) as count
    from whatsapp_messages_improved as m
    where m.clinic_id = clinic.clinic_id and m.lease_until > now()
  ) as in_hand
  cross join lateral (
    select clinic_id, id, next_attempt_at, row_number() over (order by next_attempt_at) as round
    from (
      (select * from (${offered('', '$3')}) as no_number_stopped where stopped.numbers is null)
      union all
      (select * from (${offered(numberOf('conversation.whatsapp_number <> all(stopped.numbers)'), '$3')}
      ) as other_numbers where stopped.numbers is not null and ${anotherSends})
      union all
      (select probe.* from unnest(stopped.to_probe) as probed (number)
       cross join lateral (${offered(numberOf('conversation.whatsapp_number = probed.number'), '1')}) as probe)
    ) as found
    order by next_attempt_at
    limit $3
  ) as offer
  order by place, random()
  limit $3
), locked as (
  -- each looked up on its own, by its key: "is true" keeps it out of the index of all that is due
  select found.clinic_id, found.id, found.status as found, found.next_attempt_at as due_at
  from (select clinic_id, id from candidate order by clinic_id, id) as wanted
  cross join lateral (
    select m.clinic_id, m.id, m.status, m.next_attempt_at from whatsapp_messages_improved as m
    where m.clinic_id = wanted.clinic_id and m.id = wanted.id and (m.next_attempt_at <= now()) is true
      and (m.lease_until is null or m.lease_until <= now()) and m.status in ('queued', 'sending', 'unknown')
    for no key update skip locked
  ) as found
), claimed as (
  update whatsapp_messages_improved as m
  set
    status = 'sending', lease_until = now() + $4 * interval '1 ms', lease_token = m.lease_token + 1,
    -- what is in hand is not walked over by the next claim
    next_attempt_at = now() + $4 * interval '1 ms'
  from locked
  where m.clinic_id = locked.clinic_id and m.id = locked.id
  returning m.*, locked.found, locked.due_at
)
select
  walk.seen as walk_seen, walk.last as walk_last,
  claimed.clinic_id, claimed.id, claimed.conversation_id, claimed.found, claimed.lease_token::integer as lease_token,
  claimed.attempts, claimed.resends, claimed.origin, claimed.error_code, claimed.error_class, claimed.about_kind, claimed.about_appointment_id, claimed.payload, claimed.sent_as,
  coalesce(claimed.about_meta_message_id, claimed.quotes_meta_message_id) as refers_to,
  (
    select meta_media_id from media_uploads as u
    where u.clinic_id = claimed.clinic_id and u.message_id = claimed.id and u.usable_until > now()
  ) as media_id, claimed.request_id, claimed.created_at, claimed.due_at,
  ${isOvertaken('claimed', 'conversation.epoch')} as overtaken,
  clinics.simulation_mode, conversation.last_patient_message_at, conversation.waits_for_window, conversation.whatsapp_number, number.phone_number_id,
  coalesce(number.sends_stopped_count, 0) > 0 as is_probe,
  ${addressOf('claimed.clinic_id', 'conversation.contact_id')}
from walk
left join claimed on true
left join lateral (select simulation_mode from clinics where clinics.id = claimed.clinic_id offset 0) as clinics on true
left join whatsapp_conversations_improved as conversation
  on conversation.clinic_id = claimed.clinic_id and conversation.id = claimed.conversation_id
left join clinic_whatsapp_numbers as number
  on number.clinic_id = claimed.clinic_id and number.whatsapp_number = conversation.whatsapp_number`;

function subjectOf(kind: string | null, appointment: string | null): NoticeSubject | undefined {
  if (kind === 'reopening') return { kind };
  if (kind === null || appointment === null) return undefined;
  // ours alone write it
  return { kind, appointmentId: appointmentId(appointment) } as NoticeSubject;
}

const sendRow = z
  .object({
    clinic_id: z.string().transform(clinicId),
    id: z.string().transform(messageId),
    conversation_id: z.string().transform(conversationId),
    found: z.enum(['queued', 'sending', 'unknown']),
    lease_token: z.int(),
    attempts: z.int(),
    resends: z.int(),
    origin: z.enum(['assistant', 'human', 'notice']),
    error_code: z.string().nullable(),
    error_class: z.string().nullable(),
    about_kind: z.string().nullable(),
    about_appointment_id: z.string().nullable(),
    waits_for_window: z.boolean(),
    is_probe: z.boolean(),
    // written by us from what is sent
    payload: z.looseObject({ type: z.string() }),
    refers_to: z.string().nullable(),
    media_id: z.string().nullable(),
    sent_as: z.looseObject({ type: z.literal('template') }).nullable(),
    request_id: z.string().nullable(),
    created_at: z.date(),
    due_at: z.date(),
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
      content: (row.sent_as ?? row.payload) as unknown as SentContent,
      ...(row.sent_as && { source: row.payload as unknown as SentContent }),
      ...given({ refersTo: row.refers_to ?? undefined, mediaId: row.media_id ?? undefined }),
      leaseToken: row.lease_token,
      attempts: row.attempts,
      resends: row.resends,
      kind: sendKindOf(row.origin),
      origin: row.origin,
      waited: hasWaited(row.error_class ?? undefined),
      waitsForWindow: row.waits_for_window,
      isProbe: row.is_probe,
      ...given({ lastErrorClass: row.error_class ?? undefined }),
      ...given({ about: subjectOf(row.about_kind, row.about_appointment_id) }),
      ...given({ lastErrorCode: row.error_code ?? undefined }),
      requestId: row.request_id ?? 'unknown',
      createdAt: row.created_at,
      dueAt: row.due_at,
      found: row.found,
      overtaken: row.overtaken,
      simulation: row.simulation_mode,
      ...(row.last_patient_message_at && { lastPatientMessageAt: row.last_patient_message_at }),
    };
  });

export function sendClaims(pool: Pool): Outbox['claim'] {
  const claim = rotatingClaim(pool, 'claim-sends', claimStatement);
  return async (limit, leaseMs) => z.array(sendRow).parse(await claim(limit, leaseMs));
}
