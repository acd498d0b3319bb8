import fc from 'fast-check';
import { expect, test } from 'vitest';
import { logFields } from '../../../src/adapters/logging/log-fields.ts';
import { masked } from '../../../src/adapters/logging/masked.ts';
import { seenError } from '../../../src/adapters/logging/logged-error.ts';

/** What people write: more than one word, and a word by which it is found again. */
const saying = fc
  .tuple(fc.string({ maxLength: 20 }), fc.string({ maxLength: 20 }))
  .map(([before, after]) => `${before} xyzzy quero ${after}`);

/** A telephone number as people and vendors write it. */
const phone = fc
  .tuple(
    fc.constantFrom('+55', '55', '+1', ''),
    fc.constantFrom('(47) 99999-', '47 99999-', '4799999', '47-99999-', '(47)99999.'),
    fc.integer({ min: 1000, max: 9999 }),
  )
  .map(([country, area, rest]) => `${country} ${area}${rest}`.trim());

const names = [
  ...[
    'requestId',
    'clinicId',
    'outcome',
    'reason',
    'reasons',
    'failure',
    'url',
    'place',
    'appUsage',
    'traceId',
    'err',
  ],
  ...['metaMessageId', 'phoneNumberId', 'items', 'at', 'roles', 'text', 'phone', 'name', 'code', 'class'],
];
/** The saying anywhere in anything, under names that are logged and others. */
const anything = (leaf: fc.Arbitrary<unknown>) =>
  fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 4 }, leaf, fc.array(tie('value'), { maxLength: 3 }), tie('fields')),
    fields: fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 6 }),
  })).fields;

test('nothing that a person wrote gets into the log, under whatever name and however deep', () => {
  const leaf = fc.oneof(
    saying,
    saying.map((text) => new Error(text)),
    saying.map((text) => new Error('x', { cause: new TypeError(text) })),
    saying.map((text) => JSON.stringify({ call_count: text })),
  );
  fc.assert(
    fc.property(anything(leaf), (fields) => {
      expect(JSON.stringify(logFields(fields as object))).not.toContain('xyzzy');
    }),
    { numRuns: 2_000 },
  );
});

test('no telephone number does', () => {
  fc.assert(
    fc.property(anything(phone), (fields) => {
      expect(JSON.stringify(logFields(fields as object))).not.toMatch(/\d{4}"|99999/);
    }),
    { numRuns: 1_000 },
  );
});

test('the second net finds telephone numbers in any text, and leaves our ids in it', () => {
  fc.assert(
    fc.property(phone, fc.uuid(), fc.constantFrom(' ', ': ', ', ', '"'), (number, id, between) => {
      const text = masked(`of ${id}${between}${number}${between}and so on`);
      expect(text).toContain(id);
      // an id may have the same digits
      expect(text.replace(id, '')).not.toMatch(/99999/);
    }),
  );
});

test('errors that quote never repeat what they quote', () => {
  fc.assert(
    fc.property(saying, (text) => {
      const errors = [
        () => JSON.parse(text) as unknown,
        () => BigInt(text),
        () => new URL(text),
        () => new Intl.DateTimeFormat(text),
        () => decodeURIComponent(`${text}%`),
        () => new RegExp(`${text}(`),
      ].flatMap((make) => {
        try {
          make();
          return [];
        } catch (error) {
          return [error];
        }
      });
      expect(errors).not.toEqual([]);
      expect(JSON.stringify(errors.map((error) => seenError(error)))).not.toContain('xyzzy');
    }),
  );
});

test('small letters alone are never masked, also where capitals beside them are looked at', () => {
  const plain = fc.string({ unit: fc.constantFrom(...Array.from(`abcdewyz ,;.'()/_-`)), maxLength: 80 });
  fc.assert(
    fc.property(plain, (text) => {
      expect(masked(text)).toBe(text);
      expect(masked(`A ${text}`)).toBe(`A ${text}`);
    }),
  );
});
