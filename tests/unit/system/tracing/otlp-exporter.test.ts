import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { otlpExporter } from '../../../../src/adapters/tracing/otlp-exporter.ts';
import type { RecordedSpan } from '../../../../src/adapters/tracing/recorded-tracing.ts';
import { seededRandomness } from '../../../../src/adapters/memory/system/randomness.ts';
import { systemTimers } from '../../../../src/adapters/system/timers.ts';
import { startOtlpReceiver, type OtlpReceiver } from '../../../support/vendors/otlp-receiver.ts';
import { until } from '../../../support/until.ts';

const nowhere = 'http://127.0.0.1:9/v1/traces';
/** Pauses are none. */
const hurried = {
  ...systemTimers,
  after: (ms: number, run: () => void) => systemTimers.after(Math.min(ms, 2), run),
};
const settings = {
  headers: { 'x-key': 'k' },
  timeoutMs: 5_000,
  mostWaiting: 20,
  mostAtOnce: 5,
  delayMs: 50,
  resource: { 'service.name': 'atende' },
};
let receiver: OtlpReceiver;
beforeEach(async () => {
  receiver = await startOtlpReceiver();
  onTestFinished(() => receiver.close());
});

const open = (url = `${receiver.url}/v1/traces`, timers = hurried, changed = {}) => {
  const exporter = otlpExporter(
    { ...settings, url, ...changed },
    { timers, randomness: seededRandomness(1) },
  );
  onTestFinished(() => exporter.close(0));
  return exporter;
};
const span = (n: number): RecordedSpan => ({
  traceId: 'a'.repeat(32),
  spanId: n.toString(16).padStart(16, '0'),
  parentSpanId: undefined,
  name: `span ${n}`,
  kind: 'client',
  startMs: 1_764_400_000_000.25,
  endMs: 1_764_400_000_001.5,
  attributes: { 'atende.items': 2, 'atende.outcome': 'stored' },
  hasFailed: true,
});
const many = (count: number) => Array.from({ length: count }, (_, n) => span(n));
const settled = async (exporter: ReturnType<typeof open>, of: number) =>
  until('every span to be taken or lost', () => {
    const { exported, lost } = exporter.counts();
    return exported + lost === of;
  });

describe('spans', () => {
  test('come in the form of OTLP, with times to the nanosecond and the headers of the settings', async () => {
    const exporter = open();
    exporter.add(span(1));
    await settled(exporter, 1);
    expect(receiver.requests).toEqual([{ path: '/v1/traces', key: 'k' }]);
    expect(receiver.spans).toMatchObject([
      {
        traceId: 'a'.repeat(32),
        spanId: '0000000000000001',
        name: 'span 1',
        kind: 3,
        startTimeUnixNano: '1764400000000250000',
        endTimeUnixNano: '1764400000001500000',
        attributes: [
          { key: 'atende.items', value: { intValue: '2' } },
          { key: 'atende.outcome', value: { stringValue: 'stored' } },
        ],
        status: { code: 2 },
      },
    ]);
  });

  test('come in batches, each once and in order', async () => {
    const exporter = open();
    for (const one of many(17)) exporter.add(one);
    await settled(exporter, 17);
    expect(receiver.spans.map(({ name }) => name)).toEqual(many(17).map(({ name }) => name));
    expect(receiver.requests.length).toBeLessThanOrEqual(5);
    expect(exporter.counts()).toEqual({ exported: 17, lost: 0 });
  });

  test('wait for a receiver that is busy for a moment', async () => {
    let refusals = 3;
    const { answer } = receiver;
    receiver.answer = (response) => {
      refusals -= 1;
      if (refusals < 0) answer(response);
      else response.writeHead(503).end();
    };
    const exporter = open();
    exporter.add(span(1));
    await settled(exporter, 1);
    expect(exporter.counts()).toEqual({ exported: 1, lost: 0 });
  });

  test.each([
    ['refuses them', (one: OtlpReceiver) => (one.answer = (response) => response.writeHead(400).end())],
    [
      'leads elsewhere, where the key must not go',
      (one: OtlpReceiver) =>
        (one.answer = (response) => response.writeHead(307, { location: `${one.url}/other` }).end()),
    ],
    ['never answers', (one: OtlpReceiver) => (one.answer = () => undefined)],
    ['breaks off', (one: OtlpReceiver) => (one.answer = (response) => response.destroy())],
  ])('are lost, and counted, where a receiver %s', async (_, spoil) => {
    spoil(receiver);
    const exporter = open(undefined, hurried, { timeoutMs: 30 });
    for (const one of many(7)) exporter.add(one);
    await settled(exporter, 7);
    expect(exporter.counts()).toEqual({ exported: 0, lost: 7 });
    expect(receiver.requests.every(({ path }) => path === '/v1/traces')).toBe(true);
  });

  test('beyond those that may wait are lost at once, and whoever adds them never waits', async () => {
    receiver.answer = () => undefined;
    const exporter = open(undefined, systemTimers, { timeoutMs: 60_000 });
    const began = performance.now();
    for (const one of many(10_000)) exporter.add(one);
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(exporter.counts()).toEqual({ exported: 0, lost: 9_980 });
  });

  test('that wait are sent when the process ends', async () => {
    const exporter = open(undefined, systemTimers, { delayMs: 60_000, mostAtOnce: 10 });
    for (const one of many(3)) exporter.add(one);
    await exporter.close(5_000);
    expect(exporter.counts()).toEqual({ exported: 3, lost: 0 });
    exporter.add(span(9));
    expect(exporter.counts()).toEqual({ exported: 3, lost: 1 });
  });

  test.each([
    ['is away', () => nowhere],
    [
      'says nothing',
      () => {
        receiver.answer = () => undefined;
        return undefined;
      },
    ],
  ])('hold no process that ends while the receiver %s', async (_, spoiled) => {
    const exporter = open(spoiled(), systemTimers, { delayMs: 60_000, timeoutMs: 60_000 });
    for (const one of many(3)) exporter.add(one);
    const began = performance.now();
    await exporter.close(100);
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});
