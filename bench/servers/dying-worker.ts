import { writeSync } from 'node:fs';
import type { Appointments } from '../../src/application/ports/scheduling/appointments.ts';
import type { GoogleCalendar } from '../../src/application/ports/scheduling/google-calendar.ts';
import { keepCalendarsInStep } from '../../src/adapters/worker/keep-calendars-in-step.ts';
import { openLog } from '../../src/adapters/logging/logger.ts';
import { postgresWakeUps } from '../../src/adapters/postgres/wake-ups.ts';
import { readConfig } from '../../src/bootstrap/config/config.ts';
import { makeContainer } from '../../src/bootstrap/composition/container.ts';
import { openKeys } from '../../src/bootstrap/local/development-secrets.ts';
import { accessOf } from '../../src/bootstrap/local/local-access.ts';
import { openPrivacy } from '../../src/bootstrap/opening/open-privacy.ts';
import { token } from '../../src/bootstrap/composition/services.ts';

// The product's own loop for calendars, that kills its process (-9) when it reaches the step `DIE_AT` for the n-th time.
const dieAt = process.env['DIE_AT'] ?? '';
let left = Number(process.env['DIE_AFTER'] ?? 1);

function reach(step: string): void {
  if (step !== dieAt || (left -= 1) > 0) return;
  writeSync(1, `died ${step}\n`);
  process.kill(process.pid, 'SIGKILL');
}

/** Every method with a step before and a step after it. */
function mortal<Port extends object>(port: Port, methods: readonly (keyof Port & string)[]): Port {
  const wrapped = { ...port };
  for (const method of methods) {
    const original = port[method] as (...args: unknown[]) => Promise<unknown>;
    const replacement = async (...args: unknown[]) => {
      reach(`before ${method}`);
      const result = await original(...args);
      // a claim of nothing is no step
      if (!Array.isArray(result) || result.length > 0) reach(`after ${method}`);
      return result;
    };
    wrapped[method] = replacement as Port[typeof method];
  }
  return wrapped;
}

const config = readConfig(process.env);
const { DATABASE_URL: databaseUrl, google, meta } = config;
if (databaseUrl === undefined || google === undefined || meta === undefined)
  throw new Error('Not configured');
const log = openLog(config.LOG_LEVEL, false);
const keys = await openKeys(config.DATA_DIR, config.keys);
const access = await accessOf(config);
const privacy = await openPrivacy(config.DATA_DIR, config);
const database = { appUrl: databaseUrl, systemUrl: databaseUrl };
const container = makeContainer(config, {
  database,
  google,
  meta,
  keys,
  ...access,
  privacy,
  publicUrl: 'http://localhost',
  isSecure: false,
  log,
});
const calendar = container.get(token('googleCalendar'));
const book = container.get(token('appointments'));
const googleCalendar: GoogleCalendar = mortal(calendar, ['busy', 'insert', 'get', 'remove']);
const appointments: Appointments = mortal(book, ['claim', 'aboutToWrite', 'settle']);
container.rebind(token('googleCalendar')).toConstantValue(googleCalendar);
container.rebind(token('appointments')).toConstantValue(appointments);

const loop = keepCalendarsInStep(
  {
    appointments,
    keepCalendarInStep: container.get(token('keepCalendarInStep')),
    telemetry: container.get(token('telemetry')),
    timers: container.get(token('timers')),
    clock: container.get(token('clock')),
    randomness: container.get(token('randomness')),
    ingestFirst: container.get(token('ingestFirst')),
    log,
  },
  {
    concurrency: config.APPOINTMENT_CONCURRENCY,
    leaseMs: config.APPOINTMENT_LEASE_MS,
    pollMs: config.POLL_MS,
  },
);
postgresWakeUps(databaseUrl, () => undefined).subscribe((kind) => {
  if (kind === 'appointment') loop.wake();
});
loop.start();
writeSync(1, 'ready\n');
