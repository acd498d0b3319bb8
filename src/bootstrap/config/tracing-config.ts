import { z } from 'zod';
import type { TracingSettings } from '../../adapters/tracing/otlp-tracing.ts';
import { samplerNames } from '../../adapters/tracing/sampler.ts';
import { exactUrl, text, webUrl, whole } from './config-values.ts';

/** `name=value`, comma-separated, values percent-encoded. Messages never quote one: they may be keys. */
const pairs = text.transform((value, context): Readonly<Record<string, string>> => {
  const entries = value.split(',').map((pair) => /^\s*([\w!#$%&'*+.^`|~-]+)\s*=(.*)$/.exec(pair));
  try {
    return Object.fromEntries(
      entries.map((entry) => {
        if (entry === null) throw new URIError();
        const [, name = '', encoded = ''] = entry;
        return [name, decodeURIComponent(encoded.trim())];
      }),
    );
  } catch {
    context.addIssue({ code: 'custom', message: 'must be name=value pairs, with a comma between two' });
    return z.NEVER;
  }
});

/** The names and defaults of OpenTelemetry (https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/). */
export const tracingVariables = {
  OTEL_SDK_DISABLED: z.enum(['true', 'false']).default('false'),
  OTEL_TRACES_EXPORTER: z.enum(['otlp', 'none']).default('otlp'),
  // receivers over HTTP take both, so that what is sent is JSON in either case
  OTEL_EXPORTER_OTLP_PROTOCOL: z.enum(['http/json', 'http/protobuf']).default('http/json'),
  OTEL_EXPORTER_OTLP_ENDPOINT: webUrl.optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: exactUrl.optional(),
  OTEL_EXPORTER_OTLP_HEADERS: pairs.default({}),
  OTEL_EXPORTER_OTLP_TIMEOUT: whole(10_000, 1, 60_000),
  OTEL_SERVICE_NAME: text.default('atende'),
  OTEL_RESOURCE_ATTRIBUTES: pairs.default({}),
  OTEL_TRACES_SAMPLER: z.enum(samplerNames).default('parentbased_always_on'),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1),
  OTEL_BSP_MAX_QUEUE_SIZE: whole(2_048, 1, 100_000),
  OTEL_BSP_MAX_EXPORT_BATCH_SIZE: whole(512, 1, 10_000),
  OTEL_BSP_SCHEDULE_DELAY: whole(5_000, 1, 60_000),
};

type Values = z.infer<z.ZodObject<typeof tracingVariables>> & { readonly ROLE: readonly string[] };

/** Where spans go; absent where nobody has named a receiver. */
export function readTracing(values: Values): TracingSettings | undefined {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: exact } = values;
  const url = exact ?? (endpoint && `${endpoint}/v1/traces`);
  const isOff = values.OTEL_SDK_DISABLED === 'true' || values.OTEL_TRACES_EXPORTER === 'none';
  if (url === undefined || isOff) return undefined;
  return {
    url,
    headers: values.OTEL_EXPORTER_OTLP_HEADERS,
    timeoutMs: values.OTEL_EXPORTER_OTLP_TIMEOUT,
    mostWaiting: values.OTEL_BSP_MAX_QUEUE_SIZE,
    mostAtOnce: Math.min(values.OTEL_BSP_MAX_EXPORT_BATCH_SIZE, values.OTEL_BSP_MAX_QUEUE_SIZE),
    delayMs: values.OTEL_BSP_SCHEDULE_DELAY,
    resource: {
      'process.pid': process.pid,
      'atende.roles': values.ROLE.join(' '),
      ...values.OTEL_RESOURCE_ATTRIBUTES,
      'service.name': values.OTEL_SERVICE_NAME,
    },
    sampler: values.OTEL_TRACES_SAMPLER,
    ratio: values.OTEL_TRACES_SAMPLER_ARG,
  };
}
