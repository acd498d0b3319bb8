import { AsyncLocalStorage } from 'node:async_hooks';
import type { SpanEnd, SpanStart, Tracing } from '../../application/ports/operations/tracing.ts';
import type { Clock } from '../../application/ports/system/clock.ts';
import type { Timers } from '../../application/ports/system/timers.ts';
import type { Sampler } from './sampler.ts';
import { attributesOf, codeOf, isWord, type Attributes } from './span-attributes.ts';
import { newSpanId, spanIdAt, traceIdOf } from './span-ids.ts';

/** A span that has ended. Times in milliseconds since 1970, with fractions. */
export type RecordedSpan = {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly name: string;
  readonly kind: NonNullable<SpanStart['kind']> | 'internal';
  readonly startMs: number;
  readonly endMs: number;
  readonly attributes: Attributes;
  readonly hasFailed: boolean;
};

type Needs = {
  readonly clock: Clock;
  readonly timers: Pick<Timers, 'elapsed'>;
  readonly sampler: Sampler;
  /** Takes it at once and never throws. */
  readonly record: (span: RecordedSpan) => void;
};

/** The span in which something happens. One clock per chain of spans, so that none seems to end after its parent. */
type Around = { readonly traceId: string; readonly spanId: string; readonly epochMs: number };

/** Spans are made when they have ended: of what a crash ended there is none. */
export function recordedTracing({ clock, timers, sampler, record }: Needs): Tracing {
  const around = new AsyncLocalStorage<Around | undefined>();

  return {
    async span<T>(start: SpanStart, work: () => Promise<T>, end?: (result: T) => SpanEnd): Promise<T> {
      const outer = around.getStore();
      const traceId = start.requestId === undefined ? outer?.traceId : traceIdOf(start.requestId);
      if (traceId === undefined || !sampler(traceId)) return around.run(undefined, work);
      const isWithin = outer?.traceId === traceId;
      const epochMs = isWithin ? outer.epochMs : clock.now().getTime() - timers.elapsed();
      const now = () => epochMs + timers.elapsed();
      const spanId = start.place === undefined ? newSpanId() : spanIdAt(traceId, start.place);
      const startMs = start.startedAt?.getTime() ?? now();
      const ended = ({ name = start.name, place, facts, hasFailed = false }: SpanEnd) => {
        record({
          traceId,
          spanId: place === undefined ? spanId : spanIdAt(traceId, place),
          parentSpanId:
            start.beneath === undefined
              ? isWithin
                ? outer.spanId
                : undefined
              : spanIdAt(traceId, start.beneath),
          name: isWord(name) ? name : 'unnamed',
          kind: start.kind ?? 'internal',
          startMs: Math.min(startMs, now()),
          endMs: now(),
          attributes: attributesOf({ ...start.facts, ...facts }),
          hasFailed,
        });
      };
      return around.run({ traceId, spanId, epochMs }, async () => {
        let result: T;
        try {
          result = await work();
        } catch (error) {
          ended({ hasFailed: true, facts: { code: codeOf(error) } });
          throw error;
        }
        ended(end?.(result) ?? {});
        return result;
      });
    },
  };
}
