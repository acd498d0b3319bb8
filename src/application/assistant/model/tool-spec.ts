import type { ModelTool } from '../../ports/assistant/language-model.ts';

/** One argument: words, one of a few values, or nothing where it is optional. */
type Field = {
  readonly about: string;
  readonly values?: readonly string[];
  readonly isOptional?: true;
  /** In UTF-16 units; a handle, a date or a time is shorter. */
  readonly longest?: number;
};

export type ToolSpec = {
  readonly name: string;
  readonly about: string;
  readonly fields: Readonly<Record<string, Field>>;
};

/** Arguments of a call: every field of the tool, and no other. */
export type Arguments = ReadonlyMap<string, string | undefined>;

/** Longer than any handle, date or time. */
const longestHandle = 100;

/** Every property is required and no other is allowed: what is optional may be null. Bounds are ours to check. */
export const modelTool = ({ name, about, fields }: ToolSpec): ModelTool => ({
  name,
  description: about,
  parameters: {
    type: 'object',
    properties: Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, schemaOf(field)])),
    required: Object.keys(fields),
    additionalProperties: false,
  },
});

const schemaOf = ({ about, values, isOptional }: Field) => ({
  type: isOptional ? ['string', 'null'] : 'string',
  description: about,
  ...(values && { enum: isOptional ? [...values, null] : values }),
});

/** What a model wrote, checked; otherwise what is wrong with it, in words for the model. */
export function readArguments({ fields }: ToolSpec, written: unknown): Arguments | string {
  if (typeof written !== 'object' || written === null || Array.isArray(written))
    return 'os argumentos não são um objeto JSON';
  const given = new Map<string, unknown>(Object.entries(written));
  const unknown = [...given.keys()].find((key) => !Object.hasOwn(fields, key));
  if (unknown !== undefined) return 'há um argumento que esta ferramenta não tem';
  const read = new Map<string, string | undefined>();
  for (const [key, { values, isOptional, longest = longestHandle }] of Object.entries(fields)) {
    const value = given.get(key) ?? undefined;
    if (value === undefined && isOptional !== true) return `falta o argumento ${key}`;
    if (value !== undefined && (typeof value !== 'string' || value.length > longest))
      return `o argumento ${key} não é um texto curto`;
    if (value !== undefined && values?.includes(value) === false)
      return `o argumento ${key} só pode ser ${values.join(', ')}`;
    read.set(key, value);
  }
  return read;
}
