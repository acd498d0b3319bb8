import { postgresWakeUps } from '../adapters/postgres/wake-ups.ts';
import { deliverDueAlerts, planDueAlerts } from '../adapters/worker/tell-alerts.ts';
import { answerDueTurns } from '../adapters/worker/answer-due-turns.ts';
import { deliverDueMessages } from '../adapters/worker/deliver-due-messages.ts';
import { deliverDuePushes } from '../adapters/worker/deliver-due-pushes.ts';
import { endDueGrants } from '../adapters/worker/end-due-grants.ts';
import { uploadDueMedia } from '../adapters/worker/upload-due-media.ts';
import { fetchDueMedia } from '../adapters/worker/fetch-due-media.ts';
import { keepCalendarsInStep } from '../adapters/worker/keep-calendars-in-step.ts';
import { keepEventTexts } from '../adapters/worker/keep-event-texts.ts';
import { renewDueConnections } from '../adapters/worker/renew-due-connections.ts';
import { readDueCalendars } from '../adapters/worker/read-due-calendars.ts';
import { remindDuePatients } from '../adapters/worker/remind-due-patients.ts';
import { transcribeDueVoices } from '../adapters/worker/transcribe-due-voices.ts';
import type { WorkLoop } from '../adapters/worker/work-loop.ts';
import type { Config } from './config/config.ts';
import type { Services } from './composition/services.ts';

/** For what stands around a request to the provider: a file that is read, an account that is kept. */
const voiceReadMs = 20_000;

/** Nobody waits for a text: bookings go first at Google. */
const eventTextConcurrency = 2;
/** Time for work in hand when stopping; what is not done by then is found again when its lease has expired. */
const graceMs = 5_000;

/** Starts the loops of the roles worker and renewal, as far as this process has them. */
export function startWorkers(
  services: Services,
  config: Config,
  systemUrl: string,
): { stop(): Promise<void> } {
  const log = services.log;
  const loops: ReadonlyMap<string, WorkLoop> = new Map([
    ...(config.roles.has('worker') ? workerLoops(services, config) : []),
    ...(config.roles.has('renewal') ? renewalLoops(services, config) : []),
  ]);
  const wakeUps = postgresWakeUps(systemUrl, (err) =>
    log.warn({ err }, 'the wake-up connection broke; polling carries on'),
  );
  wakeUps.subscribe((kind, afterMs) => {
    loops.get(kind)?.wake(afterMs);
  });
  for (const loop of loops.values()) loop.start();
  return {
    async stop() {
      await Promise.all([...loops.values()].map((loop) => loop.stop(graceMs)));
      await wakeUps.close();
    },
  };
}

type NamedLoop = readonly [wakeUp: string, loop: WorkLoop];

function workerLoops(services: Services, config: Config): readonly NamedLoop[] {
  const pollMs = config.POLL_MS;
  return [
    [
      'turn',
      answerDueTurns(services, {
        concurrency: config.WORKER_CONCURRENCY,
        leaseMs: config.TURN_LEASE_MS,
        pollMs,
      }),
    ],
    [
      'send',
      deliverDueMessages(services, {
        concurrency: config.DELIVERY_CONCURRENCY,
        leaseMs: config.DELIVERY_LEASE_MS,
        pollMs,
      }),
    ],
    [
      'media',
      fetchDueMedia(services, {
        concurrency: config.MEDIA_CONCURRENCY,
        leaseMs: config.MEDIA_LEASE_MS,
        pollMs,
      }),
    ],
    [
      'upload',
      uploadDueMedia(services, {
        concurrency: config.MEDIA_CONCURRENCY,
        leaseMs: config.MEDIA_LEASE_MS,
        pollMs,
      }),
    ],
    [
      'voice',
      transcribeDueVoices(services, {
        concurrency: config.TRANSCRIPTION_CONCURRENCY,
        leaseMs: 2 * config.TRANSCRIPTION_TIMEOUT_MS + voiceReadMs,
        pollMs,
      }),
    ],
    [
      'appointment',
      keepCalendarsInStep(services, {
        concurrency: config.APPOINTMENT_CONCURRENCY,
        leaseMs: config.APPOINTMENT_LEASE_MS,
        pollMs,
      }),
    ],
    [
      'reminder',
      remindDuePatients(services, {
        concurrency: config.REMINDER_CONCURRENCY,
        leaseMs: config.REMINDER_LEASE_MS,
        pollMs,
      }),
    ],
    ['alert-plan', planDueAlerts(services, alertLoops(pollMs))],
    ['alert-delivery', deliverDueAlerts(services, alertLoops(pollMs))],
    ...(services.pushService.publicKey === undefined
      ? []
      : [['push', deliverDuePushes(services, pushLoop(pollMs))] as const]),
    [
      'event-text',
      keepEventTexts(services, {
        concurrency: eventTextConcurrency,
        leaseMs: config.APPOINTMENT_LEASE_MS,
        pollMs,
      }),
    ],
    [
      'feed',
      readDueCalendars(services, {
        concurrency: config.CALENDAR_READ_CONCURRENCY,
        perSecond: config.CALENDAR_READS_PER_SECOND,
        leaseMs: config.APPOINTMENT_LEASE_MS,
        pollMs,
      }),
    ],
  ];
}

/** A few hands: alerts are rare, and a receiver that hangs is let go after ALERT_TIMEOUT_MS. */
const alertLoops = (pollMs: number) => ({ concurrency: 4, leaseMs: 60_000, pollMs });

/** Browsers of a push service that hangs hold a hand for PUSH_TIMEOUT_MS, until it is left alone. */
const pushLoop = (pollMs: number) => ({ concurrency: 8, leaseMs: 60_000, pollMs });

function renewalLoops(services: Services, config: Config): readonly NamedLoop[] {
  const settings = {
    concurrency: config.RENEWAL_CONCURRENCY,
    leaseMs: config.RENEWAL_LEASE_MS,
    pollMs: config.POLL_MS,
  };
  return [
    ['renewal', renewDueConnections(services, settings)],
    ['revocation', endDueGrants(services, settings)],
  ];
}
