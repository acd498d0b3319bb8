import type { Tracing } from '../../application/ports/operations/tracing.ts';
import type { Clock } from '../../application/ports/system/clock.ts';
import type { Randomness } from '../../application/ports/system/randomness.ts';
import type { Timers } from '../../application/ports/system/timers.ts';
import { otlpExporter, type OtlpSettings, type SpanCounts } from './otlp-exporter.ts';
import { recordedTracing } from './recorded-tracing.ts';
import { samplerOf, type SamplerName } from './sampler.ts';

export type TracingSettings = OtlpSettings & { readonly sampler: SamplerName; readonly ratio: number };

export type OpenTracing = {
  readonly tracing: Tracing;
  counts(): SpanCounts;
  /** Sends what waits, for at most `ms`. */
  close(ms: number): Promise<void>;
};

type Needs = { readonly clock: Clock; readonly timers: Timers; readonly randomness: Randomness };

/** Spans to a receiver of OTLP over HTTP, in JSON (decision 0179). */
export function otlpTracing({ sampler, ratio, ...settings }: TracingSettings, needs: Needs): OpenTracing {
  const exporter = otlpExporter(settings, needs);
  const tracing = recordedTracing({
    ...needs,
    sampler: samplerOf(sampler, ratio),
    record: (span) => exporter.add(span),
  });
  return { tracing, counts: () => exporter.counts(), close: (ms) => exporter.close(ms) };
}
