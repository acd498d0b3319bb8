import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from '../../../src/bootstrap/config/config.ts';

const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318/' };
const problemsOf = (variables: Record<string, string>): readonly string[] => {
  try {
    readConfig(variables);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
};

describe('traces', () => {
  test.each([
    ['nobody names a receiver', {}],
    ['the SDK is disabled', { ...endpoint, OTEL_SDK_DISABLED: 'true' }],
    ['there is no exporter', { ...endpoint, OTEL_TRACES_EXPORTER: 'none' }],
  ])('are off where %s', (_, variables) => {
    expect(readConfig(variables).tracing).toBeUndefined();
  });

  test('go to the receiver, with what is said of the process', () => {
    const { tracing } = readConfig({
      ...endpoint,
      ROLE: 'web',
      META_APP_SECRET: 'secret-of-the-app',
      WEBHOOK_VERIFY_TOKEN: 'v',
      META_ACCESS_TOKEN: 't',
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20k,x-org=a=b',
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=staging,service.name=other',
      OTEL_SERVICE_NAME: 'atende-south',
      OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
      OTEL_TRACES_SAMPLER_ARG: '0.1',
      OTEL_BSP_MAX_QUEUE_SIZE: '100',
    });
    expect(tracing).toMatchObject({
      ...{ url: 'http://collector:4318/v1/traces', sampler: 'parentbased_traceidratio', ratio: 0.1 },
      headers: { authorization: 'Bearer k', 'x-org': 'a=b' },
      ...{ mostWaiting: 100, mostAtOnce: 100 },
      resource: {
        'service.name': 'atende-south',
        'deployment.environment.name': 'staging',
        'atende.roles': 'web',
      },
    });
  });

  test('go to exactly the address that is meant for them alone', () => {
    const variables = { ...endpoint, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://traces.example/in?key=1' };
    expect(readConfig(variables).tracing?.url).toBe('https://traces.example/in?key=1');
  });

  test.each([
    ['a sampler that there is not', { OTEL_TRACES_SAMPLER: 'jaeger_remote' }, 'OTEL_TRACES_SAMPLER'],
    ['a part of more than all', { OTEL_TRACES_SAMPLER_ARG: '2' }, 'OTEL_TRACES_SAMPLER_ARG'],
    ['another protocol', { OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' }, 'OTEL_EXPORTER_OTLP_PROTOCOL'],
    ['another exporter', { OTEL_TRACES_EXPORTER: 'console' }, 'OTEL_TRACES_EXPORTER'],
    [
      'headers that are no pairs, without showing them',
      { OTEL_EXPORTER_OTLP_HEADERS: 'hunter2' },
      'OTEL_EXPORTER_OTLP_HEADERS',
    ],
    [
      'headers that are badly encoded',
      { OTEL_EXPORTER_OTLP_HEADERS: 'a=%hunter2' },
      'OTEL_EXPORTER_OTLP_HEADERS',
    ],
  ])('are refused with %s', (_, variables, name) => {
    const problems = problemsOf({ ...endpoint, ...variables });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${name}: `));
    expect(problems[0]).not.toContain('hunter2');
  });
});
