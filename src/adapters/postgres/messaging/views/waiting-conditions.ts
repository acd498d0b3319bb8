import { loudestReasons } from '../../../../domain/inbox/waiting-for-people.ts';

/** `modeNow` of the domain, of a conversation `c`. */
export const isHumans = `(c.mode = 'human' and (c.human_until is null or c.human_until > now()))`;

/** `waitingForPeople` of the domain, of a conversation `c`. */
export const isWaiting = `(
  c.attention -> 'handover' is not null or (${isHumans} and c.unread > 0 and c.last_patient_message_at is not null)
)`;

/** `queueRank` of the domain, of a conversation `c` that waits. */
export const rank = `coalesce(array_position(array['${loudestReasons.join("', '")}'], c.attention -> 'handover' ->> 'reason') - 1, ${loudestReasons.length})`;

/** Since when a conversation `c` waits that does. */
export const waitsSince = `coalesce((c.attention -> 'handover' ->> 'at')::timestamptz, c.last_patient_message_at)`;
