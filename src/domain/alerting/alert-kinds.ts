/**
 * - `sends-stopped`: the WhatsApp account or token of a number; ends when a send goes through
 * - `emergency`: a patient wrote of an emergency, each time one more occurrence; ends when somebody of the clinic acts
 * - `handover`: a conversation waits for somebody of the clinic; ends when they act
 * - `turn-failed`: the same because the assistant failed; ends when they act, or the assistant answers again
 * - `message-changed`: a patient corrected or deleted what was answered already; ends when one of the clinic acts
 * - `needs-template`: somebody has not been told, or answered, because the customer service window of their conversation is
 *   closed; ends when everything that waited has reached WhatsApp
 * - `media-unavailable`: a file of a conversation could not be had from WhatsApp; a human should look once, ends by time
 * - `template-unusable`: a template that the clinic uses is not approved, is gone, or was made marketing; ends when it may be
 *   used, or is used no more
 * - `webhook-foreign`: an app of Meta's signed for a number that is not its own; ends by time
 * - `whatsapp-account`: Meta warns of the account or number: restriction, violation, quality, name; ends with Meta's word, or
 *   by time
 * - `number-health`: Meta shows a number in trouble at the daily look: quality, limit, name, payment; ends with the look that
 *   shows it well, or by time
 * - `whatsapp-token-ends`: the token of a number, or the installation's, ends soon or is refused; ends with a new one, or by time
 * - `send-failed`: the patient of a conversation has not got what was said last; ends when that or something later arrives,
 *   or by time
 * - `send-unconfirmed`: nobody can say whether a message of a conversation has arrived; a human should look, ends by time
 * - `google-…`, `encryption-key-missing`: the connection of a clinic, or the installation's own client; end when it works,
 *   or by time when no try meets the trouble any more
 * - `calendar-…`: a calendar that cannot be read, reached or written to, or is nobody's; ends when that is over
 * - `calendar-left-visits`: visits to come stand in calendars that are not written to any more; ends when a look finds none
 * - `calendar-shows-erased`: events in Google still say whose visit it was, of somebody who was erased; ends when none does
 * - `visit-deleted-in-calendar`: the clinic has to say whether the visit is cancelled; ends with its answer
 * - `visit-outside-hours`, `calendar-conflict`: what somebody did in Google; ends by time
 * - `booking-failed`, `event-left-behind`, `google-revocation-failed`: a human should look once; ends by time
 * - `model-refused`: the provider of the language model wants no more: key, credit or model; ends by time
 * - `model-budget`: a clinic has used four fifths of its day's budget for the model, or all of it; ends by time
 * - `number-unknown`: messages came to numbers that no clinic has; of the installation, ends when none waits any more
 * - `items-parked`: messages of a clinic wait outside of its conversations, by reason; ends when none waits any more
 * - `alerts-undelivered`: a destination of alerts takes none; it goes to the others, and ends when something arrives there
 *
 * What ends by time: end-quiet-alerts.ts.
 */
export const alertKinds = [
  'sends-stopped',
  'emergency',
  'handover',
  'turn-failed',
  'message-changed',
  'needs-template',
  'media-unavailable',
  'template-unusable',
  'webhook-foreign',
  'whatsapp-account',
  'number-health',
  'whatsapp-token-ends',
  'send-failed',
  'send-unconfirmed',
  'google-reconnect-required',
  'google-renewal-failing',
  'google-access-ends',
  'google-disconnected',
  'google-revocation-failed',
  'google-calendars-unreachable',
  'google-client-refused',
  'google-request-refused',
  'google-misconfigured',
  'encryption-key-missing',
  'calendar-access',
  'calendar-unreadable',
  'calendar-not-writable',
  'calendar-writes-paused',
  'calendar-unassigned',
  'calendar-left-visits',
  'calendar-shows-erased',
  'calendar-conflict',
  'visit-outside-hours',
  'visit-deleted-in-calendar',
  'booking-failed',
  'event-left-behind',
  'model-refused',
  'model-budget',
  'number-unknown',
  'items-parked',
  'alerts-undelivered',
] as const;
export type AlertKind = (typeof alertKinds)[number];
