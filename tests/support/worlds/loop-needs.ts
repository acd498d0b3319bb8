import { Registry } from 'prom-client';
import type { SettableClock } from '../../../src/adapters/memory/system/clock.ts';
import { seededRandomness } from '../../../src/adapters/memory/system/randomness.ts';
import { memoryTimers } from '../../../src/adapters/memory/system/timers.ts';
import { makeIngestFirst } from '../../../src/application/operations/ingest-first.ts';
import { prometheusTelemetry } from '../../../src/adapters/prometheus/telemetry.ts';

/** What every loop needs, on virtual time; `failures` are what the loops logged as errors. */
export function loopNeeds(clock: SettableClock) {
  const failures: object[] = [];
  const timers = memoryTimers(clock);
  const ignore = () => undefined;
  return {
    failures,
    clock,
    timers,
    ingestFirst: makeIngestFirst(timers),
    randomness: seededRandomness(1),
    telemetry: prometheusTelemetry(new Registry()),
    log: { debug: ignore, info: ignore, warn: ignore, error: (fields: object) => void failures.push(fields) },
  };
}
