import type { OpenTracing, TracingSettings } from '../../adapters/tracing/otlp-tracing.ts';
import { systemClock } from '../../adapters/system/clock.ts';
import { systemRandomness } from '../../adapters/system/randomness.ts';
import { systemTimers } from '../../adapters/system/timers.ts';
import { apiVersion } from '../web.ts';

/** Loaded only where somebody has named a receiver. */
export async function openTracing(settings: TracingSettings | undefined): Promise<OpenTracing | undefined> {
  if (settings === undefined) return undefined;
  const { otlpTracing } = await import('../../adapters/tracing/otlp-tracing.ts');
  const resource = { 'service.version': apiVersion, ...settings.resource };
  return otlpTracing(
    { ...settings, resource },
    { clock: systemClock, timers: systemTimers, randomness: systemRandomness },
  );
}
