import fc from 'fast-check';
import { expect, test } from 'vitest';
import { samplerOf } from '../../../../src/adapters/tracing/sampler.ts';
import { traceIdOf } from '../../../../src/adapters/tracing/span-ids.ts';
import { uuidV7Ids } from '../../../../src/adapters/system/ids.ts';

test('of all traces none, each, or about the asked part is kept', () => {
  const traces = Array.from({ length: 4_000 }, () => traceIdOf(uuidV7Ids.next()) ?? '');
  const kept = (name: Parameters<typeof samplerOf>[0], ratio: number) =>
    traces.filter(samplerOf(name, ratio)).length / traces.length;
  expect(kept('always_off', 1)).toBe(0);
  expect(kept('parentbased_always_on', 0)).toBe(1);
  expect(kept('traceidratio', 0)).toBe(0);
  expect(kept('traceidratio', 1)).toBe(1);
  expect(Math.abs(kept('parentbased_traceidratio', 0.25) - 0.25)).toBeLessThan(0.05);
});

test('a trace that is kept at one ratio is kept at every higher one, so that all of it is there', () => {
  const traceId = fc.string({
    unit: fc.nat(15).map((digit) => digit.toString(16)),
    minLength: 32,
    maxLength: 32,
  });
  fc.assert(
    fc.property(traceId, fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(1_000), (id, ratio, more) => {
      const higher = Math.min(1, ratio + more / 1_000);
      return !samplerOf('traceidratio', ratio)(id) || samplerOf('traceidratio', higher)(id);
    }),
  );
});
