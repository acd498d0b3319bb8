import type { Pool } from 'pg';
import { z } from 'zod';
import type { ClaimedTurn, Turns } from '../../../../application/ports/messaging/turns.ts';
import type { SeenClinic } from '../../../../application/ports/clinic/clinics.ts';
import { clinicId } from '../../../../domain/clinic/clinic.ts';
import { contactId } from '../../../../domain/messaging/people/contact-identity.ts';
import {
  conversationId,
  messageId,
  type Choice,
  type MessageType,
} from '../../../../domain/messaging/message.ts';
import type { PhoneDigits } from '../../../../domain/messaging/people/phone-number.ts';
import { arrivalsSeen, lostLeaseCost, turnMessageLimit } from '../../../../domain/messaging/turn.ts';
import type { MessageDetails } from '../../../../domain/messaging/messages/message-details.ts';
import type { TurnMessage } from '../../../../domain/messaging/messages/turn-messages.ts';
import { changeRows, changesOf, namedMessage, namedRow, quoteOf } from '../views/related-messages.ts';
import { given } from '../../../../domain/given.ts';
import { voiceColumn, voiceRow } from '../media/voice-column.ts';
import { attentionColumn, time } from '../attention-column.ts';
import { connectionStatus } from '../../connection/google-connection-rows.ts';
import { dueClinics, rotatingClaim } from '../../claims/rotating-claim.ts';

/**
 * Each clinic of the walk offers its oldest due turns, and places are given out round by round, counting what a clinic
 * has in hand already, so that ten thousand due turns of one clinic do not starve another's one, however few hands
 * there are.
 */
const claimStatement = `
with recursive ${dueClinics('whatsapp_conversations_improved', 'turn_due_at')}, candidate as (
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
      where c.clinic_id = clinic.clinic_id and c.turn_due_at <= now()
        and (c.turn_lease_until is null or c.turn_lease_until <= now())
      order by turn_due_at
      limit $3
    ) as oldest
  ) as offer
  -- by chance among equals, so that a long queue does not win every single free hand by its age
  order by place, random()
  limit $3
), locked as (
  -- each looked up on its own, by its key: "is true" keeps it out of the index of all that is due
  select found.clinic_id, found.id
  from (select clinic_id, id from candidate order by clinic_id, id) as wanted
  cross join lateral (
    select c.clinic_id, c.id from whatsapp_conversations_improved as c
    where c.clinic_id = wanted.clinic_id and c.id = wanted.id and (c.turn_due_at <= now()) is true
      and (c.turn_lease_until is null or c.turn_lease_until <= now())
    for no key update skip locked
  ) as found
), claimed as (
  update whatsapp_conversations_improved as c
  set
    turn_lease_until = now() + $4 * interval '1 ms',
    turn_lease_token = c.turn_lease_token + 1,
    turn_attempts = c.turn_attempts + case when c.turn_lease_until is null then 0 else $5 end
  from locked
  where c.clinic_id = locked.clinic_id and c.id = locked.id
  returning c.*
)
select
  walk.seen as walk_seen, walk.last as walk_last,
  claimed.clinic_id, claimed.id, claimed.contact_id, claimed.whatsapp_number, number.phone_number_id,
  claimed.turn_lease_token::integer as lease_token, claimed.epoch, claimed.arrivals::integer as arrivals,
  claimed.turn_attempts as attempts, claimed.turn_due_at, claimed.turn_first_at, claimed.dialogue,
  claimed.mode, claimed.human_until, claimed.attention, claimed.last_patient_message_at, contact.profile_name,
  'prefers-people' = any(contact.flags) as prefers_people,
  coalesce(not contact.wants_messages, false) as is_opted_out,
  own.name as clinic_name, own.time_zone, own.simulation_mode, own.context_version,
  (select status from google_calendar_tokens_by_clinic as google where google.clinic_id = claimed.clinic_id) as google_status,
  exists (
    select from alerts
    where alerts.clinic_id = claimed.clinic_id and alerts.kind = 'turn-failed' and alerts.subject = claimed.id::text
      and alerts.resolved_at is null
  ) as is_alerted
from walk
left join claimed on true
left join lateral (
  select name, time_zone, simulation_mode, context_version from clinics where clinics.id = claimed.clinic_id and is_active
  offset 0
) as own on true
left join contacts as contact on contact.clinic_id = claimed.clinic_id and contact.id = claimed.contact_id
left join clinic_whatsapp_numbers as number
  on number.clinic_id = claimed.clinic_id and number.whatsapp_number = claimed.whatsapp_number`;

