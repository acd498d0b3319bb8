import { createHash } from 'node:crypto';
import { Counter, Histogram, type Registry } from 'prom-client';
import type { Telemetry } from '../../application/ports/operations/telemetry.ts';

/** One series per clinic, so that one clinic's trouble is seen as such. */
export function prometheusTelemetry(registry: Registry): Telemetry {
  const registers = [registry];
  const items = new Counter({
    name: 'atende_webhook_items_total',
    help: 'Webhook items by kind and outcome',
    labelNames: ['clinic', 'kind', 'outcome'],
    registers,
  });
  const ack = new Histogram({
    name: 'atende_webhook_ack_seconds',
    help: 'From the first byte of a webhook to its answer, which is after the commit',
    labelNames: ['clinic', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers,
  });
  const turns = new Counter({
    name: 'atende_turns_total',
    help: 'Turns by outcome',
    labelNames: ['clinic', 'outcome'],
    registers,
  });
  const turnWait = new Histogram({
    name: 'atende_turn_wait_seconds',
    help: 'From a turn being due to its end',
    labelNames: ['clinic'],
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  });
  const deliveries = new Counter({
    name: 'atende_deliveries_total',
    help: 'Ended send attempts by resulting status and error class',
    labelNames: ['clinic', 'status', 'error_class'],
    registers,
  });
  const latency = new Histogram({
    name: 'atende_delivery_seconds',
    help: 'From the commit of an outbound message to its acceptance by Meta',
    labelNames: ['clinic'],
    buckets: [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60, 600],
    registers,
  });
  const retries = new Counter({
    name: 'atende_delivery_retries_total',
    help: 'Sends put back for another attempt, by error class',
    labelNames: ['clinic', 'error_class'],
    registers,
  });
  const unknown = new Counter({
    name: 'atende_unknown_sends_total',
    help: 'Sends whose outcome was not known: opened, settled by a status, resent, given up',
    labelNames: ['clinic', 'event'],
    registers,
  });
  const consents = new Counter({
    name: 'atende_google_consents_total',
    help: 'Consents at Google that came back, by outcome',
    labelNames: ['clinic', 'outcome'],
    registers,
  });
  const renewals = new Counter({
    name: 'atende_google_renewals_total',
    help: 'Renewals of Google tokens by outcome',
    labelNames: ['clinic', 'outcome'],
    registers,
  });
  const renewalTime = new Histogram({
    name: 'atende_google_renewal_seconds',
    help: 'From the claim of a renewal to its settlement',
    buckets: [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  const revocations = new Counter({
    name: 'atende_google_revocations_total',
    help: 'Attempts to end a grant at Google, by outcome',
    labelNames: ['clinic', 'outcome'],
    registers,
  });
  const bookings = new Counter({
    name: 'atende_bookings_total',
    help: 'Wishes of the REST API about appointments, by what was asked and what was answered',
    labelNames: ['clinic', 'what', 'outcome'],
    registers,
  });
  const synced = new Counter({
    name: 'atende_calendar_syncs_total',
    help: 'Attempts to bring an appointment into or out of its calendar, by outcome; the calendar as a digest',
    labelNames: ['clinic', 'calendar', 'outcome'],
    registers,
  });
  const syncWait = new Histogram({
    name: 'atende_calendar_sync_wait_seconds',
    help: 'From an appointment being due to the end of the attempt that followed',
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120, 600],
    registers,
  });
  const legacy = new Counter({
    name: 'atende_legacy_calls_total',
    help: 'Calls of routes that will go, by route and clinic',
    labelNames: ['clinic', 'route'],
    registers,
  });
  const retention = new Counter({
    name: 'atende_retention_deleted_total',
    help: 'What was deleted because the clinic does not keep it any longer',
    labelNames: ['clinic', 'kind'],
    registers,
  });
  const loops = new Counter({
    name: 'atende_loop_failures_total',
    help: 'Rounds of a worker loop that failed as a whole, e.g. because the database was away',
    labelNames: ['loop'],
    registers,
  });

  return {
    webhookItem: (clinic = 'none', kind, outcome) => items.inc({ clinic, kind, outcome }),
    webhookAnswered: (clinic = 'none', status, ms) =>
      ack.observe({ clinic, status: String(status) }, ms / 1000),
    turnEnded(clinic, outcome, waitedMs) {
      turns.inc({ clinic, outcome });
      turnWait.observe({ clinic }, waitedMs / 1000);
    },
    delivery: (clinic, status, errorClass = 'none') =>
      deliveries.inc({ clinic, status, error_class: errorClass }),
    deliveryTook: (clinic, ms) => latency.observe({ clinic }, ms / 1000),
    retry: (clinic, errorClass) => retries.inc({ clinic, error_class: errorClass }),
    unknownSend: (clinic, event) => unknown.inc({ clinic, event }),
    consent: (clinic = 'none', outcome) => consents.inc({ clinic, outcome }),
    renewal(clinic, outcome, ms) {
      renewals.inc({ clinic, outcome });
      renewalTime.observe(ms / 1000);
    },
    revocation: (clinic, outcome) => revocations.inc({ clinic, outcome }),
    bookingAnswered: (clinic, what, outcome) => bookings.inc({ clinic, what, outcome }),
    appointmentSynced(clinic, calendarId, outcome, waitedMs) {
      synced.inc({ clinic, calendar: digest(calendarId), outcome });
      syncWait.observe(waitedMs / 1000);
    },
    legacyCalled: (route, clinic = 'none') => legacy.inc({ clinic, route }),
    retained(clinic = 'none', messages, parked) {
      retention.inc({ clinic, kind: 'message' }, messages);
      retention.inc({ clinic, kind: 'parked-item' }, parked);
    },
    loopFailed: (loop) => loops.inc({ loop }),
  };
}

/** A calendar's id is often somebody's e-mail address, which has no place in metrics. */
const digest = (calendarId: string): string =>
  createHash('sha256').update(calendarId).digest('hex').slice(0, 12);
