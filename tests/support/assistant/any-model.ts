import * as fc from 'fast-check';
import type { ScriptedStep } from '../../../src/adapters/memory/assistant/language-model.ts';
import { toolSpecs } from '../../../src/application/assistant/model/tools.ts';
import { ModelFailure, type ModelFailureKind } from '../../../src/domain/assistant/model-failure.ts';

const failures: readonly ModelFailureKind[] = [
  'timeout',
  'unavailable',
  'rate-limited',
  'quota-exhausted',
  'key-refused',
  'unknown-model',
  'context-too-long',
  'answer-unusable',
  'content-filtered',
];

const codes = ['s1', 's2', 's99', 'p1', 'p9', 'a1', 'a2', 'o1', 'o2', 'o3', 'o4', 'h1', 'h2', 'h9'];

/** What can be written as JSON, looking like what our records mark instants with, too. */
const anyJson = fc.oneof(
  { weight: 4, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom({ $date: 'logo' }, { $date: '2026-11-26T12:00:00.000Z' }, { $$date: 's1' }),
  },
);

/** What a model may write as an argument: codes, ids that it was never shown, dates, and nonsense. */
const argumentOf = (ids: readonly string[]) =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...codes) },
    {
      weight: 3,
      arbitrary: fc.constantFrom('2026-11-26', '2026-11-30', 'manha', 'tarde', '14:30', 'apos 09:00'),
    },
    { weight: 3, arbitrary: fc.constantFrom('prices', 'hours', 'asked', 'complaint', 'health') },
    { weight: 3, arbitrary: fc.constantFrom(...(ids.length > 0 ? ids : ['x'])) },
    { weight: 3, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: anyJson },
  );

/** A value that could be meant, by the name of the argument. */
const fitting: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  service: fc.constantFrom('s1', 's2', 's3'),
  professional: fc.constantFrom(null, null, 'p1'),
  day: fc.constantFrom(null, '2026-11-26', '2026-11-30'),
  time: fc.constantFrom(null, 'manha', '14:30', 'h1', 'h2'),
  moving: fc.constantFrom(null, null, 'a1'),
  option: fc.constantFrom('o1', 'o2', 'o3'),
  appointment: fc.constantFrom('a1', 'a2'),
  topic: fc.constantFrom('prices', 'hours', 'menu'),
  reason: fc.constantFrom('asked', 'complaint', 'health'),
};

/** A call as it should be, so that things happen; `strangest` out of ten arguments are anything at all. */
const likelyCall = (ids: readonly string[], strangest = 1): fc.Arbitrary<AnyCall> =>
  fc
    .tuple(fc.constantFrom(...toolSpecs), fc.nat(1_000_000))
    .chain(([{ name, fields }, n]) =>
      fc
        .record(
          Object.fromEntries(
            Object.keys(fields).map((key) => [
              key,
              fc.oneof(
                { weight: 10 - strangest, arbitrary: fitting[key] ?? fc.constant(null) },
                { weight: strangest, arbitrary: argumentOf(ids) },
              ),
            ]),
          ),
        )
        .map((written) => ({ id: `c${n}`, name, arguments: written })),
    );

type AnyCall = { readonly id: string; readonly name: string; readonly arguments: unknown };

/** Any call of any tool, also of tools that do not exist, with any arguments, also too many. */
const anyCall = (ids: readonly string[] = []) =>
  fc
    .tuple(
      fc.oneof(
        { weight: 9, arbitrary: fc.constantFrom(...toolSpecs) },
        {
          weight: 1,
          arbitrary: fc
            .constantFrom('confirm', '__proto__', 'cancel_appointment')
            .map((name) => ({ name, fields: {} })),
        },
      ),
      fc.array(argumentOf(ids), { minLength: 6, maxLength: 6 }),
      fc.boolean(),
      fc.nat(1_000_000),
    )
    .map(([{ name, fields }, values, isSmuggling, n]) => ({
      id: `c${n}`,
      name,
      arguments: Object.fromEntries([
        ...Object.keys(fields).map((key, at) => [key, values[at]] as const),
        ...(isSmuggling && n % 5 === 0 ? [['clinicId', values[5]] as const] : []),
      ]),
    }));

const anyWords = fc.constantFrom(
  'Que bom falar com você!',
  'Para qual atendimento?',
  'A consulta custa R$ 1,00.',
  'Marquei para você amanhã às 15h!',
  'Avisei a equipe.',
  'A {servico:s1} custa {preco:s1}.',
  '{preco:s99}',
  '',
);

/** Any step of a model that also names these ids. */
export const stepWith = (ids: readonly string[]): fc.Arbitrary<ScriptedStep> =>
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc
        .array(fc.oneof(anyCall(ids), likelyCall(ids)), { minLength: 1, maxLength: 3 })
        .map((calls) => ({
          ...{ text: 'Marquei!', calls, end: 'calls' as const },
          usage: { input: 100, cached: 0, output: 10 },
        })),
    },
    {
      weight: 2,
      arbitrary: anyWords.map((text) => ({
        ...{ text, calls: [], end: 'said' as const },
        usage: { input: 100, cached: undefined, output: 10 },
      })),
    },
    {
      weight: 1,
      arbitrary: fc.constant({
        ...{ text: 'cortad', calls: [], end: 'cut' as const },
        usage: { input: undefined, cached: undefined, output: undefined },
      }),
    },
    { weight: 2, arbitrary: fc.constantFrom(...failures).map((failure) => new ModelFailure(failure)) },
  );

export const anyStep = stepWith([]);
