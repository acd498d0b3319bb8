import { z } from 'zod';

export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * The JSON Schema (2020-12) of a value as it travels. Schemas with an id in their metadata become components, which
 * are collected in `components`.
 */
export function jsonSchemaOf(schema: z.ZodType, components: Record<string, JsonSchema>): JsonSchema {
  const generated = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io: 'input',
    unrepresentable: 'any',
    override: showAsTold,
  }) as Record<string, unknown> & { $defs?: Record<string, JsonSchema> };
  const { $defs = {}, ...own } = generated;
  // the dialect is that of OpenAPI 3.1 anyway
  delete own['$schema'];
  for (const [name, definition] of Object.entries($defs))
    components[name] = withComponentRefs(definition) as JsonSchema;
  return withComponentRefs(own) as JsonSchema;
}

/** Metadata `jsonSchema` stands for the whole schema. */
function showAsTold({ jsonSchema }: { jsonSchema: Record<string, unknown> }): void {
  const { jsonSchema: given, description } = jsonSchema;
  if (typeof given !== 'object') return;
  for (const key of Object.keys(jsonSchema)) Reflect.deleteProperty(jsonSchema, key);
  Object.assign(jsonSchema, description === undefined ? {} : { description }, given);
}

/** `#/$defs/X` is `#/components/schemas/X` in OpenAPI. */
function withComponentRefs(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withComponentRefs);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [
      key,
      key === '$ref' && typeof child === 'string'
        ? child.replace('#/$defs/', '#/components/schemas/')
        : withComponentRefs(child),
    ]),
  );
}
