import { beforeEach, describe, expect, test } from 'vitest';
import { recordedTracing, type RecordedSpan } from '../../../../src/adapters/tracing/recorded-tracing.ts';
import type { SpanFacts, SpanPlace, Tracing } from '../../../../src/application/ports/operations/tracing.ts';
import { ClinicNotFound } from '../../../../src/domain/clinic/clinic-errors.ts';
import { clinicId } from '../../../../src/domain/clinic/clinic.ts';

const requestId = '01a2282d-6c5d-7000-9cf2-84b79e872fa3';
const traceId = '01a2282d6c5d70009cf284b79e872fa3';
const nothing = () => Promise.resolve();
let seen: RecordedSpan[];
let elapsed: number;

const process = (sampler: (traceId: string) => boolean = () => true): Tracing =>
  recordedTracing({
    clock: { now: () => new Date('2026-11-29T12:00:00Z') },
    timers: { elapsed: () => (elapsed += 1.5) },
    sampler,
    record: (span) => void seen.push(span),
  });
const named = (name: string) => seen.find((span) => span.name === name);
const at = (place: SpanPlace) => ({ name: 'at', requestId, place });

beforeEach(() => {
  seen = [];
  elapsed = 0;
});

describe('a span', () => {
  test('is of the trace that the correlation id names, whatever it looks like', async () => {
    const tracing = process();
    for (const id of [requestId, traceId, 'cli-replay', 'cli-replay', 'unknown'])
      await tracing.span({ name: 'one', requestId: id }, nothing);
    expect(seen.map((span) => span.traceId)).toEqual([
      traceId,
      traceId,
      expect.stringMatching(/^[\da-f]{32}$/) as string,
      seen[2]?.traceId,
    ]);
    expect(new Set(seen.map(({ spanId }) => spanId)).size).toBe(4);
  });

  test('is beneath the one in which it happens, and ends within it', async () => {
    const tracing = process();
    await tracing.span({ name: 'outer', requestId }, () =>
      Promise.all([
        tracing.span({ name: 'first' }, () => tracing.span({ name: 'inner', requestId }, nothing)),
        tracing.span({ name: 'second' }, nothing),
      ]),
    );
    const outer = named('outer')!;
    expect(outer.parentSpanId).toBeUndefined();
    expect(named('first')?.parentSpanId).toBe(outer.spanId);
    expect(named('second')?.parentSpanId).toBe(outer.spanId);
    expect(named('inner')?.parentSpanId).toBe(named('first')?.spanId);
    for (const span of seen) {
      expect(span.startMs).toBeGreaterThanOrEqual(outer.startMs);
      expect(span.endMs).toBeGreaterThan(span.startMs);
      expect(span.endMs).toBeLessThanOrEqual(outer.endMs);
    }
    expect(outer.startMs).toBeGreaterThanOrEqual(Date.parse('2026-11-29T12:00:00Z'));
  });

  test.each<SpanPlace>(['request', 'commit', { metaMessageId: 'wamid.1' }])(
    'is found at its place (%j) by another process',
    async (place) => {
      await process().span(at(place), nothing);
      await process().span({ name: 'beneath', requestId, beneath: place }, nothing);
      expect(named('beneath')).toMatchObject({ traceId, parentSpanId: named('at')?.spanId });
    },
  );

  test('is found at a place that is known at its end only', async () => {
    const place = { metaMessageId: 'wamid.1' };
    await process().span({ name: 'call', requestId }, nothing, () => ({ place }));
    await process().span({ name: 'status', requestId, beneath: place }, nothing);
    expect(named('status')?.parentSpanId).toBe(named('call')?.spanId);
  });

  test('is not recorded outside of any trace, nor in the trace of somebody else', async () => {
    const tracing = process();
    await tracing.span({ name: 'alone' }, nothing);
    await tracing.span({ name: 'mine', requestId }, () =>
      tracing.span({ name: 'other', requestId: 'another' }, nothing),
    );
    expect(named('alone')).toBeUndefined();
    expect(named('other')?.parentSpanId).toBeUndefined();
    expect(named('other')?.traceId).not.toBe(traceId);
  });

  test('of a trace that is not kept leaves nothing, nor does what happens in it', async () => {
    const tracing = process(() => false);
    expect(await tracing.span(at('request'), () => tracing.span({ name: 'in' }, async () => 7))).toBe(7);
    expect(seen).toEqual([]);
  });

  test('throws what its work throws, and says what kind of error it was, not in which words', async () => {
    const tracing = process();
    const refusal = new ClinicNotFound(clinicId('01a2282d-6c5d-7000-9cf2-84b79e872fa3'));
    await expect(tracing.span(at('request'), () => Promise.reject(refusal))).rejects.toBe(refusal);
    const bug = new TypeError('Otília is not a function');
    await expect(tracing.span(at('request'), () => Promise.reject(bug))).rejects.toBe(bug);
    expect(seen.map(({ hasFailed, attributes }) => [hasFailed, attributes])).toEqual([
      [true, { 'error.type': 'clinic.not-found' }],
      [true, { 'error.type': 'TypeError' }],
    ]);
  });

  test.each([
    'dor no coração',
    '+55 11 95558-0001',
    '5511955580001',
    'otilia@example.com',
    'Bearer EAAx;y',
    'wamid.HBgNNTUxMQ==',
    'x'.repeat(200),
    '',
  ])('says nothing of %s, wherever somebody puts it', async (words) => {
    const texts = ['clinicId', 'conversationId', 'messageId', 'method', 'route', 'outcome', 'code', 'model'];
    const facts = Object.fromEntries(texts.map((name) => [name, words])) as SpanFacts;
    const counts = { items: 5511955580001, messages: Number.NaN, replies: -1 };
    await process().span({ name: words, requestId, facts: { ...facts, ...counts } }, nothing);
    expect(seen).toMatchObject([{ name: 'unnamed', attributes: {} }]);
    expect(Object.keys(seen[0]?.attributes ?? {})).toEqual([]);
  });
});
