import fc, { type Arbitrary } from 'fast-check';
import type { JsonSchema } from '../../../src/adapters/http/contract/json-schema.ts';
import type { Schemas } from './conforms.ts';

/** Values that a schema of ours allows. */
export function valid(schema: JsonSchema, schemas: Schemas): Arbitrary<unknown> {
  const { $ref, anyOf, type } = schema;
  if (typeof $ref === 'string') return valid(schemas[$ref.replace('#/components/schemas/', '')]!, schemas);
  if (Array.isArray(anyOf)) return fc.oneof(...(anyOf as JsonSchema[]).map((part) => valid(part, schemas)));
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as unknown[]));
  switch (type) {
    case 'string':
      return text(schema);
    case 'integer':
    case 'number':
      return fc.integer({
        min: Number(schema['minimum'] ?? -1_000),
        max: Math.min(Number(schema['maximum'] ?? 1_000), 1e9),
      });
    case 'boolean':
      return fc.boolean();
    case 'array':
      return fc.array(valid((schema['items'] ?? {}) as JsonSchema, schemas), { maxLength: 3 });
    case 'object':
      return object(schema, schemas);
    default:
      return fc.jsonValue({ maxDepth: 3 });
  }
}

const between = (first: string, last: string) =>
  fc
    .date({ min: new Date(first), max: new Date(last), noInvalidDate: true })
    .map((date) => date.toISOString());
/** Mostly of these years; of every year that can be written; of those at both ends. */
const anyTime = fc.oneof(
  { weight: 4, arbitrary: between('2026-01-01T00:00:00Z', '2031-01-01T00:00:00Z') },
  { weight: 1, arbitrary: between('0000-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z') },
  { weight: 1, arbitrary: between('0000-01-01T00:00:00Z', '0999-12-31T23:59:59.999Z') },
  { weight: 1, arbitrary: between('9998-12-30T00:00:00Z', '9999-12-31T23:59:59.999Z') },
);

function text(schema: JsonSchema): Arbitrary<string> {
  const minLength = Number(schema['minLength'] ?? 0);
  const maxLength = Math.min(Number(schema['maxLength'] ?? 40), 300);
  if (schema['format'] === 'uuid') return fc.uuid();
  const pattern = typeof schema['pattern'] === 'string' ? new RegExp(schema['pattern'], 'u') : /^/;
  if (schema['format'] === 'date-time') return anyTime.filter((time) => pattern.test(time));
  if (schema['format'] === 'date')
    return anyTime.map((time) => time.slice(0, 10)).filter((day) => pattern.test(day));
  if (/^\^(\\d|\[\d|\\\+)/.test(pattern.source)) return fc.stringMatching(pattern);
  return fc
    .oneof(
      fc.string({ minLength, maxLength, unit: 'grapheme-ascii' }),
      fc.string({ minLength, maxLength: Math.max(minLength, Math.floor(maxLength / 2)), unit: 'grapheme' }),
    )
    .map((made) => made.trim())
    .filter((made) => made.length >= minLength && made.length <= maxLength && pattern.test(made));
}

function object(schema: JsonSchema, schemas: Schemas): Arbitrary<unknown> {
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, JsonSchema>);
  if (properties.length === 0)
    return schema['additionalProperties'] === false
      ? fc.constant({})
      : fc.dictionary(
          fc.string({ maxLength: 10 }).filter((key) => key !== '__proto__'),
          fc.jsonValue({ maxDepth: 3 }),
          {
            maxKeys: 4,
          },
        );
  const required = (schema['required'] ?? []) as string[];
  return fc.record(
    Object.fromEntries(properties.map(([name, property]) => [name, valid(property, schemas)])),
    { requiredKeys: required as never[] },
  );
}
