import type { RecordedSpan } from './recorded-tracing.ts';
import type { Attributes } from './span-attributes.ts';

/** Source: the JSON encoding of OTLP 1.x (https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding). */
const kinds = { internal: 1, server: 2, client: 3, consumer: 5 } as const;
const failed = 2;

/** Nanoseconds since 1970, as a string: a number has no room for them. */
const nanoseconds = (ms: number): string => {
  const whole = Math.floor(ms);
  return String(BigInt(whole) * 1_000_000n + BigInt(Math.round((ms - whole) * 1e6)));
};

const keyValues = (attributes: Attributes) =>
  Object.entries(attributes).map(([key, value]) => ({
    key,
    value: typeof value === 'number' ? { intValue: String(Math.round(value)) } : { stringValue: value },
  }));

/** The body of a request to a receiver of OTLP over HTTP. */
export const otlpBody = (resource: Attributes, spans: readonly RecordedSpan[]): string =>
  JSON.stringify({
    resourceSpans: [
      {
        resource: { attributes: keyValues(resource) },
        scopeSpans: [
          {
            scope: { name: 'atende' },
            spans: spans.map(({ traceId, spanId, parentSpanId, name, kind, attributes, ...rest }) => ({
              traceId,
              spanId,
              parentSpanId,
              name,
              kind: kinds[kind],
              startTimeUnixNano: nanoseconds(rest.startMs),
              endTimeUnixNano: nanoseconds(rest.endMs),
              attributes: keyValues(attributes),
              status: rest.hasFailed ? { code: failed } : {},
            })),
          },
        ],
      },
    ],
  });