const messagesStatement = `
select message.*
from json_to_recordset($1::json) as turn (clinic_id uuid, id uuid, turn_first_at timestamptz)
cross join lateral (
  select
    conversation_id, id, type, content, choice, details, meta_message_id, about_meta_message_id, quotes_meta_message_id, sent_at,
    request_id, ${changesOf('m')} as changes, ${namedMessage('m', 'm.about_meta_message_id')} as about, ${voiceColumn('m')} as voice,
    ${namedMessage('m', 'm.quotes_meta_message_id')} as quoted
  from whatsapp_messages_improved as m
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
  mode: z.enum(['assistant', 'human']),
  human_until: time,
  attention: attentionColumn,
  prefers_people: z.boolean(),
  is_opted_out: z.boolean(),
  last_patient_message_at: z.date().nullable(),
  profile_name: z.string().nullable(),
  clinic_name: z.string().nullable(),
  time_zone: z.string().nullable(),
  simulation_mode: z.boolean().nullable(),
  context_version: z.int().nullable(),
  google_status: connectionStatus.nullable(),
  is_alerted: z.boolean(),
});

/** A clinic that is not active has none of these. */
function clinicSeen(row: z.output<typeof turnRow>): SeenClinic | undefined {
  const { clinic_id: id, clinic_name: name, time_zone: timeZone, context_version: contextVersion } = row;
  if (name === null || timeZone === null || contextVersion === null) return undefined;
  return { clinic: { id, name, timeZone, simulation: row.simulation_mode === true }, contextVersion };
}

const messageRow = z
  .object({
    conversation_id: z.string(),
    id: z.string().transform(messageId),
    type: z.string().transform((type) => type as MessageType),
    content: z.string(),
    choice: z.unknown().transform((choice) => (choice ?? undefined) as Choice | undefined),
    details: z.unknown().transform((details) => (details as MessageDetails | null) ?? undefined),
    meta_message_id: z.string().nullable(),
    about_meta_message_id: z.string().nullable(),
    quotes_meta_message_id: z.string().nullable(),
    changes: changeRows,
    about: namedRow.nullable(),
    voice: voiceRow.nullable(),
    quoted: namedRow.nullable(),
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
      changes: row.changes,
      ...given({
        quote: quoteOf(row.quotes_meta_message_id, row.quoted),
        about: row.about ?? undefined,
        voice: row.voice ?? undefined,
        choice: row.choice,
        details: row.details,
        metaMessageId: row.meta_message_id ?? undefined,
        aboutMetaMessageId: row.about_meta_message_id ?? undefined,
      }),
    } satisfies TurnMessage,
  }));

export function turnClaims(pool: Pool): Turns['claim'] {
  const claim = rotatingClaim(pool, 'claim-turns', claimStatement, lostLeaseCost);
  return async (limit, leaseMs) => {
    const claimed = await claim(limit, leaseMs);
    if (claimed.length === 0) return [];
    const loaded = await pool.query({
      name: 'turn-messages',
      text: messagesStatement,
      values: [JSON.stringify(claimed)],
    });
    const messages = z.array(messageRow).parse(loaded.rows);
    return z
      .array(turnRow)
      .parse(claimed)
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
          arrivals: arrivalsSeen(own.length, row.arrivals),
          attempts: row.attempts,
          dueSince: row.turn_due_at,
          dialogue: row.dialogue,
          standing: {
            mode: row.mode,
            humanUntil: row.human_until,
            attention: row.attention,
            prefersPeople: row.prefers_people,
            isOptedOut: row.is_opted_out,
          },
          atClaim: {
            ...given({ clinic: clinicSeen(row) }),
            google: row.google_status ?? 'none',
            isAlerted: row.is_alerted,
          },
          messages: own.map(({ message }) => message),
          requestId: own.at(-1)?.requestId ?? 'unknown',
          ...given({
            patientName: row.profile_name ?? undefined,
            lastPatientMessageAt: row.last_patient_message_at ?? undefined,
          }),
        };
      });
  };
}
