import { z } from 'zod';
import { HttpRefusal } from './error-response.ts';

/** What a caller sent, in our types. @throws HttpRefusal 400 that names what is wrong, never its value. */
export function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => ({
    field: path.map(String).join('.'),
    message,
  }));
  const named = problems.map(({ field, message }) => (field === '' ? message : `${field}: ${message}`));
  throw new HttpRefusal(400, 'http.input-invalid', named.join('; '), undefined, { problems });
}

/** Any spelling of a uuid. */
export const uuid = z.guid();
