import type { JsonSchema } from './json-schema.ts';

/** The TypeScript type of what a JSON Schema of ours describes. What it does not know is `unknown`. */
export function typeSource(schema: JsonSchema): string {
  const { $ref, enum: values, anyOf, oneOf, allOf, type } = schema;
  if ('const' in schema) return JSON.stringify(schema['const']);
  if (typeof $ref === 'string') return $ref.replace('#/components/schemas/', '');
  if (Array.isArray(values)) return values.map((value) => JSON.stringify(value)).join(' | ');
  for (const [parts, joint] of [
    [anyOf, ' | '],
    [oneOf, ' | '],
    [allOf, ' & '],
  ] as const)
    if (Array.isArray(parts)) return `(${parts.map(partSource).join(joint)})`;
  if (Array.isArray(type))
    return type.map((one) => typeSource({ ...schema, type: one as unknown })).join(' | ');
  switch (type) {
    case 'string':
      return 'string';
    case 'integer':
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'null':
      return 'null';
    case 'array':
      return `readonly (${typeSource((schema['items'] ?? {}) as JsonSchema)})[]`;
    case 'object':
      return objectSource(schema);
    default:
      return 'unknown';
  }
}

const partSource = (part: unknown): string => typeSource(part as JsonSchema);

function objectSource(schema: JsonSchema): string {
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, JsonSchema>);
  const required = new Set((schema['required'] ?? []) as string[]);
  const { additionalProperties: rest } = schema;
  if (properties.length === 0)
    return rest === false ? 'Record<string, never>' : `Readonly<Record<string, ${restSource(rest)}>>`;
  const fields = properties.map(([name, property]) => {
    const isOptional = !required.has(name);
    const { description } = property;
    const comment = typeof description === 'string' ? `\n/** ${inComment(description)} */\n` : '';
    return `${comment}readonly ${JSON.stringify(name)}${isOptional ? '?' : ''}: ${typeSource(property)}${isOptional ? ' | undefined' : ''};`;
  });
  return `{ ${fields.join(' ')} }`;
}

const restSource = (rest: unknown): string =>
  typeof rest === 'object' && rest !== null ? typeSource(rest as JsonSchema) : 'unknown';

/** A text must not end the comment it stands in. */
export const inComment = (text: string): string => text.replaceAll('*/', '* /').replace(/\s+/g, ' ');
