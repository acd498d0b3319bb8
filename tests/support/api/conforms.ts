import type { JsonSchema } from '../../../src/adapters/http/contract/json-schema.ts';

export type Schemas = Readonly<Record<string, JsonSchema>>;

/** What in a value is not as the schema says, by path; written apart from zod, so that it is a second opinion. */
export function problemsWith(
  value: unknown,
  schema: JsonSchema,
  schemas: Schemas,
  path = '$',
): readonly string[] {
  const { $ref, anyOf, type } = schema;
  if (typeof $ref === 'string')
    return problemsWith(value, schemas[$ref.replace('#/components/schemas/', '')]!, schemas, path);
  if (Array.isArray(anyOf)) {
    const all = (anyOf as JsonSchema[]).map((part) => problemsWith(value, part, schemas, path));
    return all.some((problems) => problems.length === 0) ? [] : (all[0] ?? []);
  }
  if (Array.isArray(schema['enum']) && !schema['enum'].includes(value))
    return [`${path} is none of the enum`];
  const types = type === undefined ? [] : Array.isArray(type) ? (type as string[]) : [type as string];
  if (types.length > 0 && !types.some((one) => isOf(value, one))) return [`${path} is no ${types.join('|')}`];
  if (typeof value === 'string') return textProblems(value, schema, path);
  if (Array.isArray(value))
    return value.flatMap((item, n) =>
      problemsWith(item, (schema['items'] ?? {}) as JsonSchema, schemas, `${path}[${n}]`),
    );
  return typeof value === 'object' && value !== null
    ? objectProblems(value as Record<string, unknown>, schema, schemas, path)
    : [];
}

const isOf = (value: unknown, type: string): boolean => {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type;
};

function textProblems(value: string, { format }: JsonSchema, path: string): readonly string[] {
  const shapes: Readonly<Record<string, RegExp>> = {
    'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
    uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  };
  const shape = shapes[String(format)];
  return shape === undefined || shape.test(value) ? [] : [`${path} is no ${String(format)}`];
}

function objectProblems(
  value: Readonly<Record<string, unknown>>,
  schema: JsonSchema,
  schemas: Schemas,
  path: string,
): readonly string[] {
  const properties = (schema['properties'] ?? {}) as Record<string, JsonSchema>;
  const required = (schema['required'] ?? []) as string[];
  const rest = schema['additionalProperties'] as JsonSchema | boolean | undefined;
  return [
    ...required.filter((name) => !Object.hasOwn(value, name)).map((name) => `${path}.${name} is missing`),
    ...Object.entries(value).flatMap(([name, child]) => {
      const property = properties[name];
      if (property !== undefined) return problemsWith(child, property, schemas, `${path}.${name}`);
      if (typeof rest === 'object') return problemsWith(child, rest, schemas, `${path}.${name}`);
      // a documented object has no other fields than the documented ones
      return rest === undefined && Object.keys(properties).length === 0
        ? []
        : [`${path}.${name} is not documented`];
    }),
  ];
}
