import { createHash } from 'node:crypto';
import { Counter, Histogram, type Registry } from 'prom-client';
import { makeObjectiveLedger } from '../../application/operations/objective-ledger.ts';
import type { Telemetry } from '../../application/ports/operations/telemetry.ts';
import {
  isAcknowledged,
  isAnswered,
  isCalendarFresh,
  isDelivered,
  isTokenHealthy,
} from '../../domain/figures/objectives.ts';
import { clinicLabels } from './clinic-labels.ts';
import { objectiveEvents } from './objective-events.ts';

/** Series per clinic, so that one clinic's trouble is seen as such. */
export function prometheusTelemetry(
  registry: Registry,
  labelOf = clinicLabels(),
  ledger = makeObjectiveLedger(),
): Telemetry {
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
  const requests = new Histogram({
    name: 'atende_http_request_seconds',
    help: 'Requests by method, pattern of the route and status; streams until their first byte',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.025, 0.1, 0.5, 1, 5, 20],
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
  const readReceipts = new Counter({
    name: 'atende_read_receipts_total',
    help: 'Patients’ phones told that people of the clinic have read, and those that were not',
    labelNames: ['clinic', 'outcome'],
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
  const reads = new Counter({
    name: 'atende_calendar_reads_total',
    help: 'Readings of what has changed in a calendar, by outcome',
    labelNames: ['clinic', 'outcome'],
    registers,
  });
  const readTime = new Histogram({
    name: 'atende_calendar_read_seconds',
    help: 'From the claim of a reading to its settlement',
    buckets: [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
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

  const alertDeliveries = new Counter({
    name: 'atende_alert_deliveries_total',
    help: 'Attempts to tell of an alert, by where and how they ended',
    labelNames: ['clinic', 'channel', 'outcome'],
    registers,
  });
  const modelSteps = new Histogram({
    name: 'atende_model_step_seconds',
    help: 'Requests to the language model, by how they ended',
    labelNames: ['clinic', 'end'],
    buckets: [0.1, 0.25, 0.5, 1, 2, 3, 5, 8, 10],
    registers,
  });
  const modelTurns = new Counter({
    name: 'atende_model_turns_total',
    help: 'Turns of clinics with a language model: answered by it, or why by the guided dialogue',
    labelNames: ['clinic', 'outcome'],
    registers,
  });
  const modelTokens = new Counter({
    name: 'atende_model_tokens_total',
    help: 'Tokens that the provider counted; cached ones are among those read',
    labelNames: ['clinic', 'kind'],
    registers,
  });
  const modelCost = new Counter({
    name: 'atende_model_microdollars_total',
    help: 'Cost of language models in millionths of a US dollar, where the price is known',
    labelNames: ['clinic'],
    registers,
  });
  const judge = objectiveEvents(registry, labelOf, ledger);
  return {
    webhookItem: (clinic = 'none', kind, outcome) => items.inc({ clinic: labelOf(clinic), kind, outcome }),
    webhookAnswered(clinic, status, ms) {
      ack.observe({ clinic: labelOf(clinic ?? 'none'), status: String(status) }, ms / 1000);
      judge(clinic, 'acknowledged', isAcknowledged(status, ms));
    },
    requestAnswered: (method, route = 'none', status, ms) =>
      requests.observe({ method, route, status: String(status) }, ms / 1000),
    turnEnded(clinic, outcome, waitedMs) {
      turns.inc({ clinic: labelOf(clinic), outcome });
      turnWait.observe({ clinic: labelOf(clinic) }, waitedMs / 1000);
      judge(clinic, 'answered', isAnswered(outcome, waitedMs));
    },
    delivery: (clinic, status, errorClass = 'none') =>
      deliveries.inc({ clinic: labelOf(clinic), status, error_class: errorClass }),
    messageEnded: (clinic, ending) => judge(clinic, 'delivered', isDelivered(ending)),
    deliveryTook: (clinic, ms) => latency.observe({ clinic: labelOf(clinic) }, ms / 1000),
    retry: (clinic, errorClass) => retries.inc({ clinic: labelOf(clinic), error_class: errorClass }),
    unknownSend: (clinic, event) => unknown.inc({ clinic: labelOf(clinic), event }),
    consent: (clinic = 'none', outcome) => consents.inc({ clinic: labelOf(clinic), outcome }),
    connectionSeen: (clinic, status) => judge(clinic, 'token-healthy', isTokenHealthy(status)),
    renewal(clinic, outcome, ms) {
      renewals.inc({ clinic: labelOf(clinic), outcome });
      renewalTime.observe(ms / 1000);
    },
    revocation: (clinic, outcome) => revocations.inc({ clinic: labelOf(clinic), outcome }),
    bookingAnswered: (clinic, what, outcome) => bookings.inc({ clinic: labelOf(clinic), what, outcome }),
    appointmentSynced(clinic, calendarId, outcome, waitedMs) {
      const label = labelOf(clinic);
      synced.inc({ clinic: label, calendar: label === clinic ? digest(calendarId) : label, outcome });
      syncWait.observe(waitedMs / 1000);
    },
    legacyCalled: (route, clinic = 'none') => legacy.inc({ clinic: labelOf(clinic), route }),
    calendarRead(clinic, outcome, ms) {
      reads.inc({ clinic: labelOf(clinic), outcome });
      judge(clinic, 'calendar-fresh', isCalendarFresh(outcome));
      readTime.observe(ms / 1000);
    },
    retained(clinic = 'none', messages, parked) {
      retention.inc({ clinic: labelOf(clinic), kind: 'message' }, messages);
      retention.inc({ clinic: labelOf(clinic), kind: 'parked-item' }, parked);
    },
    modelAsked(clinic, end, ms) {
      modelSteps.observe({ clinic: labelOf(clinic), end }, ms / 1_000);
    },
    modelTurn(clinicId, outcome, { input = 0, cached = 0, output = 0, microdollars = 0 }) {
      const clinic = labelOf(clinicId);
      modelTurns.inc({ clinic, outcome });
      for (const [kind, count] of Object.entries({ input, cached, output }))
        modelTokens.inc({ clinic, kind }, count);
      modelCost.inc({ clinic }, microdollars);
    },
    readReceipt: (clinic, outcome) => readReceipts.inc({ clinic: labelOf(clinic), outcome }),
    alertDelivery: (clinic = 'none', channel, outcome) =>
      alertDeliveries.inc({ clinic: labelOf(clinic), channel, outcome }),
    loopFailed: (loop) => loops.inc({ loop }),
  };
}

/** A calendar's id is often somebody's e-mail address, which has no place in metrics. */
const digest = (calendarId: string): string =>
  createHash('sha256').update(calendarId).digest('hex').slice(0, 12);
