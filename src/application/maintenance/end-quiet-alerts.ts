import type { AlertKind } from '../../domain/alerting/alert-kinds.ts';
import { undeliveredMs } from '../../domain/messaging/sending/undelivered.ts';
import type { Alerts } from '../ports/operations/alerts.ts';
import type { Clock } from '../ports/system/clock.ts';

/** Ends the alerts of what did not happen again. May be repeated, by several processes at once. */
export type EndQuietAlerts = () => Promise<void>;

type Needs = { alerts: Alerts; clock: Clock };

const hour = 3_600_000;
const day = 24 * hour;

/** A human should look once: after a week nobody will any more. */
const incidentMs = 7 * day;
/**
 * Trouble that is met again at every try, and the longest pause between two tries is an hour and a quarter. A single
 * success would not prove its end: it may be about one clinic or one kind of call only.
 */
const retriedMs = 2 * hour;

const quietMs: Readonly<Partial<Record<AlertKind, number>>> = {
  'send-failed': undeliveredMs,
  'send-unconfirmed': day,
  'webhook-foreign': day,
  'whatsapp-account': 2 * incidentMs,
  // seen again every day while it is so
  'number-health': incidentMs,
  'whatsapp-token-ends': incidentMs,
  'booking-failed': incidentMs,
  'media-unavailable': incidentMs,
  'event-left-behind': incidentMs,
  'calendar-conflict': incidentMs,
  'visit-outside-hours': incidentMs,
  'google-revocation-failed': incidentMs,
  'alerts-undelivered': incidentMs,
  'google-misconfigured': retriedMs,
  'google-request-refused': retriedMs,
  'google-client-refused': retriedMs,
  'encryption-key-missing': retriedMs,
  'calendar-access': retriedMs,
  'model-refused': retriedMs,
  // of a day, by the clinic's clocks
  'model-budget': day,
  // met again every few hours while somebody waits to be written
  'calendar-writes-paused': day,
};

export const makeEndQuietAlerts =
  ({ alerts, clock }: Needs): EndQuietAlerts =>
  async () => {
    const now = clock.now();
    for (const [kind, ms] of Object.entries(quietMs))
      await alerts.expire(kind as AlertKind, new Date(now.getTime() - ms), now);
  };
